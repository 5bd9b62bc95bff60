// What lies under the mouse. Pure.

import type {Frame} from '../frame.ts';
import {inside, PANELS, type PanelId, type Rect} from '../layout.ts';
import {linesPerEntry, pageOf} from '../lists.ts';
import {type Pane, panesOf} from '../pane.ts';
import type {Divider} from '../panes/arrange.ts';
import type {PaneKey} from '../panes/pane-session.ts';
import {areasOf} from '../panes/session-list.ts';

export type Hit =
	/** The line between two panes; on the title of a lower pane also that pane. */
	| {readonly on: 'divider'; readonly divider: Divider; readonly pane: PaneKey | null}
	| {readonly on: 'title'; readonly pane: PaneKey}
	| {readonly on: 'pane'; readonly pane: Pane}
	/** An entry of a list, or its frame. */
	| {readonly on: 'panel'; readonly panel: PanelId; readonly index: number | null}
	/** The list beside the preview. */
	| {readonly on: 'sessions'}
	| {readonly on: 'nothing'};

/** What stands at a cell of the terminal. */
export const hitAt = (frame: Frame, x: number, y: number): Hit => {
	const {view} = frame;
	if (!view.layout.fits) return {on: 'nothing'};
	const {list} = areasOf(view.state.panes, view.state.size);
	if (view.state.panes.open && list !== null && isIn(list, x, y)) return {on: 'sessions'};
	const {panes, dividers} = view.placed;
	const title = panes.find(({rect, content}) => content.y > rect.y && y === rect.y && isIn(rect, x, y))?.key;
	const divider = dividers.findLast(({rect}) => isIn(rect, x, y));
	if (divider) return {on: 'divider', divider, pane: title ?? null};
	if (title !== undefined) return {on: 'title', pane: title};
	const isPreview = view.layout.panels.screen !== undefined && !view.layout.bare;
	const pane = panesOf(frame).find(({rect}) => isIn(rect, x, y));
	if (pane && !isPreview) return {on: 'pane', pane};
	return panelAt(frame, x, y);
};

const isIn = (rect: Rect, x: number, y: number): boolean =>
	x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;

const panelAt = ({view}: Frame, x: number, y: number): Hit => {
	const {panels, bare} = view.layout;
	const panel = bare ? undefined : PANELS.find((id) => panels[id] !== undefined && isIn(panels[id], x, y));
	const rect = panel && panels[panel];
	if (panel === undefined || rect === undefined) return {on: 'nothing'};
	if (panel === 'screen') return {on: 'panel', panel, index: null};
	const row = y - rect.y - 1;
	const entry = Math.floor(row / linesPerEntry(panel, rect));
	const isEntry = row >= 0 && row < inside(rect).rows && entry < (pageOf(view, panel) ?? 0);
	return {on: 'panel', panel, index: isEntry ? view.state[panel].top + entry : null};
};
