// What the mouse does in history mode. Pure but for the count of clicks, which is of one hand.
import {clamp, type Place} from './place.ts';
import type {HistoryAction, HistoryState} from './state.ts';

/** In cells of the pane, 0 at its upper left; beyond its edges while a button is held. */
export type HistoryMouse =
	| {readonly kind: 'press' | 'drag' | 'release'; readonly x: number; readonly y: number; readonly alt: boolean}
	/** Rows downward. */
	| {readonly kind: 'wheel'; readonly by: number};

/** Presses on the same cell within this time count on. */
const AGAIN_MS = 400;

/** Counts presses on one cell: 1, 2, 3, then 1 again. */
export const startClicks = () => {
	let last = {x: -1, y: -1, at: Number.NEGATIVE_INFINITY, count: 0};
	return (event: HistoryMouse, now: number): number => {
		if (event.kind !== 'press') return last.count;
		const again = event.x === last.x && event.y === last.y && now - last.at <= AGAIN_MS;
		last = {x: event.x, y: event.y, at: now, count: again ? (last.count % 3) + 1 : 1};
		return last.count;
	};
};

/** What it asks for; null where nothing. */
export const mouseAction = (event: HistoryMouse, state: HistoryState, clicks: number): HistoryAction | null => {
	switch (event.kind) {
		case 'wheel':
			return {do: 'scroll', by: event.by, unit: 'row'};
		case 'press':
			return {do: 'pressed', at: placeOf(event, state), clicks, block: event.alt};
		case 'drag': {
			const beyond = event.y < 0 ? -1 : event.y >= state.rows ? 1 : 0;
			return {do: 'dragged', at: placeOf(event, state), beyond};
		}
		case 'release':
			return {do: 'released'};
	}
};

const placeOf = ({x, y}: {readonly x: number; readonly y: number}, {top, rows}: HistoryState): Place => ({
	line: top + clamp(y, 0, rows - 1),
	x: Math.max(0, x),
});
