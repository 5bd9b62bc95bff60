// What a click on mosaic's own words asks for: keys of the footer, places in the header, dialogs, messages. Pure.

import type {Click} from '../click.ts';
import type {DrawnSurface} from '../draw/drawn-surface.ts';
import {surfacesOf} from '../draw/surfaces.ts';
import type {Frame} from '../frame.ts';
import type {Rect} from '../layout.ts';
import type {Line} from '../theme.ts';
import {widthOf} from '../width.ts';
import type {MouseAct} from './mouse-act.ts';

/** What the click does; null where none of mosaic's own words stand, so that it belongs to what lies there. */
export const clickActs = (frame: Frame, x: number, y: number): readonly MouseAct[] | null => {
	const {dialog} = frame.view.state;
	const hit = surfacesOf(frame).findLast(({id, rect}) => WORDS.includes(id) && isIn(rect, x, y));
	if (hit === undefined) return dialog === null ? null : [];
	if (hit.id === 'toasts') return dialog === null ? [{do: 'change', event: {type: 'toast-dismissed'}}] : [];
	const inDialog = hit.id === 'dialog' || hit.id === 'footer';
	const click = dialog !== null && !inDialog ? undefined : clickIn(hit, x, y);
	return click === undefined ? [] : actsOf(click, frame);
};

const WORDS: readonly string[] = ['header', 'session-list', 'footer', 'toasts', 'dialog'];

const isIn = (rect: Rect, x: number, y: number): boolean =>
	x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;

const clickIn = ({rect, lines}: DrawnSurface, x: number, y: number): Click | undefined => {
	const line: Line = lines[y - rect.y] ?? [];
	let end = rect.x;
	for (const {text, click} of line) {
		end += widthOf(text);
		if (x < end) return click;
	}
	return undefined;
};

const actsOf = (click: Click, {view}: Frame): readonly MouseAct[] => {
	if ('run' in click) return [{do: 'run', id: click.run}];
	if ('press' in click) return [{do: 'press', key: click.press}];
	if ('panel' in click) return [{do: 'change', event: {type: 'panel-chosen', panel: click.panel, zoomed: false}}];
	if ('leave' in click) return [{do: 'change', event: {type: 'left'}}];
	if ('people' in click) return [{do: 'change', event: {type: 'people', event: click.people}}];
	if ('pane' in click) {
		if (view.focused?.key === click.pane) return [{do: 'run', id: 'pane.type'}];
		return [{do: 'change', event: {type: 'panes', event: {what: 'focused', pane: click.pane}}}];
	}
	const {dialog} = view.state;
	if (dialog?.kind === 'write') return [];
	const chosen = dialog?.kind === 'pick' ? dialog.index : dialog?.chosen;
	if (chosen === click.choose) return [{do: 'press', key: 'enter'}];
	return [{do: 'change', event: {type: 'dialog-pointed', index: click.choose}}];
};
