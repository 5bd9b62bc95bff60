// A selection that the mouse draws over a pane: its history is held from the moment the pointer moves. Pure.
import type {Frame} from '../frame.ts';
import type {HistoryMouse} from '../history/mouse.ts';
import {type Pane, panesOf} from '../pane.ts';
import type {PaneKey} from '../panes/pane-session.ts';
import type {MouseEvent} from './mouse-event.ts';

/** The pane and the press that is not told yet; null once the pane has heard of it. */
export type Selecting = {readonly pane: PaneKey; readonly press: HistoryMouse | null};

type Held = {readonly do: 'held'; readonly pane: Pane; readonly event: HistoryMouse};
type Memory = {readonly select: Selecting | null};

/** A press: a held pane hears of it at once, another one when something is drawn over it, or with a second click. */
export const beginSelecting = <M extends Memory>(
	memory: M,
	pane: Pane,
	event: MouseEvent,
	again: boolean,
): {memory: M; acts: readonly Held[]} => {
	if (event.button !== 'left') return {memory, acts: []};
	const press = inPane(pane, event, 'press');
	const held: Held = {do: 'held', pane, event: press};
	if (pane.history) return {memory: {...memory, select: {pane: pane.key, press: null}}, acts: [held]};
	if (!again) return {memory: {...memory, select: {pane: pane.key, press}}, acts: []};
	return {memory: {...memory, select: {pane: pane.key, press: null}}, acts: [held, held]};
};

/** The pointer moved with the button held, or it was let go. */
export const selecting = <M extends Memory>(
	frame: Frame,
	memory: M,
	event: MouseEvent,
	{pane: key, press}: Selecting,
): {memory: M; acts: readonly Held[]} => {
	const pane = panesOf(frame).find((one) => one.key === key);
	const isRelease = event.kind === 'release';
	const free = {...memory, select: null};
	if (pane === undefined || (isRelease && press !== null)) return {memory: free, acts: []};
	const next = inPane(pane, event, isRelease ? 'release' : 'drag');
	const events = press === null ? [next] : [press, next];
	const acts = events.map((one): Held => ({do: 'held', pane, event: one}));
	return {memory: isRelease ? free : {...memory, select: {pane: key, press: null}}, acts};
};

const inPane = (pane: Pane, event: MouseEvent, kind: 'press' | 'drag' | 'release'): HistoryMouse => ({
	kind,
	x: event.x - pane.rect.x,
	y: event.y - pane.rect.y,
	alt: event.alt,
});
