// The cells of all surfaces against the cells that the terminal shows: what differs comes out as escape sequences.
import type {Size} from '../../domain/screen.ts';
import type {ColourDepth} from '../theme.ts';
import {Clusters} from './clusters.ts';
import {Extras} from './extras.ts';
import {FrameWriter} from './frame-writer.ts';
import {Grid} from './grid.ts';
import {RowSink} from './row-sink.ts';
import {findScroll, hashOf} from './scrolled.ts';
import type {Surface} from './surface.ts';

export type Place = {readonly x: number; readonly y: number};

// DEC mode 2026: the terminal shows all of a frame at once. https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036
const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
/** Shorter frames need no hidden cursor: nobody sees it run. */
const LONG = 100;

/** Keeps the front grid of one terminal. `frame` gives the bytes; who writes them all, in order, is the caller. */
export class Compositor {
	readonly #clusters = new Clusters();
	readonly #extras: Extras;
	readonly #writer: FrameWriter;
	readonly #sink: RowSink;
	#front = new Grid(0, 0);
	#back = new Grid(0, 0);
	#dirty = new Uint8Array(0);
	/** The hashes of the rows that are wanted, and of those that the terminal shows, which were wanted before. */
	#wanted = new Int32Array(0);
	#shown = new Int32Array(0);
	#surfaces: readonly Surface[] = [];
	#unknown = true;
	#cursorShown = false;

	/** `links`: whether hyperlinks of agents reach the terminal. */
	constructor(size: Size, depth: ColourDepth, links = false) {
		this.#extras = new Extras(depth, links);
		this.#writer = new FrameWriter(this.#clusters, this.#extras);
		this.#sink = new RowSink(this.#back, this.#clusters, this.#extras, depth);
		this.resize(size);
	}

	/** The terminal has this size, and what it shows is not known. */
	resize({cols, rows}: Size): void {
		this.#front = new Grid(cols, rows);
		this.#back = new Grid(cols, rows);
		this.#dirty = new Uint8Array(rows);
		this.#wanted = new Int32Array(rows);
		this.#shown = new Int32Array(rows);
		this.invalidate();
	}

	/** Whatever the terminal shows is not what was written: the next frame clears it and draws all. */
	invalidate(): void {
		this.#unknown = true;
		this.#cursorShown = false;
		this.damage(0, this.#dirty.length - 1);
	}

	/** From now on these are seen, back to front. Their rows are compared anew; `damage` tells of later changes. */
	show(surfaces: readonly Surface[]): void {
		this.#surfaces = surfaces;
		this.damage(0, this.#dirty.length - 1);
	}

	/** The surfaces' cells in these rows of the terminal may have changed. */
	damage(first: number, last: number): void {
		this.#dirty.fill(1, Math.max(0, first), Math.max(0, last + 1));
	}

	/** The bytes that bring the terminal to the surfaces' present cells and the cursor; empty where nothing differs. */
	frame(cursor: Place | null): string {
		if (this.#clusters.isFull || this.#extras.isFull) this.#forgetTables();
		const writer = this.#writer;
		if (this.#unknown) {
			this.#front.clear();
			this.#shown.fill(0);
			writer.clear();
			this.#unknown = false;
		}
		this.#compose();
		this.#drawRows();
		const cells = writer.take();
		const shown = this.#placeCursor(cursor, cells !== '');
		if (cells === '' && shown === '') return '';
		const hide = this.#cursorShown && cells.length > LONG ? '\u001b[?25l' : '';
		const show = hide === '' || cursor === null ? '' : '\u001b[?25h';
		this.#cursorShown = cursor !== null;
		return BEGIN + hide + cells + shown + show + END;
	}

	#forgetTables(): void {
		this.#clusters.clear();
		this.#extras.clear();
		this.invalidate();
	}

	#compose(): void {
		const back = this.#back;
		for (let y = 0; y < back.rows; y++) {
			if (this.#dirty[y] === 0) continue;
			back.clear(y * back.cols, back.cols);
			for (const {rect, cells} of this.#surfaces) {
				if (y < rect.y || y >= rect.y + rect.height) continue;
				this.#sink.aim(back, rect, y);
				cells(y - rect.y, this.#sink);
			}
			back.mendRow(y);
			this.#wanted[y] = hashOf(back, y);
		}
	}

	#drawRows(): void {
		const {cols, rows} = this.#back;
		const first = this.#dirty.indexOf(1);
		const last = this.#dirty.lastIndexOf(1);
		if (first < 0) return;
		this.#scroll(first, last);
		for (let y = 0; y < rows; y++) {
			if (this.#dirty[y] === 0) continue;
			this.#writer.row(y, this.#front, this.#back);
			this.#front.copy(this.#back, y * cols, cols);
		}
		this.#shown.set(this.#wanted);
		this.#dirty.fill(0);
	}

	#scroll(first: number, last: number): void {
		const front = this.#front;
		const {cols} = front;
		const found = findScroll(this.#shown.subarray(first, last + 1), this.#wanted.subarray(first, last + 1), first);
		if (found === undefined) return;
		const {top, bottom, count} = found;
		this.#writer.scroll(top, bottom, count);
		const kept = bottom - top + 1 - Math.abs(count);
		const from = count > 0 ? top + count : top;
		const to = count > 0 ? top : top - count;
		front.copy(front, from * cols, kept * cols, to * cols);
		front.clear((count > 0 ? top + kept : top) * cols, Math.abs(count) * cols);
		this.damage(top, bottom);
	}

	/** The sequence for the cursor; the cells of this frame may have moved it. */
	#placeCursor(cursor: Place | null, moved: boolean): string {
		if (cursor === null) return this.#cursorShown ? '\u001b[?25l' : '';
		this.#writer.moveTo(cursor.x, cursor.y);
		const move = this.#writer.take();
		const reveal = this.#cursorShown ? '' : '\u001b[?25h';
		return moved || move !== '' || reveal !== '' ? move + reveal : '';
	}
}
