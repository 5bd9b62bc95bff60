// Layouts that fill themselves: which sessions have a pane, and how those panes stand. Pure.
import {PANE_LAYOUTS, type PaneLayout} from '../../domain/pane-layout.ts';
import type {Size} from '../../domain/screen.ts';
import {isLive} from '../../domain/session.ts';
import type {Rect} from '../layout.ts';
import type {PaneKey, PaneSession} from './pane-session.ts';
import {gridOf, type PaneTree} from './tree.ts';

export const FOLLOW_LAYOUTS = PANE_LAYOUTS;
export type FollowLayout = PaneLayout;

/** Smaller panes can be read no more; only a person's own splits make them. */
const READABLE: Size = {cols: 38, rows: 8};
/** The shape that agents draw for, in columns to a row. */
const SHAPE = 3.2;

const MOST: Readonly<Record<FollowLayout, number>> = {one: 1, two: 2, four: 4, grid: 100, list: 1};

/** In a terminal too small for panes side by side those around the focused one are seen; the others are a key away. */
const SMALL: Size = {cols: 80, rows: 16};
const MOST_HIDDEN = 9;

/** How many panes a layout has in an area. */
export const slotsIn = (layout: FollowLayout, area: Rect): number => {
	const small = area.width < SMALL.cols || area.height < SMALL.rows;
	return Math.min(MOST[layout], small ? MOST_HIDDEN : mostColumns(area) * mostRows(area));
};

const mostColumns = ({width}: Rect): number => Math.max(1, Math.floor((width + 1) / (READABLE.cols + 1)));
const mostRows = ({height}: Rect): number => Math.max(1, Math.floor(height / READABLE.rows));

/**
 * The sessions that have a pane next. One keeps its place while it lives; a live one takes a free place or an ended
 * one's, and one that needs a person takes the place of one that does not. The focused pane stays.
 */
export const followedPanes = (
	now: readonly PaneKey[],
	sessions: readonly PaneSession[],
	slots: number,
	focus: PaneKey | null,
): PaneKey[] => {
	const known = new Map(sessions.map((one) => [one.key, one.session]));
	const live = (key: PaneKey) => isLive(known.get(key)?.state ?? 'done');
	const shown = trimmed(
		now.filter((key) => known.has(key)),
		slots,
		(key) => key === focus,
		live,
	);
	for (const {key, session} of sessions) {
		if (!isLive(session.state) || shown.includes(key)) continue;
		const free = shown.length < slots;
		const ended = shown.findLastIndex((one) => one !== focus && !live(one));
		const quiet = session.needsPerson
			? shown.findLastIndex((one) => one !== focus && !known.get(one)?.needsPerson)
			: -1;
		if (free) shown.push(key);
		else if (ended >= 0) shown[ended] = key;
		else if (quiet >= 0) shown[quiet] = key;
	}
	const [latest] = sessions;
	return shown.length === 0 && latest !== undefined ? [latest.key] : shown;
};

/** At most so many: ended ones go first, then the last ones, the focused one never. */
const trimmed = (
	panes: PaneKey[],
	slots: number,
	isFocus: (key: PaneKey) => boolean,
	live: (key: PaneKey) => boolean,
): PaneKey[] => {
	const kept = [...panes];
	while (kept.length > slots) {
		const ended = kept.findLastIndex((key) => !isFocus(key) && !live(key));
		const victim = ended >= 0 ? ended : kept.findLastIndex((key) => !isFocus(key));
		kept.splice(Math.max(0, victim), 1);
	}
	return kept;
};

/** These panes in rows and columns of about the shape that agents draw for. */
export const followedTree = (panes: readonly PaneKey[], area: Rect): PaneTree => {
	const choices = Array.from({length: Math.min(panes.length, mostColumns(area))}, (_, index) => index + 1);
	const cost = (columns: number): number => {
		const width = (area.width + 1) / columns - 1;
		const height = area.height / Math.ceil(panes.length / columns);
		return Math.abs(Math.log(width / height / SHAPE)) + (height < READABLE.rows ? 10 : 0);
	};
	const [first = 1, ...others] = choices;
	return gridOf(
		panes,
		others.reduce((best, columns) => (cost(columns) < cost(best) ? columns : best), first),
	);
};
