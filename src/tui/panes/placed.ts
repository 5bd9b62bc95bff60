// The panes that are seen, with their cells and sessions. Pure.
import type {ControlState} from '../../domain/controller.ts';
import type {Rect} from '../layout.ts';
import type {ViewState} from '../view-state.ts';
import {arrange, type Divider} from './arrange.ts';
import {findSession, type PaneKey, type PaneSession, paneKey, paneSessions, refOf} from './pane-session.ts';
import {areasOf} from './session-list.ts';
import {isLeaf, panesIn} from './tree.ts';
import {type Visible, visibleTree} from './visible.ts';

export type PlacedPane = {
	readonly key: PaneKey;
	/** What a person presses to go there; counted over all panes, seen or not. */
	readonly number: number;
	readonly of: PaneSession;
	/** All of the pane's cells; the first row is its title where several are seen. */
	readonly rect: Rect;
	/** The cells of the session's screen. */
	readonly content: Rect;
	readonly focused: boolean;
	/** The person types into it. */
	readonly typed: boolean;
	/** It rang, and nobody looked since. */
	readonly rang: boolean;
};

export type PlacedPanes = {
	readonly panes: readonly PlacedPane[];
	/** Lines that can be dragged; their paths are those of the whole tree. */
	readonly dividers: readonly Divider[];
	/** How many panes there are, seen or not; sessions where they are a list. */
	readonly total: number;
};

const NONE: PlacedPanes = {panes: [], dividers: [], total: 0};

/** The part of the panes that the terminal can show; null while the lists are seen. */
export const seenPanes = ({panes, size}: ViewState): Visible | null =>
	panes.open && panes.tree !== null && panes.focus !== null
		? visibleTree(panes.tree, areasOf(panes, size).panes, {focus: panes.focus, zoomed: panes.zoomed})
		: null;

/** Whether one screen is all that is seen, so that it needs no title. */
export const standsAlone = ({panes, size}: ViewState, {tree}: Visible): boolean =>
	isLeaf(tree) && areasOf(panes, size).list === null;

/** Where the seen panes stand, in reading order. */
export const placePanes = (control: ControlState, state: ViewState): PlacedPanes => {
	const seen = seenPanes(state);
	if (seen === null) return NONE;
	const {list, panes: area} = areasOf(state.panes, state.size);
	const all = panesIn(state.panes.tree);
	const {panes, dividers} = arrange(seen.tree, area);
	const sessions = paneSessions(control);
	const typed = state.attached && paneKey(state.attached);
	const placed = [...panes].flatMap(([key, rect]): PlacedPane[] => {
		const of = findSession(control, refOf(key));
		if (of === undefined) return [];
		const content = standsAlone(state, seen) ? {...area, y: 0} : {...rect, y: rect.y + 1, height: rect.height - 1};
		const focused = key === state.panes.focus;
		return [
			{
				key,
				number: (list ? sessions.findIndex((one) => one.key === key) : all.indexOf(key)) + 1,
				of,
				rect,
				content,
				focused,
				typed: key === typed,
				rang: state.rang.has(key),
			},
		];
	});
	const base = seen.base;
	const draggable = base === null ? [] : dividers.map((divider) => ({...divider, path: base + divider.path}));
	return {panes: placed, dividers: draggable, total: list ? sessions.length : all.length};
};
