// What is on the screen as surfaces of cells: what mosaic draws, the session's screen over it, a dialog above both.
import type {Size} from '../domain/screen.ts';
import {Compositor} from './compositor/compositor.ts';
import {partOf, type Surface} from './compositor/surface.ts';
import {TextSurface} from './compositor/text-surface.ts';
import {type DrawnSurface, overlayRects} from './draw/surfaces.ts';
import type {Rect} from './layout.ts';
import {cursorOf, type Pane, paneOf} from './pane.ts';
import {paint, type Theme} from './theme.ts';
import type {Frame} from './ui.ts';

/** One screen. `follow` and the draw functions take what is new, `bytes` gives what the terminal has to be told. */
export class Stage {
	readonly #compositor: Compositor;
	readonly #theme: Theme;
	#chrome: readonly Surface[] = [];
	#ink: TextSurface | undefined;
	#frame: Frame | undefined;
	#pane: Pane | null = null;
	#overlays: readonly Rect[] = [];

	constructor(size: Size, theme: Theme) {
		this.#theme = theme;
		this.#compositor = new Compositor(size, theme.depth);
	}

	resize(size: Size): void {
		this.#compositor.resize(size);
	}

	/** Nothing is known of what the terminal shows. */
	forget(): void {
		this.#compositor.invalidate();
	}

	/** Draws without Ink. */
	drawPlainly(surfaces: readonly DrawnSurface[]): void {
		const painted = (surface: DrawnSurface) => surface.lines.map((line) => paint(this.#theme, line));
		this.#chrome = surfaces.map((surface) => new TextSurface(surface.rect, painted(surface)));
		this.#arrange();
	}

	/** Takes a frame that Ink drew. */
	drawLines(lines: readonly string[], {cols, rows}: Size): void {
		const rect = {x: 0, y: 0, width: cols, height: rows};
		if (this.#ink === undefined || this.#chrome[0] !== this.#ink) {
			this.#ink = new TextSurface(rect);
			this.#chrome = [this.#ink];
			this.#arrange();
		}
		this.#ink.rect = rect;
		const changed = this.#ink.write(lines);
		if (changed) this.#compositor.damage(changed.first, changed.last);
	}

	/** Takes the loop's frame, or notes that cells of its session's screen changed. */
	follow(frame: Frame): void {
		const pane = paneOf(frame);
		const overlays = frame === this.#frame ? this.#overlays : overlayRects(frame);
		const damage = pane?.screen.takeDamage();
		const stays = samePane(pane, this.#pane) && sameRects(overlays, this.#overlays);
		this.#frame = frame;
		this.#pane = pane;
		this.#overlays = overlays;
		if (!stays) return this.#arrange();
		if (pane && damage) {
			const top = pane.rect.y - pane.first;
			const last = pane.rect.y + pane.rect.height - 1;
			this.#compositor.damage(Math.max(pane.rect.y, top + damage.first), Math.min(last, top + damage.last));
		}
	}

	/** The bytes that bring the terminal to the present; empty where it is there. */
	bytes(): string {
		return this.#compositor.frame(this.#frame ? cursorOf(this.#frame, this.#pane) : null);
	}

	#arrange(): void {
		const top = this.#chrome.at(-1);
		this.#compositor.show([
			...this.#chrome,
			...(this.#pane ? [surfaceOf(this.#pane)] : []),
			...(top ? this.#overlays.map((rect) => partOf(top, rect)) : []),
		]);
	}
}

const surfaceOf = ({screen, rect, first}: Pane): Surface => ({
	rect,
	cells: (y, sink) => screen.cells(first + y, sink),
});

const samePane = (one: Pane | null, other: Pane | null): boolean =>
	one?.screen === other?.screen && one?.first === other?.first && sameRect(one?.rect, other?.rect);

const sameRect = (one: Rect | undefined, other: Rect | undefined): boolean =>
	one?.x === other?.x && one?.y === other?.y && one?.width === other?.width && one?.height === other?.height;

const sameRects = (some: readonly Rect[], others: readonly Rect[]): boolean =>
	some.length === others.length && some.every((rect, index) => sameRect(rect, others[index]));
