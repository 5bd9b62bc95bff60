// What one frame costs: four panes of a large terminal that all scroll.
import type {Size} from '../../src/domain/screen.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {Compositor} from '../../src/tui/compositor/compositor.ts';
import {record} from './figures.ts';

const FRAMES = 1000;
const WARM_UP = 200;

/** Records the 95th percentile of composing a frame and writing it as escape sequences. */
export const frameCost = (size: Size): void => {
	const pane = {cols: Math.floor(size.cols / 2), rows: Math.floor(size.rows / 2)};
	const screens = Array.from({length: 4}, () => createScreen({size: pane}));
	const compositor = new Compositor(size, 'full');
	const rects = screens.map((_, at) => ({
		x: (at % 2) * pane.cols,
		y: Math.floor(at / 2) * pane.rows,
		width: pane.cols,
		height: pane.rows,
	}));
	compositor.show(
		screens.map((screen, at) => ({
			rect: rects[at] ?? {x: 0, y: 0, width: 0, height: 0},
			cells: (y, sink) => screen.cells(y, sink),
		})),
	);
	const times: number[] = [];
	for (let frame = 0; frame < FRAMES; frame++) {
		screens.forEach((screen, at) => void screen.write(Buffer.from(linesOf(frame, at))));
		compositor.damage(0, size.rows - 1);
		const begun = performance.now();
		compositor.frame(null);
		times.push(performance.now() - begun);
	}
	const warm = times.slice(WARM_UP).sort((a, b) => a - b);
	record(
		'frame of four scrolling panes, p95',
		{mosaic: warm[Math.floor(warm.length * 0.95)] ?? Number.NaN, tmux: Number.NaN},
		'ms',
		{
			atMost: 4,
		},
	);
};

const linesOf = (frame: number, pane: number): string =>
	Array.from(
		{length: 3 + pane},
		(_, n) =>
			`\u001b[3${1 + ((frame + n) % 7)}mline ${frame}.${n}\u001b[m some words of output ${(frame * 7919 + n * 31) % 99_991} and their end\r\n`,
	).join('');
