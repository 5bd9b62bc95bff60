// The only writer to the person's terminal while mosaic has it: frames at a steady rate, never faster than it reads.

/** A flow that has lasted so many milliseconds is drawn every so many; what comes after a silence is drawn at once. */
const STEPS = [
	[5000, 66],
	[1500, 50],
	[300, 33],
	[0, 16],
] as const;
/** A silence of this many milliseconds ends a flow. */
const QUIET_MS = 120;
/** For so long after a key, and for so many frames, what changes may be its echo and is drawn at once. */
const ECHO_MS = 100;
const ECHO_FRAMES = 8;

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
	/** When the present flow of frames began. */
	#began = Number.NEGATIVE_INFINITY;
	#keyAt = Number.NEGATIVE_INFINITY;
	#echoes = 0;
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
		const wait = this.#wait(performance.now());
		if (wait > 0) this.#timer = setTimeout(this.#draw, wait);
		else this.#soon = setImmediate(this.#draw);
	};

	/** A key was typed: what it changes is not to wait, however steadily the rest flows. */
	readonly hurry = (): void => {
		this.#keyAt = performance.now();
		this.#began = this.#keyAt;
		this.#echoes = ECHO_FRAMES;
		if (!this.#wanted || this.#taking) return;
		this.#forget();
		this.#wanted = false;
		this.request();
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

	/** How many milliseconds the next frame is to wait. */
	#wait(now: number): number {
		if (this.#echoes > 0 && now - this.#keyAt < ECHO_MS) return 0;
		const step = STEPS.find(([since]) => now - this.#began >= since)?.[1] ?? 0;
		return this.#last + step - now;
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
		const now = performance.now();
		if (now - this.#last > QUIET_MS) this.#began = now;
		this.#last = now;
		this.#echoes -= 1;
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
