import {EventEmitter} from 'node:events';

/**
 * The stream that Ink draws into: the terminal's, until the terminal was given back. Ink draws a last frame whenever it
 * ends, also on a signal; on the person's own screen that would be litter.
 */
export class Canvas extends EventEmitter {
	readonly isTTY = true;
	readonly #stdout: NodeJS.WriteStream;
	#open = true;

	constructor(stdout: NodeJS.WriteStream) {
		super();
		this.#stdout = stdout;
	}

	get columns(): number {
		return this.#stdout.columns || 80;
	}

	get rows(): number {
		return this.#stdout.rows || 24;
	}

	write(text: string, written?: () => void): boolean {
		if (this.#open) return this.#stdout.write(text, written);
		if (written) setImmediate(written);
		return true;
	}

	/** From now on nothing is drawn. */
	close(): void {
		this.#open = false;
	}
}
