import {EventEmitter} from 'node:events';
import type {Size} from '../domain/screen.ts';

/** The stream that Ink draws into. It is no terminal: each frame is handed on as its lines. */
export class Canvas extends EventEmitter {
	readonly isTTY = true;
	#size: Size;
	readonly #onFrame: (lines: string[]) => void;

	constructor(size: Size, onFrame: (lines: string[]) => void) {
		super();
		this.#size = size;
		this.#onFrame = onFrame;
	}

	get columns(): number {
		return this.#size.cols;
	}

	get rows(): number {
		return this.#size.rows;
	}

	resize(size: Size): void {
		this.#size = size;
		this.emit('resize');
	}

	/** A frame is the screen's lines; what else Ink writes (a line feed at its end) shows nothing. */
	write(text: string, written?: () => void): boolean {
		if (text.trim() !== '' && !text.startsWith('\u001b[?')) this.#onFrame(text.split('\n'));
		if (written) setImmediate(written);
		return true;
	}
}
