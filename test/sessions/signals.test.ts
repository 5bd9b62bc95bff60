import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ScreenSignal} from '../../src/domain/signal.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {createSignalRelay} from '../../src/sessions/signal-relay.ts';

const opened = () => {
	const heard: ScreenSignal[] = [];
	let replies = '';
	const screen = createScreen({
		size: {cols: 40, rows: 6},
		onSignal: (signal) => heard.push(signal),
		onReply: (bytes) => {
			replies += bytes.toString();
		},
	});
	onTestFinished(() => screen.dispose());
	return {
		heard,
		screen,
		replies: () => replies,
		feed: (bytes: string | Uint8Array) => screen.write(Buffer.from(bytes)),
	};
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

const EVERYTHING = [
	'\x1b]0;both\x07\x1b]2;title \u202e漢\x1b\\',
	'text\x07',
	'\x1b]9;plain words\x07\x1b]9;4;1;42\x07\x1b]9;4;3\x1b\\\x1b]9;4;0\x07\x1b]9;2;a message box\x07',
	'\x1b]777;notify;Title;Body;more\x07\x1b]777;precmd\x07',
	'\x1b]99;;simple\x1b\\\x1b]99;i=1:d=0;He\x1b\\\x1b]99;i=1:d=0;llo\x1b\\\x1b]99;i=1:p=body;all\x1b\\',
	`\x1b]99;i=2:e=1;${base64('coded')}\x07\x1b]99;i=3:p=?;\x07`,
	`\x1b]52;c;${base64('line\r\none\ttab\x1b[31m\u200bend')}\x07\x1b]52;;${base64('primary')}\x1b\\`,
	'\x1b]52;c;?\x07\x1b]52;c;***\x07\x1b]52;c;\x07',
].join('');

const HEARD: ScreenSignal[] = [
	{kind: 'title', text: 'both'},
	{kind: 'title', text: 'title 漢'},
	{kind: 'bell'},
	{kind: 'notification', title: null, text: 'plain words'},
	{kind: 'progress', progress: {state: 'normal', percent: 42}},
	{kind: 'progress', progress: {state: 'indeterminate', percent: null}},
	{kind: 'progress', progress: null},
	{kind: 'notification', title: 'Title', text: 'Body;more'},
	{kind: 'notification', title: null, text: 'simple'},
	{kind: 'notification', title: 'Hello', text: 'all'},
	{kind: 'notification', title: null, text: 'coded'},
	{kind: 'clipboard', text: 'line\none\ttab[31mend'},
	{kind: 'clipboard', text: 'primary'},
	{kind: 'refused', what: 'clipboard-read'},
];

describe('signals', () => {
	test('come clean out of every sequence that carries one', () => {
		const {feed, heard, replies} = opened();
		feed(EVERYTHING);
		expect(heard).toEqual(HEARD);
		expect(replies()).toBe('\x1b]52;c;\x1b\\');
	});

	test('are the same however the bytes are cut', () => {
		const bytes = Buffer.from(EVERYTHING);
		fc.assert(
			fc.property(fc.uniqueArray(fc.nat(bytes.length), {maxLength: 40}), (cuts) => {
				const {feed, heard} = opened();
				let from = 0;
				for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
					feed(bytes.subarray(from, cut));
					from = cut;
				}
				expect(heard).toEqual(HEARD);
			}),
			{numRuns: 60},
		);
		const {feed, heard} = opened();
		for (const byte of bytes) feed(Buffer.from([byte]));
		expect(heard).toEqual(HEARD);
	});

	test('never hold a character that controls, reorders or hides text, and never grow', () => {
		const introducer = fc.constantFrom(
			'\x1b]0;',
			'\x1b]9;',
			'\x1b]777;notify;',
			'\x1b]99;;',
			'\x1b]99;i=1:d=0;',
			'\x1b]2;',
		);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(introducer, fc.string({unit: 'binary', maxLength: 60})), {maxLength: 20}),
				(parts) => {
					const {feed, heard} = opened();
					feed(parts.map(([start, text]) => `${start}${text}\x07`).join(''));
					for (const signal of heard) {
						const text = 'text' in signal ? signal.text : '';
						expect(text.replaceAll('\n', '').replaceAll('\t', '')).not.toMatch(
							/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
						);
					}
				},
			),
		);
		const {feed, heard} = opened();
		feed(`\x1b]0;${'t'.repeat(8000)}\x07\x1b]9;${'n'.repeat(8000)}\x07\x1b]52;c;${base64('c'.repeat(100_001))}\x07`);
		expect(heard).toEqual([
			{kind: 'title', text: expect.stringMatching(/^t{199}…$/)},
			{kind: 'notification', title: null, text: expect.stringMatching(/^n{999}…$/)},
			{kind: 'refused', what: 'clipboard-size'},
		]);
	});
});

/** What is held after everything else was collected. */
const keptBytes = (): number => {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
};

test.each([
	['OSC', '\x1b]52;c;'],
	['an OSC that nobody knows', '\x1b]1337;File=:'],
	['an OSC without a number', '\x1b]'],
	['DCS', '\x1bP$q'],
	['sixel graphics', '\x1bPq'],
	['kitty graphics', '\x1b_G'],
	['PM', '\x1b^'],
	['SOS', '\x1bX'],
])('%s of fifty megabytes costs no memory, leaves nothing on the screen and is over when it ends', (_, start) => {
	const {feed, screen, heard} = opened();
	const before = keptBytes();
	feed(`before\r\n${start}`);
	const block = Buffer.alloc(500_000, 'A');
	for (let at = 0; at < 100; at++) feed(block);
	expect(screen.snapshot().length).toBeLessThan(20_000);
	expect((keptBytes() - before) / 1_000_000).toBeLessThan(25);
	feed('\x1b\\after');
	expect(screen.text().slice(0, 2)).toEqual(['before', 'after']);
	expect(heard).toEqual([]);
});

test('of a flood of signals a few are told, and of titles the last one', async () => {
	const told: ScreenSignal[] = [];
	const relay = createSignalRelay({tell: (signal) => told.push(signal), now: () => 0});
	onTestFinished(relay.close);
	for (let at = 0; at < 1000; at++) {
		relay.hear({kind: 'bell'});
		relay.hear({kind: 'notification', title: null, text: `note ${at}`});
		relay.hear({kind: 'clipboard', text: `${at}`});
		relay.hear({kind: 'title', text: `⠋ step ${at}`});
	}
	const texts = (kind: string) =>
		told.filter((signal) => signal.kind === kind).map((signal) => 'text' in signal && signal.text);
	expect(texts('bell')).toHaveLength(3);
	expect(texts('notification')).toEqual(['note 0', 'note 1', 'note 2']);
	expect(texts('clipboard')).toHaveLength(3);
	expect(texts('title')).toEqual(['step 0']);
	await expect.poll(() => texts('title'), {timeout: 10_000}).toEqual(['step 0', 'step 999']);
});
