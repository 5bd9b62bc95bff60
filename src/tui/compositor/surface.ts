import type {CellSink} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';

/** A rectangle of the screen and what gives its cells. Surfaces cover each other in the order they are given. */
export type Surface = {
	readonly rect: Rect;
	/** Gives the cells of row `y`, counted from the rectangle's top; what it leaves out is blank. */
	readonly cells: (y: number, sink: CellSink) => void;
};

/** The part of a surface under `rect`, as a surface of its own: a dialog that shall lie above a session's screen. */
export const partOf = (surface: Surface, rect: Rect): Surface => {
	const dx = rect.x - surface.rect.x;
	const dy = rect.y - surface.rect.y;
	return {
		rect,
		cells: (y, sink) =>
			surface.cells(y + dy, {
				put: (x, glyph, width, fg, bg, attributes, extra) => sink.put(x - dx, glyph, width, fg, bg, attributes, extra),
			}),
	};
};
