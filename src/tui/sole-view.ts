// One session's screen alone in the terminal, above a line that names the leave key.
import type {ScreenView, Size} from '../domain/screen.ts';
import {cellText, padTo} from './cells.ts';
import {Compositor, type Place} from './compositor/compositor.ts';
import type {Surface} from './compositor/surface.ts';
import {TextSurface} from './compositor/text-surface.ts';
import {historyCursor, historySurfaces} from './history/surfaces.ts';
import type {Rect} from './layout.ts';
import type {SoleHistory} from './sole-history.ts';
import {type Theme, themeFor} from './theme.ts';

export type SoleViewOptions = {
	readonly screen: ScreenView;
	readonly history: SoleHistory;
	/** What the last line says, while the session is typed into and while it is held. */
	readonly footer: string;
	readonly heldFooter: string;
	readonly size: Size;
	readonly env: NodeJS.ProcessEnv;
	/** Whether hyperlinks of the agent reach the terminal. */
	readonly links: boolean;
};

/** Gives the bytes that show a session; the session has all rows but the last. */
export class SoleView {
	readonly #options: SoleViewOptions;
	readonly #theme: Theme;
	readonly #compositor: Compositor;
	#size: Size;
	/** What is arranged now; another word stands for another arrangement. */
	#arranged = '';

	constructor(options: SoleViewOptions) {
		this.#options = options;
		this.#theme = themeFor(options.env);
		this.#compositor = new Compositor(options.size, this.#theme.depth, options.links);
		this.#size = options.size;
	}

	resize(size: Size): void {
		this.#size = size;
		this.#arranged = '';
		this.#compositor.resize(size);
	}

	/** Nothing is known of what the terminal shows. */
	forget(): void {
		this.#compositor.invalidate();
	}

	/** The bytes that bring the terminal to the present; empty where it is there. */
	bytes(): string {
		const {screen} = this.#options;
		this.#arrange();
		const damage = screen.takeDamage();
		if (damage) this.#compositor.damage(damage.first, Math.min(damage.last, this.#size.rows - 2));
		return this.#compositor.frame(this.#cursor());
	}

	get #rect(): Rect {
		return {x: 0, y: 0, width: this.#size.cols, height: this.#size.rows - 1};
	}

	#arrange(): void {
		const {screen, history, footer, heldFooter} = this.#options;
		const held = history.held();
		const line = history.said() ?? (held ? heldFooter : footer);
		const wanted = `${held?.version ?? 'live'} ${line}`;
		if (wanted === this.#arranged) return;
		this.#arranged = wanted;
		const {cols, rows} = this.#size;
		const live: Surface = {rect: this.#rect, cells: (y, sink) => screen.cells(y, sink)};
		const text = `\u001b[7m${padTo(cellText(line), cols)}\u001b[m`;
		this.#compositor.show([
			...(held ? historySurfaces(held, this.#rect, this.#theme) : [live]),
			new TextSurface({x: 0, y: rows - 1, width: cols, height: 1}, [text]),
		]);
	}

	#cursor(): Place | null {
		const held = this.#options.history.held();
		if (held) return historyCursor(held, this.#rect);
		const {x, y, visible} = this.#options.screen.cursor;
		return visible && y < this.#size.rows - 1 ? {x: Math.min(x, this.#size.cols - 1), y} : null;
	}
}
