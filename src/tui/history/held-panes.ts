// The panes that are held: each as long as it is seen and shows the same screen.
import type {Pane} from '../pane.ts';
import type {PaneKey} from '../panes/pane-session.ts';
import {type HistoryHost, PaneHistory} from './pane-history.ts';
import type {HistoryEffect} from './state.ts';

export type HeldHost = {
	/** Another pane is held, one is let go, or what one shows has changed. */
	readonly changed: () => void;
	readonly perform: (key: PaneKey, effect: Parameters<HistoryHost['perform']>[0]) => void;
	readonly now: () => number;
};

export type PerformedEffect = Exclude<HistoryEffect, {do: 'refresh'}>;

/** Holds panes until they are released or gone. */
export class HeldPanes {
	readonly #host: HeldHost;
	#held: ReadonlyMap<PaneKey, PaneHistory> = new Map();

	constructor(host: HeldHost) {
		this.#host = host;
	}

	/** The same map as long as the same panes are held. */
	all(): ReadonlyMap<PaneKey, PaneHistory> {
		return this.#held;
	}

	/** Holds a pane as it is now; one that is held already stays as it is. */
	hold({key, screen, rect, first}: Pane): PaneHistory {
		const known = this.#held.get(key);
		if (known !== undefined) return known;
		const {changed, perform, now} = this.#host;
		const host = {changed, perform: (effect: PerformedEffect) => perform(key, effect), now};
		const history = new PaneHistory(screen, {rows: rect.height, cols: rect.width, first}, host);
		this.#held = new Map([...this.#held, [key, history]]);
		changed();
		return history;
	}

	release(key: PaneKey): void {
		if (this.#let(key)) this.#host.changed();
	}

	/** The panes that are seen now, in the size that they have now. */
	follow(panes: readonly Pane[]): void {
		for (const [key, history] of this.#held) {
			const pane = panes.find((one) => one.key === key);
			if (pane === undefined || !history.isOf(pane.screen)) this.#let(key);
			else history.resize({rows: pane.rect.height, cols: pane.rect.width});
		}
	}

	/** Cells of screens have changed. */
	followCells(): void {
		for (const history of this.#held.values()) history.follow();
	}

	close(): void {
		for (const key of this.#held.keys()) this.#let(key);
	}

	#let(key: PaneKey): boolean {
		const history = this.#held.get(key);
		history?.close();
		this.#held = new Map([...this.#held].filter(([other]) => other !== key));
		return history !== undefined;
	}
}
