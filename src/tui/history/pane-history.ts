// The history mode of one pane: keys, mouse and news of its screen come in, surfaces to draw come out.
import type {LineAnchor, ScreenView, Size} from '../../domain/screen.ts';
import type {Key} from '../input/keys.ts';
import {firstColumn} from '../place-in-pane.ts';
import {freeze, type HistoryDocument} from './document.ts';
import {promptAction, typed} from './keys.ts';
import {type HistoryMouse, mouseAction, startClicks} from './mouse.ts';
import {linesToFollow, rewrapped} from './rewrapped.ts';
import {searchedAgain} from './searching.ts';
import type {HistoryAction, HistoryEffect, HistoryState} from './state.ts';
import {step} from './step.ts';
import {settled, startState} from './view.ts';

export type HistoryHost = {
	/** What is drawn has changed. */
	readonly changed: () => void;
	readonly perform: (effect: Exclude<HistoryEffect, {do: 'refresh'}>) => void;
	readonly now: () => number;
};

/** The cells of the pane, and the screen's row at its top. */
type Held = Size & {readonly first: number};

/** While the pointer is held beyond the edge the view goes on this often. */
const DRAG_SCROLL_MS = 40;

/** Whether a screen has lines above it that can be scrolled to. */
export const hasHistory = (screen: ScreenView): boolean =>
	!screen.modes.alternateScreen && screen.history.screen > screen.history.first;

/** Holds a screen as it is at this moment until it is closed. `first` is the screen's row at the pane's top. */
export class PaneHistory {
	readonly #screen: ScreenView;
	readonly #host: HistoryHost;
	readonly #clicks = startClicks();
	#document: HistoryDocument;
	#state: HistoryState;
	#anchors: readonly LineAnchor[] = [];
	#dragging: NodeJS.Timeout | undefined;
	#version = 0;
	#newLines = 0;
	#cols: number;

	constructor(screen: ScreenView, {rows, cols, first}: Held, host: HistoryHost) {
		this.#screen = screen;
		this.#host = host;
		this.#cols = cols;
		this.#document = freeze(screen);
		const top = this.#document.alternate ? 0 : screen.history.screen;
		const cursor = {line: top + screen.cursor.y, x: screen.cursor.x};
		this.#state = startState(this.#document, top + first, rows, cursor);
		this.#anchor();
	}

	get document(): HistoryDocument {
		return this.#document;
	}

	/** Valid for the lines that are still there. */
	get state(): HistoryState {
		return settled(this.#document, this.#state);
	}

	/** The column at the pane's left, where that shows less than a whole line. */
	get left(): number {
		return firstColumn(this.#document.cols, this.state.cursor.x, this.#cols);
	}

	/** Another number whenever what is drawn has changed. */
	get version(): number {
		return this.#version;
	}

	/** Whether a pattern is typed, so that keys are letters. */
	get typing(): boolean {
		return this.#state.prompt !== null;
	}

	isOf(screen: ScreenView): boolean {
		return screen === this.#screen;
	}

	/** Takes a key for the pattern that is typed. */
	type(key: Key): void {
		const {prompt} = this.#state;
		if (prompt === null) return;
		const line = key.kind === 'paste' ? (key.text.split(/[\r\n]/, 1)[0] ?? '') : '';
		const action = key.kind === 'paste' ? typed(prompt.text + line) : promptAction(prompt.text, key.name);
		if (action !== undefined) this.do(action);
	}

	/** Takes what the mouse did, in cells of the pane; the wheel too. */
	mouse(event: HistoryMouse): void {
		const {state} = this;
		const placed = event.kind === 'wheel' ? event : {...event, x: event.x + this.left};
		const action = mouseAction(placed, state, this.#clicks(event, this.#host.now()));
		if (action !== null) this.do(action);
	}

	do(action: HistoryAction): void {
		const {state, effect} = step(this.#document, this.#state, action);
		this.#state = state;
		if (effect?.do === 'refresh') this.#freezeAgain();
		this.#anchor();
		this.#watchDrag();
		this.#version += 1;
		this.#host.changed();
		if (effect !== undefined && effect.do !== 'refresh') this.#host.perform(effect);
	}

	/** The pane has so many cells now. */
	resize({rows, cols}: Size): void {
		if (cols !== this.#cols) this.#version += 1;
		this.#cols = cols;
		if (rows === this.#state.rows) return;
		const {state} = this;
		// The lowest line stays where it is, as it does on the screen itself.
		this.#state = settled(this.#document, {...state, rows, top: state.top + state.rows - rows});
		this.#version += 1;
	}

	/** The screen's cells changed. Lines that were wrapped anew for another width are taken in as they are now. */
	follow(): void {
		const rewrapped = !this.#document.alternate && this.#screen.size.cols !== this.#document.cols;
		if (rewrapped) this.#freezeAgain();
		const newLines = this.#document.newLines();
		if (rewrapped || newLines !== this.#newLines || this.state !== this.#state) this.#version += 1;
		this.#newLines = newLines;
		this.#state = this.state;
		this.#anchor();
	}

	close(): void {
		clearInterval(this.#dragging);
		for (const anchor of this.#anchors) anchor.release();
	}

	#freezeAgain(): void {
		const before = this.#document;
		const state = {...this.#state, prompt: null, drag: null};
		this.#document = freeze(this.#screen);
		const isRewrapped = before.cols !== this.#document.cols && !this.#document.alternate;
		const lines = this.#anchors.map(({line}) => line);
		const moved = isRewrapped ? rewrapped(before, this.#document, state, lines) : state;
		this.#state = searchedAgain(this.#document, moved);
	}

	/** Ties the view to its lines, which get other numbers when the width changes. */
	#anchor(): void {
		if (this.#document.alternate) return;
		const lines = linesToFollow(this.#document, this.#state);
		const isSame = lines.length === this.#anchors.length && lines.every((line, at) => this.#anchors[at]?.line === line);
		if (isSame) return;
		for (const anchor of this.#anchors) anchor.release();
		this.#anchors = lines.map((line) => this.#screen.history.anchor(line));
	}

	#watchDrag(): void {
		const wanted = this.#state.drag !== null && this.#state.drag.beyond !== 0;
		if (wanted === (this.#dragging !== undefined)) return;
		clearInterval(this.#dragging);
		this.#dragging = wanted ? setInterval(() => this.#dragOn(), DRAG_SCROLL_MS) : undefined;
	}

	#dragOn(): void {
		const {drag, cursor} = this.#state;
		if (drag !== null) this.do({do: 'dragged', at: cursor, beyond: drag.beyond});
	}
}
