// What the loop asks of histories, and what they ask of the loop.

import type {Key} from '../input/keys.ts';
import type {Toast} from '../notices.ts';
import type {Clipboard} from '../outer/clipboard.ts';
import type {Pane} from '../pane.ts';
import {type PaneKey, paneKey, refOf} from '../panes/pane-session.ts';
import {createPreparing} from '../preparing.ts';
import type {SessionRef} from '../session-ref.ts';
import type {UiHost} from '../ui-host.ts';
import {HeldPanes, type PerformedEffect} from './held-panes.ts';
import type {HistoryMouse} from './mouse.ts';
import {hasHistory, type PaneHistory} from './pane-history.ts';
import type {HistoryAction} from './state.ts';

export type DeskHost = {
	readonly now: () => number;
	readonly tell: (toast: Toast) => void;
	/** Other panes are held. */
	readonly held: (panes: ReadonlySet<PaneKey>) => void;
	/** The held panes show something else. */
	readonly changed: () => void;
	readonly clipboard: Clipboard | undefined;
	readonly transcript: UiHost['transcript'];
	/** Says how far a transcript is, and that it was given up; null takes it back. */
	readonly preparing?: (text: string | null) => void;
};

/** Holds panes, and does what their keys ask for. */
export class HistoryDesk {
	readonly #host: DeskHost;
	readonly #held: HeldPanes;
	readonly #preparing;
	#known: ReadonlyMap<PaneKey, PaneHistory>;

	constructor(host: DeskHost) {
		this.#host = host;
		const perform = (key: PaneKey, effect: PerformedEffect) => void this.#perform(key, effect);
		this.#held = new HeldPanes({changed: () => this.#changed(), perform, now: host.now});
		this.#known = this.#held.all();
		this.#preparing = createPreparing({now: host.now, show: (text) => host.preparing?.(text), cancelKey: 'Esc'});
	}

	/** The same map as long as the same panes are held. */
	all(): ReadonlyMap<PaneKey, PaneHistory> {
		return this.#held.all();
	}

	/** Holds a pane and scrolls so many pages up. */
	hold(pane: Pane | undefined, pages: number): void {
		if (pane === undefined)
			return this.#host.tell({text: 'The screen is not there yet; try again in a moment.', tone: 'info'});
		const history = this.#held.hold(pane);
		if (pages > 0) history.do({do: 'scroll', by: -pages, unit: 'page'});
	}

	/** Holds a session's pane a page up; false where it has nothing above its screen. */
	scrollBack(panes: readonly Pane[], session: SessionRef): boolean {
		const pane = panes.find(({key}) => key === paneKey(session));
		if (pane === undefined || !hasHistory(pane.screen)) return false;
		this.hold(pane, 1);
		return true;
	}

	/** The wheel over a pane: upward it is held, where there is something to scroll to. */
	wheel(pane: Pane, rows: number): void {
		const held = this.all().get(pane.key);
		if (held === undefined && (rows >= 0 || !hasHistory(pane.screen))) return;
		(held ?? this.#held.hold(pane)).mouse({kind: 'wheel', by: rows});
	}

	/** A button on a pane, in its cells: one that is drawn over a pane holds it. */
	mouse(pane: Pane, event: HistoryMouse): void {
		const held = this.all().get(pane.key);
		if (held === undefined && event.kind !== 'press') return;
		(held ?? this.#held.hold(pane)).mouse(event);
	}

	do(key: PaneKey | null, action: HistoryAction): void {
		this.all()
			.get(key ?? '')
			?.do(action);
	}

	/** A key for the pattern that is typed in a pane; false where none is. */
	type(pane: PaneKey | null, key: Key): boolean {
		const history = this.all().get(pane ?? '');
		if (!history?.typing) return false;
		history.type(key);
		return true;
	}

	/** The panes that are seen now. */
	follow(panes: readonly Pane[]): void {
		this.#held.follow(panes);
	}

	followCells(): void {
		this.#held.followCells();
	}

	async openTranscript(session: SessionRef, how: 'pager' | 'editor'): Promise<void> {
		const {transcript, tell} = this.#host;
		if (transcript === undefined) return tell({text: 'No transcript can be shown here.', tone: 'bad'});
		if (this.#preparing.busy())
			return tell({text: 'A transcript is on its way already; Esc cancels it.', tone: 'info'});
		const what = `${session.sessionId} transcript`;
		const failure = await this.#preparing.run(what, (preparation) => transcript(session, how, preparation));
		if (failure === undefined) tell({text: `The transcript of ${session.sessionId} is not opened.`, tone: 'info'});
		else if (failure !== null) tell({text: failure, tone: 'bad'});
	}

	/** Gives up the transcript that is on its way; false where none is. */
	cancelTranscript(): boolean {
		return this.#preparing.cancel();
	}

	close(): void {
		this.#preparing.cancel();
		this.#held.close();
	}

	#changed(): void {
		if (this.all() === this.#known) return this.#host.changed();
		this.#known = this.all();
		this.#host.held(new Set(this.#known.keys()));
	}

	async #perform(key: PaneKey, effect: PerformedEffect): Promise<void> {
		if (effect.do === 'leave') return this.#held.release(key);
		if (effect.do === 'open-transcript') return this.openTranscript(refOf(key), effect.how);
		if (effect.leave) this.#held.release(key);
		const {clipboard, tell} = this.#host;
		const copied = (await clipboard?.copy(effect.text)) ?? {ok: false, reason: 'There is no clipboard here.'};
		if (copied.ok) tell({text: `Copied ${effect.told} (${copied.to}).`, tone: 'good'});
		else tell({text: copied.reason, tone: 'bad'});
	}
}
