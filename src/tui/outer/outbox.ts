/** Sequences that wait to be written with the next frame, in their order. */
export class Outbox {
	#waiting = '';
	readonly #request: () => void;

	/** `request` asks for a frame. */
	constructor(request: () => void) {
		this.#request = request;
	}

	readonly put = (bytes: string): void => {
		this.#waiting += bytes;
		this.#request();
	};

	take(): string {
		const bytes = this.#waiting;
		this.#waiting = '';
		return bytes;
	}
}
