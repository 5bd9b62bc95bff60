// The loop of the TUI: keys and news come in, the view changes, commands go to the controller. Draws nothing.
import type {Controller} from '../domain/controller.ts';
import type {ScreenModes, ScreenView, Size} from '../domain/screen.ts';
import {isLive} from '../domain/session.ts';
import {dialogAction, filterAction} from './dialog-keys.ts';
import {type Action, bindingOf} from './keymap.ts';
import type {Key} from './keys.ts';
import {inside} from './layout.ts';
import {createPreview} from './preview.ts';
import {reduce} from './reduce.ts';
import {type View, viewOf} from './view.ts';
import {type Pending, startState, type ViewEvent} from './view-state.ts';

/** What the loop does to the world outside; given by the one who mounts it. */
export type UiHost = {
	readonly quit: () => void;
	/** The modes of the session that has the focus; null when none has. */
	readonly mirror: (modes: ScreenModes | null) => void;
	readonly now: () => number;
};

export type Ui = ReturnType<typeof createUi>;
/** What is drawn: a new object whenever anything changed. */
export type Frame = {readonly view: View; readonly screen: ScreenView | null};

const RESIZE_QUIET_MS = 80;
const MINUTE = 60_000;

/** Runs the TUI over a controller, without a terminal: `key`, `typed`, `resize` in, `frame` out. */
export const createUi = (controller: Controller, size: Size, host: UiHost) => {
	const listeners = new Set<() => void>();
	let state = reduce(startState(size, host.now()), {type: 'world-changed'}, controller.state());
	let view = viewOf(controller.state(), state);
	let asked = 0;
	let closed = false;
	let resizing: NodeJS.Timeout | undefined;
	let minute: NodeJS.Timeout | undefined;

	const refresh = (): void => {
		frame = {view, screen: preview.screen()};
		host.mirror(state.attached ? (frame.screen?.modes ?? null) : null);
		for (const listener of listeners) listener();
	};
	const preview = createPreview(controller, refresh);
	let frame: Frame = {view, screen: null};

	const update = (event: ViewEvent): void => {
		if (closed) return;
		const before = state;
		state = {...reduce(state, event, controller.state()), now: host.now()};
		if (before.attached && !state.attached && event.type !== 'left')
			state = {
				...state,
				toast: {text: `${before.attached.sessionId} has ended; this is its last screen.`, tone: 'info'},
			};
		view = viewOf(controller.state(), state);
		showScreen();
		watchClock();
		refresh();
	};

	const paneSize = (): Size | null => {
		const rect = view.layout.panels.screen;
		if (rect === undefined) return null;
		return view.layout.bare ? {cols: rect.width, rows: rect.height} : inside(rect);
	};

	const showScreen = (): void => {
		const pane = paneSize();
		const session = pane && view.mission && view.shown;
		preview.show(
			session && view.mission ? {project: view.mission.project, sessionId: session.id} : null,
			pane ?? {cols: 80, rows: 24},
		);
	};

	/** Elapsed times are told in minutes, so one timer a minute is enough, and none where nothing runs. */
	const watchClock = (): void => {
		clearTimeout(minute);
		if (!view.sessions.some((session) => isLive(session.state))) return;
		minute = setTimeout(() => update({type: 'world-changed'}), MINUTE - (host.now() % MINUTE)).unref();
	};

	const ask = async (action: Extract<Action, {do: 'ask'}>): Promise<void> => {
		const pending: Pending = {id: ++asked, doing: action.doing};
		if (state.dialog) update({type: 'dialog-closed'});
		update({type: 'asked', pending});
		const outcome = await controller.dispatch(action.command);
		const toast = outcome.ok
			? ({text: outcome.message, tone: 'good'} as const)
			: ({text: outcome.refusal.message, tone: 'bad'} as const);
		update({type: 'answered', id: pending.id, toast});
		if (outcome.ok && action.command.type === 'mission.select')
			update({type: 'panel-chosen', panel: 'tasks', zoomed: false});
	};

	const perform = (action: Action | null): void => {
		if (action === null) return;
		if (action.do === 'quit') return host.quit();
		if (action.do === 'ask') return void ask(action);
		if (action.do === 'change') return update(action.event);
		update({type: 'attached', session: action.session});
		sendSize();
	};

	const sendSize = (): void => {
		const pane = paneSize();
		if (pane && state.attached) controller.resize(state.attached.project, state.attached.sessionId, pane);
	};

	const listKey = (key: Key): void => {
		if (key.kind === 'paste') return;
		const binding = bindingOf(key.name);
		if (binding === undefined) return;
		const reason = binding.whyDisabled(view);
		if (reason !== null) return update({type: 'told', toast: {text: reason, tone: 'info'}});
		perform(binding.command(view));
	};

	const unsubscribe = controller.subscribe(() => update({type: 'world-changed'}));
	showScreen();
	watchClock();
	frame = {view, screen: preview.screen()};

	return {
		frame: (): Frame => frame,
		subscribe: (listener: () => void) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		key: (key: Key): void => {
			if (state.toast) update({type: 'told', toast: null});
			if (!view.layout.fits)
				return key.kind === 'key' && (key.name === 'q' || key.name === 'ctrl+c') ? host.quit() : undefined;
			if (state.dialog) return perform(dialogAction(state.dialog, key));
			return state.filtering ? perform(filterAction(state, key)) : listKey(key);
		},
		attached: (): boolean => state.attached !== null,
		typed: (bytes: Uint8Array): void => {
			if (state.attached) controller.type(state.attached.project, state.attached.sessionId, bytes);
		},
		leave: (): void => update({type: 'left'}),
		resize: (next: Size): void => {
			update({type: 'resized', size: next});
			clearTimeout(resizing);
			if (state.attached) resizing = setTimeout(sendSize, RESIZE_QUIET_MS);
		},
		close: (): void => {
			closed = true;
			clearTimeout(resizing);
			clearTimeout(minute);
			unsubscribe();
			preview.close();
		},
	};
};
