// What is seen: the view, the screens of sessions and the histories that are held, and who is told when it changes.
import type {Controller} from '../domain/controller.ts';
import type {ScreenModes} from '../domain/screen.ts';
import {createFitting} from './fit-sessions.ts';
import type {Frame} from './frame.ts';
import {HistoryDesk} from './history/history-desk.ts';
import {createMirror} from './mirror.ts';
import {livePanes} from './pane.ts';
import {type PaneKey, paneKey} from './panes/pane-session.ts';
import {createScreens} from './screens.ts';
import {fittingsOf, modesOf, sameKeys, shownKey, wantedScreens} from './seen-screens.ts';
import {hasStatus, type SeenStatus, statusOf} from './seen-status.ts';
import type {SessionRef} from './session-ref.ts';
import type {UiHost} from './ui-host.ts';
import type {View} from './view.ts';
import type {ViewEvent} from './view-state.ts';

export type ShownOptions = {
	readonly controller: Controller;
	readonly host: UiHost;
	/** Something that is seen changes the view. */
	readonly change: (event: ViewEvent) => void;
	/** The session that is typed into. */
	readonly attached: () => SessionRef | null;
	/** Another frame is seen, and nobody was told of it yet. */
	readonly onFrame: () => void;
};

export class Shown {
	/** Sizes of sessions that follow their panes. */
	readonly fitting: ReturnType<typeof createFitting>;
	/** The panes that are held. */
	readonly desk: HistoryDesk;
	readonly #options: ShownOptions;
	readonly #screens: ReturnType<typeof createScreens>;
	readonly #mirror: (modes: ScreenModes | null) => boolean;
	readonly #listeners = new Set<() => void>();
	readonly #cellListeners = new Set<(mayBeEcho: boolean) => void>();
	#statuses: ReadonlyMap<PaneKey, SeenStatus> = new Map();
	#frame: Frame;

	constructor(options: ShownOptions, view: View) {
		const {controller, host, change} = options;
		this.#options = options;
		this.#mirror = createMirror(host.mirror);
		this.#screens = createScreens(controller, (key) => this.#screenChanged(key));
		this.desk = new HistoryDesk({
			now: host.now,
			tell: (toast) => change({type: 'told', toast}),
			held: (panes) => change({type: 'held', panes}),
			changed: () => this.#tellCells(),
			clipboard: host.clipboard,
			transcript: host.transcript,
			preparing: (text) => change({type: 'preparing', text}),
		});
		this.#frame = {view, screen: null, screens: this.#screens.all(), histories: this.desk.all()};
		this.fitting = createFitting(controller, () => fittingsOf(this.#frame));
	}

	get frame(): Frame {
		return this.#frame;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Calls back when cells of a session's screen changed, and nothing else of the frame did; says whether a key may have changed them. */
	subscribeCells(listener: (mayBeEcho: boolean) => void): () => void {
		this.#cellListeners.add(listener);
		return () => void this.#cellListeners.delete(listener);
	}

	/** Opens the screens that a view needs, and closes all others. */
	open(view: View): void {
		this.#screens.show(wantedScreens(view));
	}

	/** This view is seen from now on. */
	show(view: View): void {
		const screens = this.#screens.all();
		const seen = {view, screen: screens.get(shownKey(view) ?? '') ?? null, screens};
		this.desk.follow(livePanes(seen));
		this.#frame = {...seen, histories: this.desk.all()};
		if (!sameKeys(this.#frame.histories, view.state.held))
			return this.#options.change({type: 'held', panes: new Set(this.#frame.histories.keys())});
		this.#statuses = new Map([...screens].map(([key, screen]) => [key, statusOf(screen)]));
		this.fitting.follow();
		this.#frame = {...this.#frame, settling: this.fitting.settling()};
		this.#options.onFrame();
		this.#mirror(modesOf(this.#frame));
		for (const listener of this.#listeners) listener();
	}

	close(): void {
		this.fitting.close();
		this.desk.close();
		this.#screens.close();
	}

	/** A flood of output reaches those who draw cells only: lists and frames stay as they are. */
	#screenChanged(key: PaneKey): void {
		this.desk.followCells();
		const screen = this.#frame.screens.get(key);
		if (screen === undefined || !hasStatus(screen, this.#statuses.get(key))) return this.show(this.#frame.view);
		const attached = this.#options.attached();
		const mayBeEcho = attached === null || paneKey(attached) === key;
		this.#tellCells(mayBeEcho);
		// The echo is not to wait for modes, which hardly ever change; those go with a frame of their own.
		if (mayBeEcho && this.#mirror(modesOf(this.#frame))) this.#tellCells();
	}

	#tellCells(mayBeEcho = true): void {
		for (const listener of this.#cellListeners) listener(mayBeEcho);
	}
}
