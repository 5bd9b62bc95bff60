// What a mouse event asks for, by what lies under it. Pure: what it needs to know of earlier events it is given.
import type {ScreenView} from '../../domain/screen.ts';
import {isLive} from '../../domain/session.ts';
import type {Frame} from '../frame.ts';
import {type Pane, panesOf} from '../pane.ts';
import type {Divider} from '../panes/arrange.ts';
import {findSession, type PaneKey, paneKey, refOf} from '../panes/pane-session.ts';
import {ratioAt} from '../panes/resize.ts';
import type {Path} from '../panes/tree.ts';
import {peopleShown} from '../people/shown.ts';
import type {ViewEvent} from '../view-state.ts';
import {clickActs} from './click-at.ts';
import {encodeMouse} from './encode-mouse.ts';
import {type Hit, hitAt} from './hit.ts';
import type {MouseAct} from './mouse-act.ts';
import type {MouseEvent} from './mouse-event.ts';
import {beginSelecting, type Selecting, selecting} from './select-mouse.ts';

/** What a button that is held does, and where the last click was. */
export type MouseMemory = {
	readonly drag: Path | null;
	/** The pane whose program was told of the press: it hears of the release, wherever that happens. */
	readonly grab: PaneKey | null;
	/** Where a selection begins when the pointer moves on. */
	readonly select: Selecting | null;
	readonly click: {readonly x: number; readonly y: number; readonly at: number} | null;
};

export const MOUSE_AT_REST: MouseMemory = {drag: null, grab: null, select: null, click: null};

export type Routed = {readonly memory: MouseMemory; readonly acts: readonly MouseAct[]};

const DOUBLE_CLICK_MS = 400;
const WHEEL_LINES = 3;

/** What the event asks for, and what is to be remembered until the next one. */
export const routeMouse = (frame: Frame, memory: MouseMemory, event: MouseEvent, now: number): Routed => {
	const {dialog} = frame.view.state;
	const rest: Routed = {memory: {...memory, drag: null, grab: null, select: null}, acts: []};
	if (dialog && event.kind === 'wheel') return dialog.kind === 'pick' ? {...rest, acts: [scrollDialog(event)]} : rest;
	const words = event.kind === 'press' && event.button === 'left' ? clickActs(frame, event.x, event.y) : null;
	if (words !== null || dialog) return {...rest, acts: words ?? []};
	if (memory.drag !== null) return dragged(frame, memory, event, memory.drag);
	if (memory.grab !== null && event.kind !== 'wheel') return grabbed(frame, memory, event, memory.grab);
	if (memory.select !== null && event.kind !== 'wheel' && event.kind !== 'press')
		return selecting(frame, memory, event, memory.select);
	const hit = hitAt(frame, event.x, event.y);
	if (event.kind === 'wheel') return {memory, acts: wheeled(frame, hit, event)};
	if (event.kind === 'press') return pressed(frame, memory, hit, event, now);
	return {memory, acts: hit.on === 'pane' ? forwarded(frame, hit.pane, event) : []};
};

const change = (event: ViewEvent): MouseAct => ({do: 'change', event});
const scrollDialog = ({button}: MouseEvent): MouseAct => change({type: 'dialog-moved', by: button === 'up' ? -1 : 1});

const dragged = (frame: Frame, memory: MouseMemory, event: MouseEvent, path: Path): Routed => {
	const divider = frame.view.placed.dividers.find((one) => one.path === path);
	if (event.kind === 'release' || divider === undefined) return {memory: {...memory, drag: null}, acts: []};
	const at = divider.axis === 'columns' ? event.x : event.y;
	const now = divider.axis === 'columns' ? divider.rect.x : divider.rect.y;
	return {memory, acts: event.kind === 'move' && at !== now ? [divide(divider, at)] : []};
};

const divide = (divider: Divider, at: number): MouseAct =>
	change({type: 'panes', event: {what: 'divided', path: divider.path, ratio: ratioAt(divider, at)}});

const grabbed = (frame: Frame, memory: MouseMemory, event: MouseEvent, key: PaneKey): Routed => {
	const hit = panesOf(frame).find((pane) => pane.key === key);
	const next = event.kind === 'release' ? {...memory, grab: null} : memory;
	return {memory: next, acts: hit ? forwarded(frame, hit, event) : []};
};

const pressed = (frame: Frame, memory: MouseMemory, hit: Hit, event: MouseEvent, now: number): Routed => {
	const {click} = memory;
	const again = click !== null && click.x === event.x && click.y === event.y && now - click.at < DOUBLE_CLICK_MS;
	const next = {...memory, click: again ? null : {x: event.x, y: event.y, at: now}};
	const nothing: Routed = {memory: next, acts: []};
	switch (hit.on) {
		case 'divider':
			if (event.button !== 'left') return nothing;
			return {memory: {...next, drag: hit.divider.path}, acts: hit.pane === null ? [] : [focus(hit.pane)]};
		case 'title':
			return {memory: next, acts: [focus(hit.pane)]};
		case 'pane': {
			if (!isActive(frame, hit.pane.key)) {
				const begun = beginSelecting({...memory, click: null}, hit.pane, event, false);
				return {memory: begun.memory, acts: [focus(hit.pane.key), ...begun.acts]};
			}
			const acts = hit.pane.history ? [] : forwarded(frame, hit.pane, event);
			if (acts.length > 0) return {memory: {...next, grab: hit.pane.key}, acts};
			return beginSelecting({...memory, click: {x: event.x, y: event.y, at: now}}, hit.pane, event, again);
		}
		case 'panel': {
			if (event.button !== 'left') return nothing;
			const pointed = change({type: 'pointed', panel: hit.panel, index: hit.index});
			return {memory: next, acts: again && hit.index !== null ? [pointed, {do: 'open'}] : [pointed]};
		}
		default:
			return nothing;
	}
};

const focus = (pane: PaneKey): MouseAct => change({type: 'panes', event: {what: 'focused', pane}});

const wheeled = (frame: Frame, hit: Hit, event: MouseEvent): readonly MouseAct[] => {
	const by = event.button === 'up' ? -WHEEL_LINES : event.button === 'down' ? WHEEL_LINES : 0;
	if (peopleShown(frame.view.state)) return by === 0 ? [] : [change({type: 'people', event: {what: 'moved', by}})];
	if (hit.on === 'sessions') return wheeledList(frame, by);
	if (hit.on === 'pane') return wheeledPane(frame, hit.pane, event, by);
	if (hit.on !== 'panel' || by === 0) return [];
	if (hit.panel !== 'screen') return [change({type: 'scrolled', list: hit.panel, by: Math.sign(by)})];
	const {mission, shown} = frame.view;
	if (mission === null || shown === null || frame.screen?.modes.alternateScreen) return [];
	const [pane] = panesOf(frame);
	return pane === undefined ? [] : [{do: 'scroll', pane, lines: by}];
};

/** The next session of the list; while one is typed into none that keys would then go to. */
const wheeledList = ({view}: Frame, by: number): readonly MouseAct[] =>
	by === 0 || view.state.attached !== null
		? []
		: [change({type: 'panes', event: {what: 'focus-moved', to: by < 0 ? 'up' : 'down'}})];

/** A program that asked for the mouse hears of the wheel; over one that fills the screen it is arrow keys, else history. */
const wheeledPane = (frame: Frame, pane: Pane, event: MouseEvent, by: number): readonly MouseAct[] => {
	const {modes} = pane.screen;
	const session = refOf(pane.key);
	if (pane.history) return by === 0 ? [] : [{do: 'scroll', pane, lines: by}];
	if (modes.mouse !== 'none' && modes.mouse !== 'x10')
		return isActive(frame, pane.key) ? forwarded(frame, pane, event) : [];
	if (by === 0) return [];
	if (!modes.alternateScreen) return [{do: 'scroll', pane, lines: by}];
	const {attached} = frame.view.state;
	if (attached === null || paneKey(attached) !== pane.key) return [];
	const key = `\u001b${modes.applicationCursor ? 'O' : '['}${by < 0 ? 'A' : 'B'}`;
	return [{do: 'type', session, bytes: key.repeat(WHEEL_LINES)}];
};

/** The event in the words of the pane's program; nothing where it did not ask, or is not there any more. */
const forwarded = (frame: Frame, pane: Pane, event: MouseEvent): readonly MouseAct[] => {
	if (!isActive(frame, pane.key) || !canType(frame, pane)) return [];
	const {rect, first, left, screen} = pane;
	const clamp = (value: number, most: number) => Math.max(0, Math.min(most - 1, value));
	const x = clamp(event.x - rect.x, Math.min(rect.width, screen.size.cols)) + left;
	const y = clamp(event.y - rect.y, rect.height) + first;
	const bytes = encodeMouse({...event, x, y: clamp(y, screen.size.rows)}, screen.modes);
	return bytes === null ? [] : [{do: 'type', session: refOf(pane.key), bytes}];
};

const canType = ({view}: Frame, {key, screen}: {key: PaneKey; screen: ScreenView}): boolean => {
	const session = findSession(view.control, refOf(key))?.session;
	return screen.status === 'live' && session !== undefined && isLive(session.state) && session.whyNotAttach === null;
};

/** The pane that has the focus, or is typed into. */
const isActive = ({view}: Frame, key: PaneKey): boolean => {
	const {attached, panes} = view.state;
	return panes.open ? panes.focus === key : attached !== null && paneKey(attached) === key;
};
