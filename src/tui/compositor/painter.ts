// The only writer to the person's terminal while mosaic has it: frames at a steady rate, never faster than it reads.
import {performance} from 'node:perf_hooks';

/** A flood is drawn this often; what comes after a longer silence is drawn at once. */
const FRAME_MS = 16;

/** What the painter writes to; `written` is called once the terminal has taken the text. */
export type PaintedStream = {write(text: string, written: () => void): unknown};

/**
 * Draws when asked, with what `frame` gives at that moment. While the terminal has not taken the last frame nothing is
 * written or even worked out: memory is bounded by one frame, and the next one is the newest.
 */
export class Painter {
	readonly #stream: PaintedStream;
	readonly #frame: () => string;
	#last = Number.NEGATIVE_INFINITY;
	#timer: NodeJS.Timeout | undefined;
	#soon: NodeJS.Immediate | undefined;
	#wanted = false;
	#taking = false;
	#closed = false;
	#whenTaken: (() => void) | undefined;

	constructor(stream: PaintedStream, frame: () => string) {
		this.#stream = stream;
		this.#frame = frame;
	}

	/** Something changed; it is drawn soon, together with what else changes until then. */
	readonly request = (): void => {
		if (this.#closed || this.#wanted) return;
		this.#wanted = true;
		const wait = this.#last + FRAME_MS - performance.now();
		if (wait > 0) this.#timer = setTimeout(this.#draw, wait);
		else this.#soon = setImmediate(this.#draw);
	};

	/** Draws now, unless the terminal is behind. */
	now(): void {
		this.#forget();
		this.#wanted = true;
		this.#draw();
	}

	/** Draws nothing more; resolves when the terminal has taken the last frame, or does not within `patience` ms. */
	async close(patience: number): Promise<void> {
		this.stop();
		if (!this.#taking) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, patience);
			this.#whenTaken = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	/** Draws nothing more. */
	stop(): void {
		this.#closed = true;
		this.#forget();
	}

	#forget(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#soon);
	}

	readonly #draw = (): void => {
		if (this.#closed || this.#taking) return;
		this.#wanted = false;
		const bytes = this.#frame();
		if (bytes === '') return;
		this.#last = performance.now();
		this.#taking = true;
		this.#stream.write(bytes, this.#taken);
	};

	readonly #taken = (): void => {
		this.#taking = false;
		this.#whenTaken?.();
		if (!this.#wanted) return;
		this.#forget();
		this.#wanted = false;
		this.request();
	};
}
