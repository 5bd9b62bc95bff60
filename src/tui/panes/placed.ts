// The panes that are seen, with their cells and sessions. Pure.
import type {ControlState} from '../../domain/controller.ts';
import {paneArea, type Rect} from '../layout.ts';
import type {ViewState} from '../view-state.ts';
import {arrange, type Divider} from './arrange.ts';
import {findSession, type PaneKey, type PaneSession, paneKey, refOf} from './pane-session.ts';
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
	/** How many panes there are, seen or not. */
	readonly total: number;
};

const NONE: PlacedPanes = {panes: [], dividers: [], total: 0};

/** The part of the panes that the terminal can show; null while the lists are seen. */
export const seenPanes = ({panes, size}: ViewState): Visible | null =>
	panes.open && panes.tree !== null && panes.focus !== null
		? visibleTree(panes.tree, paneArea(size), {focus: panes.focus, zoomed: panes.zoomed})
		: null;

/** Where the seen panes stand, in reading order. */
export const placePanes = (control: ControlState, state: ViewState): PlacedPanes => {
	const seen = seenPanes(state);
	if (seen === null) return NONE;
	const area = paneArea(state.size);
	const all = panesIn(state.panes.tree);
	const {panes, dividers} = arrange(seen.tree, area);
	const typed = state.attached && paneKey(state.attached);
	const placed = [...panes].flatMap(([key, rect]): PlacedPane[] => {
		const of = findSession(control, refOf(key));
		if (of === undefined) return [];
		const content = isLeaf(seen.tree) ? {...area, y: 0} : {...rect, y: rect.y + 1, height: rect.height - 1};
		const focused = key === state.panes.focus;
		return [
			{key, number: all.indexOf(key) + 1, of, rect, content, focused, typed: key === typed, rang: state.rang.has(key)},
		];
	});
	const base = seen.base;
	const draggable = base === null ? [] : dividers.map((divider) => ({...divider, path: base + divider.path}));
	return {panes: placed, dividers: draggable, total: all.length};
};
