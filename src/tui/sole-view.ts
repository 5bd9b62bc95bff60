// One session's screen alone in the terminal, above a line that names the leave key.
import type {ScreenView, Size} from '../domain/screen.ts';
import {cellText, padTo} from './cells.ts';
import {Compositor} from './compositor/compositor.ts';
import {TextSurface} from './compositor/text-surface.ts';
import {themeFor} from './theme.ts';

/** Gives the bytes that show a session; the session has all rows but the last. */
export class SoleView {
	readonly #screen: ScreenView;
	readonly #footer: string;
	readonly #compositor: Compositor;
	#size: Size;

	/** `links`: whether hyperlinks of the agent reach the terminal. */
	constructor(screen: ScreenView, footer: string, size: Size, env: NodeJS.ProcessEnv, links = false) {
		this.#screen = screen;
		this.#footer = footer;
		this.#compositor = new Compositor(size, themeFor(env).depth, links);
		this.#size = size;
		this.resize(size);
	}

	resize(size: Size): void {
		const {cols, rows} = size;
		this.#size = size;
		this.#compositor.resize(size);
		const line = `\u001b[7m${padTo(cellText(this.#footer), cols)}\u001b[m`;
		this.#compositor.show([
			{rect: {x: 0, y: 0, width: cols, height: rows - 1}, cells: (y, sink) => this.#screen.cells(y, sink)},
			new TextSurface({x: 0, y: rows - 1, width: cols, height: 1}, [line]),
		]);
	}

	/** Nothing is known of what the terminal shows. */
	forget(): void {
		this.#compositor.invalidate();
	}

	/** The bytes that bring the terminal to the present; empty where it is there. */
	bytes(): string {
		const damage = this.#screen.takeDamage();
		if (damage) this.#compositor.damage(damage.first, Math.min(damage.last, this.#size.rows - 2));
		const {x, y, visible} = this.#screen.cursor;
		const seen = visible && y < this.#size.rows - 1;
		return this.#compositor.frame(seen ? {x: Math.min(x, this.#size.cols - 1), y} : null);
	}
}
