// The terminal lent to another program for as long as that runs, and taken again.

import type {ReadyViewer} from '../transcripts.ts';
import {guardExit} from './exit-guard.ts';
import type {Terminal} from './terminal.ts';

/** Guards the exit, and lifts that guard while another program has the terminal: keys that end that one are not for us. */
export class Suspension {
	readonly #stdin: NodeJS.ReadStream;
	readonly #terminal: Terminal;
	#lift: () => void;
	#lent = false;
	#back = () => {};

	constructor(stdin: NodeJS.ReadStream, terminal: Terminal) {
		this.#stdin = stdin;
		this.#terminal = terminal;
		this.#lift = guardExit(terminal.restore);
	}

	/** Whether another program has the terminal, so that it must not be taken. */
	get lent(): boolean {
		return this.#lent;
	}

	/** Calls back when the terminal is ours again: nothing is known of what it shows, or of its size. */
	whenBack(listener: () => void): void {
		this.#back = listener;
	}

	/** Shows a program once it is ready, in place of mosaic. Gives why it could not be shown, or null; never throws. */
	async show(preparing: Promise<ReadyViewer>): Promise<string | null> {
		try {
			const ready = await preparing;
			if (!this.#lent && this.#terminal.taken) return await this.#lend(ready);
			ready.discard();
			return null;
		} catch (error) {
			return (error as Error).message;
		}
	}

	/** Lifts the guard. */
	end(): void {
		this.#lift();
	}

	async #lend(viewer: ReadyViewer): Promise<string | null> {
		this.#lent = true;
		this.#stdin.pause();
		this.#terminal.restore();
		try {
			// The program's own handling of signals stands before our guard is lifted.
			const shown = viewer.show();
			this.#lift();
			return await shown;
		} finally {
			this.#lift = guardExit(this.#terminal.restore);
			this.#lent = false;
			this.#terminal.take();
			this.#stdin.resume();
			this.#back();
		}
	}
}
