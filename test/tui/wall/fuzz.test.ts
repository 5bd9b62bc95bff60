// Whatever an agent prints, and whatever the policy lets out: the terminal gets sequences of a short list only.
import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import type {ScreenSignal} from '../../../src/domain/signal.ts';
import {createScreen} from '../../../src/sessions/screen.ts';
import {Compositor} from '../../../src/tui/compositor/compositor.ts';
import {clipboardBytes, notificationBytes, titleBytes} from '../../../src/tui/outer/writes.ts';
import {foreignIn, parseOuter} from '../../support/outer-bytes.ts';

const SIZE = {cols: 24, rows: 6};

const letOut = (signal: ScreenSignal): string => {
	if (signal.kind === 'title') return titleBytes(signal.text);
	if (signal.kind === 'notification') return notificationBytes('sess-001', signal.text);
	return signal.kind === 'clipboard' ? clipboardBytes(signal.text) : '';
};
const OURS =
	/^(?:2;[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*|9;sess-001: [^\u0000-\u001f\u007f-\u009f\u202a-\u202e]*|52;c;[A-Za-z0-9+/]+=*)$/;

const text = fc.string({unit: 'binary', maxLength: 12});
const params = fc.array(fc.integer({min: 0, max: 2100}), {maxLength: 4}).map((list) => list.join(';'));
const sequence = fc.oneof(
	fc
		.tuple(
			fc.constantFrom('', '?', '>', '<', '='),
			params,
			fc.constantFrom('', '$', ' ', '!'),
			fc.constantFrom(...'ABCDGHJKLMPSTXcdfghlmnpqrstuz@`'),
		)
		.map(([prefix, list, between, final]) => `\u001b[${prefix}${list}${between}${final}`),
	fc
		.tuple(
			fc.constantFrom(
				'0',
				'2',
				'8;',
				'8;id=a',
				'9',
				'9;4',
				'10',
				'11',
				'52;c',
				'777;notify',
				'99;i=1:d=0',
				'99;',
				'133;A',
				'1337',
				'7501',
			),
			text,
			fc.constantFrom('\u0007', '\u001b\\', ''),
		)
		.map(([code, payload, end]) => `\u001b]${code};${payload}${end}`),
	fc
		.tuple(fc.constantFrom('https://a.example/', 'file:///', 'https://u@b.example'), text)
		.map(([target, rest]) => `\u001b]8;;${target}${rest}\u0007link`),
	text.map((payload) => `\u001b]52;c;${Buffer.from(payload).toString('base64')}\u0007`),
	fc
		.tuple(fc.constantFrom('\u001bP', '\u001b_', '\u001b^', '\u001bX', '\u009d', '\u0090'), text)
		.map(([start, payload]) => `${start}${payload}`),
	fc
		.tuple(params, fc.constantFrom('4:3', '4:9', '58:2::1:2:3', '58;5;300', '38;5;999', '21', '59'))
		.map(([list, style]) => `\u001b[${style};${list}m`),
	text,
	fc.constantFrom(
		'\u001b',
		'\u0018',
		'\u001b\u001b',
		'漢字',
		'👩‍🚀',
		'e\u0301\u0301',
		'\u202e',
		'\r\n',
		'\u001bc',
		'\u001b[?1049h',
	),
);

test('nothing else than cells, links and what the policy lets out reaches the terminal', () => {
	fc.assert(
		fc.property(fc.array(sequence, {maxLength: 40}), fc.array(fc.nat(300), {maxLength: 4}), (parts, cuts) => {
			let out = '';
			const screen = createScreen({size: SIZE, onSignal: (signal) => (out += letOut(signal))});
			onTestFinished(() => screen.dispose());
			const compositor = new Compositor({cols: 30, rows: 8}, 'full', true);
			compositor.show([{rect: {x: 2, y: 1, width: SIZE.cols, height: SIZE.rows}, cells: screen.cells}]);
			const bytes = Buffer.from(parts.join(''));
			const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
			for (const [index, to] of places.slice(1).entries()) {
				screen.write(bytes.subarray(places[index], to));
				compositor.damage(0, 7);
				out += compositor.frame(screen.cursor());
			}
			const foreign = foreignIn(out).filter((one) => typeof one !== 'string' || !OURS.test(one));
			expect(foreign).toEqual([]);
			expect(parseOuter(out).text).not.toMatch(
				/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
			);
			const links = parseOuter(out).osc.filter((one) => one.startsWith('8;'));
			expect(links.at(-1) ?? '8;;').toBe('8;;');
		}),
		{numRuns: 400},
	);
});
