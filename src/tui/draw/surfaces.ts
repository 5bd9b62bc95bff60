// All that mosaic itself draws as rectangles of lines, back to front. Ink draws them; the first frame is drawn without it.

import type {Frame} from '../frame.ts';
import {PANELS, type PanelId, type Rect, SMALLEST} from '../layout.ts';
import {drawPanes} from '../panes/draw-panes.ts';
import {drawPeople} from '../people/draw-people.ts';
import type {Line} from '../theme.ts';
import {drawDialog} from './dialog.ts';
import type {DrawnSurface} from './drawn-surface.ts';
import {drawFooter} from './footer.ts';
import {drawHeader} from './header.ts';
import {message} from './message.ts';
import {drawMissions} from './missions.ts';
import {drawScreen} from './screen.ts';
import {drawSessions} from './sessions.ts';
import {drawTasks} from './tasks.ts';
import {drawToasts} from './toasts.ts';

/** Header, panels, footer, and a dialog above them; or the word that the terminal is too small. */
export const surfacesOf = (frame: Frame): DrawnSurface[] => {
	const {view} = frame;
	const {size, dialog} = view.state;
	if (!view.layout.fits) return [tooSmall(size.cols, size.rows)];
	const {header, footer, panels} = view.layout;
	const toasts = drawToasts(view);
	return [
		{id: 'header', rect: header, lines: [drawHeader(view, header.width)]},
		...(view.state.panes.open ? drawPanes(frame) : []),
		...drawPeople(view),
		...PANELS.flatMap((id) => {
			const rect = panels[id];
			return rect ? [{id, rect, lines: drawPanel(id, frame, rect)}] : [];
		}),
		{id: 'footer', rect: footer, lines: drawFooter(view, footer.width)},
		...(toasts ? [{id: 'toasts', ...toasts}] : []),
		...(dialog ? [{id: 'dialog', ...drawDialog(dialog, view)}] : []),
	];
};

/** Where messages and the dialog stand, above everything, back to front. */
export const overlayRects = ({view}: Frame): readonly Rect[] => {
	if (!view.layout.fits) return [];
	const {dialog} = view.state;
	const toasts = drawToasts(view);
	return [...(toasts ? [toasts.rect] : []), ...(dialog ? [drawDialog(dialog, view).rect] : [])];
};

const drawPanel = (panel: PanelId, {view, screen}: Frame, rect: Rect): Line[] => {
	if (panel === 'missions') return drawMissions(view, rect);
	if (panel === 'tasks') return drawTasks(view, rect);
	return panel === 'sessions' ? drawSessions(view, rect) : drawScreen(view, screen, rect);
};

const tooSmall = (cols: number, rows: number): DrawnSurface => {
	const text = [`mosaic needs ${SMALLEST.cols}×${SMALLEST.rows} cells`, `this terminal has ${cols}×${rows}; q quits`];
	return {
		id: 'too-small',
		rect: {x: 0, y: 0, width: cols, height: rows},
		lines: message(text, cols).slice(0, rows),
	};
};
