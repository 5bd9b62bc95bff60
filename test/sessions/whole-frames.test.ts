import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import {createScreen} from '../../src/sessions/screen.ts';
import {createWholeFrames} from '../../src/sessions/whole-frames.ts';

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';

/** What is written, and the timer that is set, if any. */
const start = () => {
	let written = '';
	let pending: (() => void) | undefined;
	const frames = createWholeFrames({
		write: (bytes) => {
			written += Buffer.from(bytes).toString('latin1');
		},
		later: (_, work) => {
			pending = work;
			return () => {
				pending = undefined;
			};
		},
	});
	return {
		push: (text: string) => frames.push(Buffer.from(text, 'latin1')),
		frames,
		written: () => written,
		waits: () => pending !== undefined,
		timeUp: () => pending?.(),
	};
};

const cut = (text: string, cuts: readonly number[]): string[] => {
	const places = [0, ...cuts.map((one) => one % (text.length + 1)).sort((a, b) => a - b), text.length];
	return places.slice(1).map((to, index) => text.slice(places[index], to));
};

const piece = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom('text', '\u001b[31m', '2026', '\u001b', '\u001b[', '\u001b[?', '\u001b[?2026$p', '\r\n'),
	},
	{weight: 3, arbitrary: fc.constantFrom(BEGIN, END, '\u001b[?25;2026h', '\u001b[?2026;1l')},
);

describe('the frames of an agent', () => {
	test('are passed on whole, and everything in its order, however the bytes are cut', () => {
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 30}), fc.array(fc.nat(400), {maxLength: 30}), (pieces, cuts) => {
				const {push, written, frames, waits} = start();
				const all = pieces.join('');
				let sent = '';
				for (const part of cut(all, cuts)) {
					push(part);
					sent += part;
					expect(sent.startsWith(written())).toBe(true);
					const marks = [...written().matchAll(/\u001b\[\?(?:\d+;)*2026(?:;\d+)*([hl])/g)].map(([, what]) => what);
					expect(marks.at(-1) ?? 'l').toBe('l');
					if (!waits()) expect(sent.length - written().length).toBeLessThan(40);
				}
				frames.flush();
				expect(written()).toBe(all);
			}),
			{numRuns: 1000},
		);
	});

	test('leave the screen as it was until they end', () => {
		const screen = createScreen({size: {cols: 10, rows: 2}});
		onTestFinished(() => screen.dispose());
		const frames = createWholeFrames({write: screen.write, later: () => () => {}});
		frames.push(Buffer.from('one\r\ntwo'));
		for (const part of [BEGIN.slice(0, 5), `${BEGIN.slice(5)}\u001b[2J`, '\u001b[HONE\r\n', 'TWO', END.slice(0, 7)]) {
			frames.push(Buffer.from(part));
			expect(screen.text()).toEqual(['one', 'two']);
		}
		frames.push(Buffer.from(END.slice(7)));
		expect(screen.text()).toEqual(['ONE', 'TWO']);
	});

	test('that do not end in time are shown as they are, and so is what follows', () => {
		const {push, written, timeUp, waits} = start();
		push(`${BEGIN}half`);
		expect(written()).toBe('');
		timeUp();
		expect(written()).toBe(`${BEGIN}half`);
		push(' more');
		expect(written()).toBe(`${BEGIN}half more`);
		expect(waits()).toBe(false);
		push(`${END}${BEGIN}next`);
		expect(written()).toBe(`${BEGIN}half more${END}`);
	});

	test('that grow without end are shown as they come', () => {
		const {push, written} = start();
		push(BEGIN);
		const block = 'x'.repeat(1_000_000);
		for (let at = 0; at < 6; at++) push(block);
		expect(written().length).toBeGreaterThan(6_000_000);
	});
});

test('a program that asks about synchronized output is told that it is known, and whether it is on', () => {
	let replies = '';
	const screen = createScreen({
		size: {cols: 10, rows: 2},
		onReply: (bytes) => {
			replies += bytes.toString();
		},
	});
	onTestFinished(() => screen.dispose());
	screen.write(Buffer.from(`\u001b[?2026$p${BEGIN}\u001b[?2026$p${END}\u001b[?2026$p`));
	expect(replies).toBe('\u001b[?2026;2$y\u001b[?2026;1$y\u001b[?2026;2$y');
});

test('one who joins within a frame sees it only once it is whole', () => {
	const host = createScreen({size: {cols: 10, rows: 2}});
	const viewer = createScreen({size: {cols: 10, rows: 2}});
	onTestFinished(() => {
		host.dispose();
		viewer.dispose();
	});
	host.write(Buffer.from(`old\u001b[?2026h\u001b[Hn`));
	const frames = createWholeFrames({write: viewer.write, later: () => () => {}});
	frames.push(host.snapshot());
	expect(viewer.text()).toEqual(['', '']);
	frames.push(Buffer.from(`ew${END}`));
	expect(viewer.text()).toEqual(['new', '']);
	const copy = createScreen({size: {cols: 10, rows: 2}});
	onTestFinished(() => copy.dispose());
	copy.write(host.snapshot());
	expect(copy.snapshot().toString()).toBe(host.snapshot().toString());
});
