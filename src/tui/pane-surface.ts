// A session's cells in its pane: what the pane cannot show is marked, and so is what the session does not have.
import type {CellSink} from '../domain/screen.ts';
import type {Surface} from './compositor/surface.ts';
import {cutCells, marking} from './cut-surface.ts';
import type {Pane} from './pane.ts';
import type {Theme} from './theme.ts';

const DOT = 0xb7;

/** The surface of a pane that is not held. Its session may have any size, and another one at any time. */
export const paneSurface = ({screen, rect, first, left, letterbox}: Pane, theme: Theme): Surface => ({
	rect,
	cells: (y, sink) => {
		const {cols, rows} = screen.size;
		const give = (into: CellSink) => screen.cells(first + y, into);
		if (cols > rect.width) cutCells(give, {left, width: rect.width}, marking(theme, 'accent', sink));
		else give(sink);
		if (!letterbox) return;
		const beyond = marking(theme, 'border', sink);
		for (let x = first + y >= rows ? 0 : cols - left; x < rect.width; x++) beyond.mark(x, DOT);
	},
});
