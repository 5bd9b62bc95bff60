// The loop of the TUI: keys and news come in, the view changes, commands go to the controller. Draws nothing.
import type {Controller} from '../domain/controller.ts';
import type {Size} from '../domain/screen.ts';
import {createAsking} from './asking.ts';
import {followChoices} from './choices.ts';
import {untilNextTick} from './clock.ts';
import type {Frame} from './frame.ts';
import type {Binding} from './input/binding.ts';
import {dialogAction, filterAction} from './input/dialog-keys.ts';
import {createEarlyKeys} from './input/early-keys.ts';
import {bindingOf, bindingsIn} from './input/keymap.ts';
import type {Key} from './input/keys.ts';
import {encodeMouse} from './mouse/encode-mouse.ts';
import type {MouseAct} from './mouse/mouse-act.ts';
import type {MouseEvent} from './mouse/mouse-event.ts';
import {MOUSE_AT_REST, routeMouse} from './mouse/route-mouse.ts';
import type {Toast} from './notices.ts';
import {livePanes} from './pane.ts';
import {followPanes} from './panes/pane-memory.ts';
import {findSession, paneKey} from './panes/pane-session.ts';
import {inOwnProgram} from './people/own-program.ts';
import {createRunDesk} from './people/run-desk.ts';
import {reduce} from './reduce.ts';
import {Shown} from './shown.ts';
import type {Background} from './themes/choose.ts';
import type {UiHost} from './ui-host.ts';
import {viewOf} from './view.ts';
import {type Action, startState, type ViewEvent, type ViewState} from './view-state.ts';
import type {WallAnswer} from './wall/wall.ts';

/** Runs the TUI over a controller, without a terminal: `key`, `typed` and `resize` in, `frame` out. */
export class Ui {
	readonly #controller: Controller;
	readonly #host: UiHost;
	readonly #ask;
	readonly #runs;
	readonly #shown: Shown;
	readonly #followChoices;
	readonly #followPanes: ReturnType<typeof followPanes> | undefined;
	readonly #unsubscribe: () => void;
	#state: ViewState;
	readonly #early = createEarlyKeys();
	#mouse = MOUSE_AT_REST;
	#closed = false;
	#clock: NodeJS.Timeout | undefined;
	readonly #change = (event: ViewEvent): void => this.#update(event);
	#answered = (_question: number, _said: WallAnswer): void => {};

	constructor(controller: Controller, size: Size, host: UiHost) {
		this.#controller = controller;
		this.#host = host;
		this.#state = reduce(
			{...startState(size, host.now(), host.settings, host.look), recent: host.choices?.chosen.recent ?? []},
			{type: 'world-changed'},
			controller.state(),
		);
		this.#followChoices = followChoices(host.choices, this.#state);
		this.#followPanes = host.memory && followPanes(host.memory);
		this.#shown = new Shown(
			{
				...{controller, host, change: this.#change},
				attached: () => this.#state.attached,
				onFrame: () => this.#typeEarly(),
			},
			viewOf(controller.state(), this.#state),
		);
		this.#ask = createAsking(controller, this.#change);
		this.#runs = createRunDesk(controller, this.#change);
		this.#unsubscribe = controller.subscribe(() => this.#update({type: 'world-changed'}));
		this.#update({type: 'world-changed'});
	}

	readonly frame = (): Frame => this.#frame;

	readonly subscribe = (listener: () => void): (() => void) => this.#shown.subscribe(listener);

	/** Calls back when cells of a session's screen changed, and nothing else of the frame did; says whether a key may have changed them. */
	readonly subscribeCells = (listener: (mayBeEcho: boolean) => void): (() => void) =>
		this.#shown.subscribeCells(listener);

	/** Whether a session has the focus, so that bytes go to it. */
	attached(): boolean {
		return this.#state.attached !== null && this.#frame.view.held === null;
	}

	key(key: Key): void {
		const {dialog, filtering, notices} = this.#state;
		if (notices.shown.length > 0) this.#update({type: 'told', toast: null});
		if (!this.#frame.view.layout.fits) return this.#keyWhileTooSmall(key);
		if (dialog) return this.#perform(dialogAction(dialog, key, this.#frame.view));
		if (filtering) return this.#perform(filterAction(this.#state, key));
		if (key.kind === 'key' && key.name === 'esc' && this.#shown.desk.cancelTranscript()) return;
		if (!this.#shown.desk.type(this.#frame.view.held, key)) this.#listKey(key);
	}

	/** A person's bytes for the session that has the focus. */
	typed(bytes: Uint8Array): void {
		const {attached} = this.#state;
		if (!attached) return;
		const key = paneKey(attached);
		if (this.#frame.screens.get(key)?.status === 'connecting') return this.#early.hold(key, bytes);
		this.#shown.fitting.beforeKey(key, this.#frame);
		this.#controller.type(attached.project, attached.sessionId, bytes);
	}

	/** Says something to the person. */
	tell(toast: Toast): void {
		this.#update({type: 'told', toast});
	}

	/** Calls back with the person's answers to what agents wished for. */
	whenAnswered(listener: (question: number, said: WallAnswer) => void): void {
		this.#answered = listener;
	}

	/** Something else than a key changed what the person sees. */
	change(event: ViewEvent): void {
		this.#update(event);
	}

	/** The terminal told what its background is. */
	backgroundSeen(background: Background): void {
		this.#update({type: 'look-changed', look: {background}});
	}

	/** Holds the session that is typed into a page up; false where it has nothing above its screen. */
	scrollBack(): boolean {
		const {attached} = this.#state;
		return attached !== null && this.#shown.desk.scrollBack(livePanes(this.#frame), attached);
	}

	leave(): void {
		this.#update({type: 'left'});
	}

	/** A click, a drag or the wheel: by what lies under it. */
	mouse(event: MouseEvent): void {
		const {attached} = this.#state;
		const modes = attached && this.#frame.screens.get(paneKey(attached))?.modes;
		if (modes?.mouseEncoding === 'sgr-pixels' && this.#frame.view.layout.bare)
			return this.typed(Buffer.from(encodeMouse(event, {mouse: 'any', mouseEncoding: 'sgr'}) ?? ''));
		const {memory, acts} = routeMouse(this.#frame, this.#mouse, event, this.#host.now());
		this.#mouse = memory;
		for (const act of acts) this.#act(act);
	}

	#act(act: MouseAct): void {
		if (act.do === 'change') this.#update(act.event);
		else if (act.do === 'open') this.#listKey({kind: 'key', name: 'enter'});
		else if (act.do === 'press') this.key({kind: 'key', name: act.key});
		else if (act.do === 'run') this.#run(bindingsIn(this.#frame.view).find(({id}) => id === act.id));
		else if (act.do === 'scroll') this.#shown.desk.wheel(act.pane, act.lines);
		else if (act.do === 'held') this.#shown.desk.mouse(act.pane, act.event);
		else this.#controller.type(act.session.project, act.session.sessionId, Buffer.from(act.bytes, 'latin1'));
	}

	/** The terminal has another size; the seen sessions get theirs once the person has stopped dragging. */
	resize(size: Size): void {
		this.#update({type: 'resized', size});
	}

	/** Lets go of the controller's news, the screen and all timers. */
	close(): void {
		this.#closed = true;
		clearTimeout(this.#clock);
		this.#unsubscribe();
		this.#shown.close();
		this.#runs.close();
	}

	#keyWhileTooSmall(key: Key): void {
		if (key.kind === 'key' && (key.name === 'q' || key.name === 'ctrl+c')) this.#host.quit();
	}

	#listKey(key: Key): void {
		const {view} = this.#frame;
		this.#run(key.kind === 'key' ? bindingOf(key.name, view) : undefined);
	}

	#run(binding: Binding | undefined): void {
		const {view} = this.#frame;
		if (binding === undefined) return;
		const reason = binding.whyDisabled(view);
		if (reason === null) this.#perform(binding.command(view));
		else this.#update({type: 'told', toast: {text: reason, tone: 'info'}});
	}

	#perform(action: Action | null): void {
		if (action === null) return;
		if (action.do === 'quit') this.#host.quit();
		else if (action.do === 'change') this.#update(action.event);
		else if (action.do === 'ask') void this.#ask(action);
		else if (action.do === 'edit-text' || action.do === 'report') void inOwnProgram(this.#host, action, this.#change);
		else if (action.do === 'answer-agent') this.#answered(action.question, action.said);
		else if (action.do === 'choose') {
			this.#update({type: 'dialog-chosen', id: action.id});
			this.#perform(action.next);
		} else if (action.do === 'hold') this.#hold(action);
		else if (action.do === 'history') this.#shown.desk.do(this.#frame.view.held, action.action);
		else if (action.do === 'transcript') void this.#shown.desk.openTranscript(action.session, action.how);
		else {
			this.#shown.desk.cancelTranscript();
			this.#update({type: 'attached', session: action.session});
			this.#shown.fitting.now(paneKey(action.session));
		}
	}

	/** Holds a pane; among the lists the screen gets the focus, so that keys go there. */
	#hold({pane, pages}: Extract<Action, {do: 'hold'}>): void {
		const {panes, attached, zoomed} = this.#state;
		if (!panes.open && attached === null) this.#update({type: 'panel-chosen', panel: 'screen', zoomed});
		const seen = livePanes(this.#frame).find((one) => one.key === pane);
		this.#shown.desk.hold(seen, pages);
	}

	get #frame(): Frame {
		return this.#shown.frame;
	}

	#update(event: ViewEvent): void {
		if (this.#closed) return;
		const before = this.#state.attached;
		const control = this.#controller.state();
		const state = reduce({...this.#state, now: this.#host.now()}, event, control);
		this.#followChoices(state);
		const ended =
			before !== null && state.attached === null && findSession(control, before)?.session.whyNotAttach !== null;
		const toast = {text: `${before?.sessionId} has ended; this is its last screen.`, tone: 'info'} as const;
		this.#state = ended ? reduce(state, {type: 'told', toast}, control) : state;
		const {panes, problem} = this.#followPanes?.(this.#state) ?? {};
		if (panes) return this.#update({type: 'panes', event: {what: 'recalled', panes}});
		if (problem !== undefined) this.tell({text: problem, tone: 'bad'});
		const view = viewOf(control, this.#state);
		this.#shown.open(view);
		clearTimeout(this.#clock);
		const wait = untilNextTick(view);
		if (wait !== null) this.#clock = setTimeout(() => this.#update({type: 'world-changed'}), wait).unref();
		this.#shown.show(view);
		this.#runs.follow(this.#frame.view);
	}

	/** What was typed before the session's screen was there; nothing of it where the person left since. */
	#typeEarly(): void {
		const {attached} = this.#state;
		const key = attached === null ? '' : paneKey(attached);
		if (this.#frame.screens.get(key)?.status === 'connecting') return;
		for (const bytes of this.#early.take(key)) this.typed(bytes);
	}
}
