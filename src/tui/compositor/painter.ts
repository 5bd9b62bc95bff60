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
	readonly #frame: (echoOnly: boolean) => string;
	#last = Number.NEGATIVE_INFINITY;
	/** When the present flow of frames began. */
	#began = Number.NEGATIVE_INFINITY;
	#keyAt = Number.NEGATIVE_INFINITY;
	#echoes = 0;
	#timer: NodeJS.Timeout | undefined;
	#soon: NodeJS.Immediate | undefined;
	#wanted = false;
	/** Cells changed that can be no echo: they keep to the steps of their flow. */
	#others = false;
	#taking = false;
	#closed = false;
	#whenTaken: (() => void) | undefined;

	/** `frame` may leave out what can be no echo where it is told that a key's echo cannot wait for the rest. */
	constructor(stream: PaintedStream, frame: (echoOnly: boolean) => string) {
		this.#stream = stream;
		this.#frame = frame;
	}

	/**
	 * Something changed; it is drawn soon, together with what else changes until then. `mayBeEcho` is false for cells
	 * that a key did not change, however soon after it they come.
	 */
	readonly request = (mayBeEcho = true): void => {
		if (this.#closed || this.#wanted || (this.#others && !mayBeEcho)) return;
		if (mayBeEcho) this.#wanted = true;
		else this.#others = true;
		this.#schedule();
	};

	/** A key was typed: what it changes is not to wait, however steadily the rest flows. */
	readonly hurry = (): void => {
		this.#keyAt = performance.now();
		this.#echoes = ECHO_FRAMES;
		if (this.#wanted) this.#schedule();
	};

	/** Cells changed that a key may have changed: what comes this soon after one is drawn before anything else is done. */
	readonly requestEcho = (): void => {
		const now = performance.now();
		if (this.#closed || this.#taking || !this.#isEcho(now)) return this.request();
		this.now();
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

	#schedule(): void {
		if (this.#taking) return;
		this.#forget();
		const now = performance.now();
		const wait = this.#wanted && this.#isEcho(now) ? 0 : this.#stepEnd(this.#wanted) - now;
		if (wait > 0) this.#timer = setTimeout(this.#draw, wait);
		else this.#soon = setImmediate(this.#draw);
	}

	#isEcho(now: number): boolean {
		return this.#echoes > 0 && now - this.#keyAt < ECHO_MS;
	}

	/** When the next frame of a flow is due; one that may come of a key begins with it. */
	#stepEnd(mayBeEcho: boolean): number {
		const lasted = performance.now() - (mayBeEcho ? Math.max(this.#began, this.#keyAt) : this.#began);
		return this.#last + (STEPS.find(([since]) => lasted >= since)?.[1] ?? 0);
	}

	#forget(): void {
		clearTimeout(this.#timer);
		clearImmediate(this.#soon);
	}

	readonly #draw = (): void => {
		if (this.#closed || this.#taking) return;
		const now = performance.now();
		const echo = this.#wanted && this.#isEcho(now);
		const echoOnly = echo && this.#others && now < this.#stepEnd(false);
		this.#wanted = false;
		this.#others &&= echoOnly;
		const bytes = this.#frame(echoOnly);
		if (bytes !== '') {
			if (echo) this.#echoes -= 1;
			// The others keep to their step.
			if (!echoOnly) this.#noteFrame(now);
			this.#taking = true;
			this.#stream.write(bytes, this.#taken);
		} else if (this.#others) this.#schedule();
	};

	#noteFrame(now: number): void {
		if (now - this.#last > QUIET_MS) this.#began = now;
		this.#last = now;
	}

	readonly #taken = (): void => {
		this.#taking = false;
		this.#whenTaken?.();
		if (!this.#closed && (this.#wanted || this.#others)) this.#schedule();
	};
}
