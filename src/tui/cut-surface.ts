// Rows that are wider than their place: what is seen of them, and a mark where they go on.
import type {CellSink} from '../domain/screen.ts';
import type {Surface} from './compositor/surface.ts';
import {cellStyle, type Theme} from './theme.ts';
import type {Token} from './themes/token.ts';

const BLANK = 32;
const [CUT_LEFT, CUT_RIGHT] = [0x2039, 0x203a];

/** The columns that are seen of a row. */
export type Columns = {readonly left: number; readonly width: number};

/** A sink that also takes marks of mosaic's own, in the style of one token. */
export type MarkingSink = CellSink & {mark(x: number, glyph: number): void};

/** The sink with marks in the style of `token`. */
export const marking = (theme: Theme, token: Token, sink: CellSink): MarkingSink => {
	const {fg, bg, attributes} = cellStyle(theme, token);
	return {
		put: (x, glyph, width, ...style) => sink.put(x, glyph, width, ...style),
		mark: (x, glyph) => sink.put(x, glyph, 1, fg, bg, attributes),
	};
};

/** The columns from `left` on, and a mark at an edge behind which the row goes on. */
export const cutCells = (give: (sink: CellSink) => void, {left, width}: Columns, sink: MarkingSink): void => {
	let before = false;
	let after = false;
	give({
		put: (x, glyph, cells, ...style) => {
			if (x < left) before ||= glyph !== BLANK;
			else if (x + cells > left + width) after ||= glyph !== BLANK;
			else sink.put(x - left, glyph, cells, ...style);
		},
	});
	if (before) sink.mark(0, CUT_LEFT);
	if (after) sink.mark(width - 1, CUT_RIGHT);
};

/** A part of a surface that is wider than its rectangle. */
export const cutSurface = ({rect, cells}: Surface, part: Columns, theme: Theme): Surface => ({
	rect,
	cells: (y, sink) => cutCells((into) => cells(y, into), part, marking(theme, 'accent', sink)),
});
