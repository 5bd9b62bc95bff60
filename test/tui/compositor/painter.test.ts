import {expect, test, vi} from 'vitest';
import {Painter} from '../../../src/tui/compositor/painter.ts';

/** A terminal that takes a frame when the test says so. */
const slowTerminal = () => {
	const frames: string[] = [];
	let taken: (() => void) | undefined;
	return {
		frames,
		write: (text: string, written: () => void) => {
			frames.push(text);
			taken = written;
		},
		take: () => {
			const tell = taken;
			taken = undefined;
			tell?.();
		},
	};
};

const start = () => {
	vi.useFakeTimers();
	const terminal = slowTerminal();
	let state = '';
	const painter = new Painter(terminal, (echoOnly) => (echoOnly ? `echo of ${state}` : state));
	const change = (next: string, mayBeEcho = true) => {
		state = next;
		painter.request(mayBeEcho);
	};
	return {terminal, painter, change};
};

test('a change after silence is drawn at once, a flood at a steady rate', () => {
	const {terminal, change} = start();
	change('a');
	vi.advanceTimersByTime(0);
	expect(terminal.frames).toEqual(['a']);
	terminal.take();
	for (let at = 0; at < 100; at++) {
		change(`b${at}`);
		vi.advanceTimersByTime(1);
		terminal.take();
	}
	expect(terminal.frames.length).toBeGreaterThan(5);
	expect(terminal.frames.length).toBeLessThan(9);
});

test('while the terminal has not taken a frame none is written, and then the newest is', () => {
	const {terminal, change} = start();
	change('first');
	vi.advanceTimersByTime(0);
	for (let at = 0; at < 1000; at++) {
		change(`later ${at}`);
		vi.advanceTimersByTime(20);
	}
	expect(terminal.frames).toEqual(['first']);
	terminal.take();
	vi.advanceTimersByTime(20);
	expect(terminal.frames).toEqual(['first', 'later 999']);
});

test('nothing is pending when nothing changed', () => {
	const {terminal, change} = start();
	change('a');
	vi.advanceTimersByTime(0);
	terminal.take();
	expect(vi.getTimerCount()).toBe(0);
	change('');
	vi.advanceTimersByTime(20);
	expect(vi.getTimerCount()).toBe(0);
	expect(terminal.frames).toEqual(['a']);
});

test('closing waits for the last frame as long as it was told, and draws nothing more', async () => {
	const {terminal, painter, change} = start();
	change('a');
	vi.advanceTimersByTime(0);
	change('b');
	const closed = painter.close(500);
	terminal.take();
	await closed;
	change('c');
	vi.advanceTimersByTime(1000);
	expect(terminal.frames).toEqual(['a']);
	const stuck = start();
	stuck.change('a');
	vi.advanceTimersByTime(0);
	const given = stuck.painter.close(500);
	vi.advanceTimersByTime(500);
	await given;
});

/** One change a millisecond; gives the number of frames. */
const flood = ({terminal, change}: ReturnType<typeof start>, forMs: number, mayBeEcho = true): number => {
	const before = terminal.frames.length;
	for (let at = 0; at < forMs; at++) {
		change(`at ${performance.now()}`, mayBeEcho);
		vi.advanceTimersByTime(1);
		terminal.take();
	}
	return terminal.frames.length - before;
};

test('a long flood is drawn less often, and as often as before after a silence', () => {
	const world = start();
	const first = flood(world, 300);
	flood(world, 2000);
	const later = flood(world, 300);
	expect(later).toBeLessThan(first / 2);
	expect(later).toBeGreaterThan(4);
	vi.advanceTimersByTime(1000);
	expect(flood(world, 300)).toBe(first);
});

test('in a flood the echo of a key is drawn at once', () => {
	const world = start();
	flood(world, 3000);
	world.painter.hurry();
	world.change('echo');
	vi.advanceTimersByTime(0);
	expect(world.terminal.frames.at(-1)).toBe('echo');
});

test('a key brings forward the frame that waits', () => {
	const world = start();
	flood(world, 3000);
	world.change('drawn with the next frame');
	vi.advanceTimersByTime(5);
	world.painter.hurry();
	vi.advanceTimersByTime(0);
	expect(world.terminal.frames.at(-1)).toBe('drawn with the next frame');
});

test('keys held down in a flood do not draw more than a few frames each', () => {
	const world = start();
	flood(world, 3000);
	world.painter.hurry();
	expect(flood(world, 95)).toBeLessThan(16);
});

test('what cannot be the echo of a key keeps to its step, and comes with no frame before it', () => {
	const world = start();
	flood(world, 3000, false);
	world.painter.hurry();
	world.change('of another pane', false);
	vi.advanceTimersByTime(1);
	const before = world.terminal.frames.length;
	world.change('a key');
	vi.advanceTimersByTime(0);
	world.terminal.take();
	expect(world.terminal.frames.slice(before)).toEqual(['echo of a key']);
	vi.advanceTimersByTime(100);
	expect(world.terminal.frames.slice(before)).toEqual(['echo of a key', 'a key']);
});

test('keys held down beside a flood hold up none of it, and add no frames of it', () => {
	const world = start();
	flood(world, 3000, false);
	const alone = flood(world, 500, false);
	const before = world.terminal.frames.length;
	for (let key = 0; key < 50; key++) {
		world.painter.hurry();
		world.change(`key ${key}`);
		flood(world, 10, false);
	}
	const frames = world.terminal.frames.slice(before);
	expect(frames.filter((frame) => !frame.startsWith('echo')).length).toBeGreaterThanOrEqual(alone - 1);
	expect(frames.filter((frame) => !frame.startsWith('echo')).length).toBeLessThanOrEqual(alone + 1);
});
