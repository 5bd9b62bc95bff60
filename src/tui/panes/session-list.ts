// The layout of a list and a preview: all sessions, those that need a person first, and the screen of the chosen one. Pure.
import type {Size} from '../../domain/screen.ts';
import {paneArea, type Rect} from '../layout.ts';
import type {Direction} from './arrange.ts';
import type {PaneKey, PaneSession} from './pane-session.ts';
import type {PanesState} from './panes-state.ts';

export type PaneAreas = {
	/** Where the list stands; null in every other layout, and while the preview is zoomed. */
	readonly list: Rect | null;
	readonly panes: Rect;
};

/** Narrower than this the list stands above the preview. */
const NARROW = 80;
const LIST_COLUMNS = {least: 30, most: 46, share: 0.32};
/** A frame around two sessions at least. */
const LEAST_ROWS = 4;

/** The rectangles of the list and of the panes. */
export const areasOf = ({follow, zoomed}: PanesState, size: Size): PaneAreas => {
	const area = paneArea(size);
	if (follow !== 'list' || zoomed) return {list: null, panes: area};
	if (area.width < NARROW) {
		const height = Math.max(LEAST_ROWS, Math.floor(area.height / 3));
		return {list: {...area, height}, panes: {...area, y: area.y + height, height: area.height - height}};
	}
	const {least, most, share} = LIST_COLUMNS;
	const width = Math.max(least, Math.min(most, Math.floor(area.width * share)));
	return {list: {...area, width}, panes: {...area, x: area.x + width, width: area.width - width}};
};

/** The session so many places further in the list; none beyond its ends unless it goes round. */
export const steppedTo = (
	{focus}: PanesState,
	sessions: readonly PaneSession[],
	by: number,
	round = false,
): PaneKey | undefined => {
	const at = sessions.findIndex(({key}) => key === focus) + by;
	return (round ? sessions.at(at % Math.max(1, sessions.length)) : sessions[at])?.key;
};

/** The session that a direction leads to from the chosen one. */
export const listedBeside = (
	state: PanesState,
	sessions: readonly PaneSession[],
	to: Direction,
): PaneKey | undefined => {
	if (to === 'left' || to === 'right') return undefined;
	return steppedTo(state, sessions, to === 'up' ? -1 : 1);
};
