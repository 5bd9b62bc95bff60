// What is on the screen as surfaces of cells: what mosaic draws, sessions' screens over it, a dialog or message above both.
import type {RowRange, Size} from '../domain/screen.ts';
import {anyLinks, policyFor, type WallSettings} from '../domain/wall-policy.ts';
import {Compositor} from './compositor/compositor.ts';
import {partOf, type Surface} from './compositor/surface.ts';
import {TextSurface} from './compositor/text-surface.ts';
import type {DrawnSurface} from './draw/drawn-surface.ts';
import {overlayRects} from './draw/surfaces.ts';
import type {Frame} from './frame.ts';
import {historySurfaces} from './history/surfaces.ts';
import type {Rect} from './layout.ts';
import {withoutLinks} from './link-surface.ts';
import {cursorOf, type Pane, panesOf} from './pane.ts';
import {paneSurface} from './pane-surface.ts';
import {findSession, paneKey, refOf} from './panes/pane-session.ts';
import {paint, type Theme} from './theme.ts';

/** One screen. `follow` and the draw functions take what is new, `bytes` gives what the terminal has to be told. */
export class Stage {
	readonly #compositor: Compositor;
	readonly #theme: Theme;
	readonly #wall: WallSettings | undefined;
	#chrome: readonly Surface[] = [];
	#ink: TextSurface | undefined;
	#frame: Frame | undefined;
	#panes: readonly Pane[] = [];
	#overlays: readonly Rect[] = [];

	/** `wall` says whose hyperlinks reach the terminal. */
	constructor(size: Size, theme: Theme, wall?: WallSettings) {
		this.#theme = theme;
		this.#wall = wall;
		this.#compositor = new Compositor(size, theme.depth, wall !== undefined && anyLinks(wall));
	}

	resize(size: Size): void {
		this.#compositor.resize(size);
	}

	/** Nothing is known of what the terminal shows. */
	forget(): void {
		this.#compositor.invalidate();
	}

	/** Draws without Ink. */
	drawPlainly(surfaces: readonly DrawnSurface[], theme = this.#theme): void {
		const painted = (surface: DrawnSurface) => surface.lines.map((line) => paint(theme, line));
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

	/** Takes the loop's frame, or notes that cells of sessions' screens changed; `typedOnly` leaves all but the one that is typed into for later. */
	follow(frame: Frame, typedOnly = false): void {
		const panes = panesOf(frame);
		const overlays = frame === this.#frame ? this.#overlays : overlayRects(frame);
		const stays =
			frame.view.theme.name === this.#frame?.view.theme.name &&
			sameList(panes, this.#panes, samePane) &&
			(overlays === this.#overlays || sameList(overlays, this.#overlays, sameRect));
		const {attached} = frame.view.state;
		const typed = typedOnly && attached !== null ? paneKey(attached) : undefined;
		const damaged = panes.map((pane) => (typed === undefined || pane.key === typed ? damageOf(pane) : null));
		this.#frame = frame;
		this.#panes = panes;
		this.#overlays = overlays;
		if (!stays) return this.#arrange();
		for (const rows of damaged) if (rows) this.#compositor.damage(rows.first, rows.last);
	}

	/** The bytes that bring the terminal to the present; empty where it is there. */
	bytes(): string {
		return this.#compositor.frame(this.#frame ? cursorOf(this.#frame, this.#panes) : null);
	}

	#surfacesOf(pane: Pane): readonly Surface[] {
		const theme = this.#frame?.view.theme;
		const surfaces = pane.history
			? historySurfaces(pane.history, pane.rect, theme ?? this.#theme)
			: [paneSurface(pane, theme ?? this.#theme)];
		return this.#letsLinksOut(pane) ? surfaces : surfaces.map(withoutLinks);
	}

	#letsLinksOut({key}: Pane): boolean {
		if (this.#wall?.runtimes === undefined || this.#frame === undefined) return true;
		const session = findSession(this.#frame.view.control, refOf(key))?.session;
		return policyFor(this.#wall, session?.runtime).links === 'allow';
	}

	#arrange(): void {
		const top = this.#chrome.at(-1);
		this.#compositor.show([
			...this.#chrome,
			...this.#panes.flatMap((pane) => this.#surfacesOf(pane)),
			...(top ? this.#overlays.map((rect) => partOf(top, rect)) : []),
		]);
	}
}

/** The terminal's rows in which a pane's cells may have changed. */
const damageOf = ({screen, rect, first}: Pane): RowRange | null => {
	const damage = screen.takeDamage();
	if (damage === null) return null;
	const top = rect.y - first;
	const last = rect.y + rect.height - 1;
	return {first: Math.max(rect.y, top + damage.first), last: Math.min(last, top + damage.last)};
};

const sameList = <T>(ones: readonly T[], others: readonly T[], same: (one: T, other: T) => boolean): boolean =>
	ones.length === others.length && ones.every((one, index) => same(one, others[index] as T));

const samePane = (one: Pane, other: Pane): boolean =>
	one.screen === other.screen &&
	one.history === other.history &&
	one.version === other.version &&
	one.first === other.first &&
	one.left === other.left &&
	one.letterbox === other.letterbox &&
	sameRect(one.rect, other.rect);

const sameRect = (one: Rect, other: Rect): boolean =>
	one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
