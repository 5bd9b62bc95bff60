// The loop of the TUI: keys and news come in, the view changes, commands go to the controller. Draws nothing.
import type {Controller} from '../domain/controller.ts';
import type {ScreenModes, ScreenStatus, ScreenView, Size} from '../domain/screen.ts';
import {untilNextTick} from './clock.ts';
import {dialogAction, filterAction} from './dialog-keys.ts';
import {bindingOf} from './keymap.ts';
import type {Key} from './keys.ts';
import {inside} from './layout.ts';
import {createPreview} from './preview.ts';
import {reduce} from './reduce.ts';
import type {Settings} from './settings.ts';
import {type View, viewOf} from './view.ts';
import {type Action, startState, type ViewEvent, type ViewState} from './view-state.ts';

/** What the loop does to the world outside; given by the one who mounts it. */
export type UiHost = {
	readonly quit: () => void;
	/** The modes of the session that has the focus; null when none has. */
	readonly mirror: (modes: ScreenModes | null) => void;
	readonly now: () => number;
	/** The person's own; those that come with mosaic when left out. */
	readonly settings?: Settings;
};

/** What is drawn: a new object whenever anything changed. */
export type Frame = {readonly view: View; readonly screen: ScreenView | null};

const RESIZE_QUIET_MS = 80;
const HIDDEN: Size = {cols: 80, rows: 24};

/** Runs the TUI over a controller, without a terminal: `key`, `typed` and `resize` in, `frame` out. */
export class Ui {
	readonly #controller: Controller;
	readonly #host: UiHost;
	readonly #listeners = new Set<() => void>();
	readonly #cellListeners = new Set<() => void>();
	readonly #preview;
	readonly #unsubscribe: () => void;
	#state: ViewState;
	#frame: Frame;
	#status: ScreenStatus | undefined;
	#asked = 0;
	#closed = false;
	#resizing: NodeJS.Timeout | undefined;
	#clock: NodeJS.Timeout | undefined;

	constructor(controller: Controller, size: Size, host: UiHost) {
		this.#controller = controller;
		this.#host = host;
		this.#state = reduce(startState(size, host.now(), host.settings), {type: 'world-changed'}, controller.state());
		this.#frame = {view: viewOf(controller.state(), this.#state), screen: null};
		this.#preview = createPreview(controller, () => this.#screenChanged());
		this.#unsubscribe = controller.subscribe(() => this.#update({type: 'world-changed'}));
		this.#update({type: 'world-changed'});
	}

	readonly frame = (): Frame => this.#frame;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	};

	/** Calls back when cells of the session's screen changed, and nothing else of the frame did. */
	readonly subscribeCells = (listener: () => void): (() => void) => {
		this.#cellListeners.add(listener);
		return () => void this.#cellListeners.delete(listener);
	};

	/** Whether a session has the focus, so that bytes go to it. */
	attached(): boolean {
		return this.#state.attached !== null;
	}

	key(key: Key): void {
		const {dialog, filtering, notices} = this.#state;
		if (notices.shown.length > 0) this.#update({type: 'told', toast: null});
		if (!this.#frame.view.layout.fits) return this.#keyWhileTooSmall(key);
		if (dialog) return this.#perform(dialogAction(dialog, key, this.#frame.view));
		if (filtering) return this.#perform(filterAction(this.#state, key));
		this.#listKey(key);
	}

	/** A person's bytes for the session that has the focus. */
	typed(bytes: Uint8Array): void {
		const {attached} = this.#state;
		if (attached) this.#controller.type(attached.project, attached.sessionId, bytes);
	}

	leave(): void {
		this.#update({type: 'left'});
	}

	/** The terminal has another size; the focused session gets it once the person has stopped dragging. */
	resize(size: Size): void {
		this.#update({type: 'resized', size});
		clearTimeout(this.#resizing);
		if (this.#state.attached) this.#resizing = setTimeout(() => this.#sendSize(), RESIZE_QUIET_MS);
	}

	/** Lets go of the controller's news, the screen and all timers. */
	close(): void {
		this.#closed = true;
		clearTimeout(this.#resizing);
		clearTimeout(this.#clock);
		this.#unsubscribe();
		this.#preview.close();
	}

	#keyWhileTooSmall(key: Key): void {
		if (key.kind === 'key' && (key.name === 'q' || key.name === 'ctrl+c')) this.#host.quit();
	}

	#listKey(key: Key): void {
		const binding = key.kind === 'key' ? bindingOf(key.name, this.#state.settings) : undefined;
		if (binding === undefined) return;
		const {view} = this.#frame;
		const reason = binding.whyDisabled(view);
		if (reason === null) this.#perform(binding.command(view));
		else this.#update({type: 'told', toast: {text: reason, tone: 'info'}});
	}

	#perform(action: Action | null): void {
		if (action === null) return;
		if (action.do === 'quit') this.#host.quit();
		else if (action.do === 'change') this.#update(action.event);
		else if (action.do === 'ask') void this.#ask(action);
		else if (action.do === 'choose') {
			this.#update({type: 'dialog-chosen', id: action.id});
			this.#perform(action.next);
		} else {
			this.#update({type: 'attached', session: action.session});
			this.#sendSize();
		}
	}

	async #ask({command, doing}: Extract<Action, {do: 'ask'}>): Promise<void> {
		const id = ++this.#asked;
		this.#update({type: 'asked', pending: {id, doing}});
		const outcome = await this.#controller.dispatch(command);
		const text = outcome.ok ? outcome.message : outcome.refusal.message;
		this.#update({type: 'answered', id, toast: {text, tone: outcome.ok ? 'good' : 'bad'}});
		if (outcome.ok && command.type === 'mission.select')
			this.#update({type: 'panel-chosen', panel: 'tasks', zoomed: false});
	}

	#update(event: ViewEvent): void {
		if (this.#closed) return;
		const before = this.#state.attached;
		const state = reduce({...this.#state, now: this.#host.now()}, event, this.#controller.state());
		const ended = before !== null && state.attached === null && event.type !== 'left';
		const toast = {text: `${before?.sessionId} has ended; this is its last screen.`, tone: 'info'} as const;
		this.#state = ended ? reduce(state, {type: 'told', toast}, this.#controller.state()) : state;
		const view = viewOf(this.#controller.state(), this.#state);
		const session = paneOf(view) && view.mission && view.shown;
		const shown = session && view.mission ? {project: view.mission.project, sessionId: session.id} : null;
		this.#preview.show(shown, paneOf(view) ?? HIDDEN);
		clearTimeout(this.#clock);
		const wait = untilNextTick(view);
		if (wait !== null) this.#clock = setTimeout(() => this.#update({type: 'world-changed'}), wait).unref();
		this.#show(view);
	}

	#show(view: View): void {
		this.#frame = {view, screen: this.#preview.screen()};
		this.#status = this.#frame.screen?.status;
		this.#mirror();
		for (const listener of this.#listeners) listener();
	}

	/** A flood of output reaches those who draw cells only: lists and frames stay as they are. */
	#screenChanged(): void {
		const {screen, view} = this.#frame;
		if (screen?.status !== this.#status) return this.#show(view);
		this.#mirror();
		for (const listener of this.#cellListeners) listener();
	}

	#mirror(): void {
		this.#host.mirror(this.#state.attached ? (this.#frame.screen?.modes ?? null) : null);
	}

	#sendSize(): void {
		const {attached} = this.#state;
		const pane = paneOf(this.#frame.view);
		if (pane && attached) this.#controller.resize(attached.project, attached.sessionId, pane);
	}
}

/** The cells that a session's screen has in this view; null where none is seen. */
const paneOf = ({layout}: View): Size | null => {
	const rect = layout.panels.screen;
	if (rect === undefined) return null;
	return layout.bare ? {cols: rect.width, rows: rect.height} : inside(rect);
};
