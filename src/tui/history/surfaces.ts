// A pane in history mode as surfaces: its lines, where it stands, and what it says.
import type {Place} from '../compositor/compositor.ts';
import type {Surface} from '../compositor/surface.ts';
import {TextSurface} from '../compositor/text-surface.ts';
import {cutSurface} from '../cut-surface.ts';
import type {Rect} from '../layout.ts';
import {fitLine, lineWidth} from '../line.ts';

import {paint, type Theme} from '../theme.ts';
import {giveHistoryCells} from './cells.ts';
import type {PaneHistory} from './pane-history.ts';
import {messageLine, positionLine, promptColumn} from './status.ts';

/** The surfaces of the mode in the pane's rectangle, back to front. */
export const historySurfaces = (history: PaneHistory, rect: Rect, theme: Theme): Surface[] => {
	const {document, state} = history;
	const whole: Surface = {rect, cells: (y, sink) => giveHistoryCells({document, state, theme}, y, sink)};
	const part = {left: history.left, width: rect.width};
	const lines = document.cols > rect.width ? cutSurface(whole, part, theme) : whole;
	const position = positionLine(document, state);
	const width = Math.min(lineWidth(position), rect.width);
	const corner = {x: rect.x + rect.width - width, y: rect.y, width, height: 1};
	const surfaces = [lines, new TextSurface(corner, [paint(theme, fitLine(position, width))])];
	const message = messageLine(state);
	if (message === null) return surfaces;
	const bottom = {x: rect.x, y: rect.y + rect.height - 1, width: rect.width, height: 1};
	return [...surfaces, new TextSurface(bottom, [paint(theme, fitLine(message, rect.width))])];
};

/** Where the cursor stands on the terminal: in the pattern while one is typed, else among the lines; null out of sight. */
export const historyCursor = (history: PaneHistory, rect: Rect): Place | null => {
	const {state} = history;
	if (state.prompt !== null)
		return {x: rect.x + Math.min(promptColumn(state), rect.width - 1), y: rect.y + rect.height - 1};
	const y = state.cursor.line - state.top;
	const x = state.cursor.x - history.left;
	const isSeen = y >= 0 && y < rect.height && x < rect.width;
	return isSeen ? {x: rect.x + x, y: rect.y + y} : null;
};
