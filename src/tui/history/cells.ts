// The cells of a row in history mode: as they were printed, with hits and selection over them.
import type {CellSink} from '../../domain/screen.ts';
import {type CellStyle, cellStyle, type Theme} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {HistoryDocument} from './document.ts';
import {cellAt} from './row.ts';
import type {Hit} from './search.ts';
import {selectedColumns} from './selection.ts';
import type {HistoryState} from './state.ts';

const BLANK = 32;

/** Gives the cells of the row at `y` of the view. */
export const giveHistoryCells = (
	{document, state, theme}: {document: HistoryDocument; state: HistoryState; theme: Theme},
	y: number,
	sink: CellSink,
): void => {
	const line = state.top + y;
	const marked = highlightsOf(document, state, line, theme);
	if (marked === null) return document.cells(line, sink);
	for (let x = 0; x < marked.length; x++) {
		const style = marked[x];
		if (style) sink.put(x, BLANK, 1, style.fg, style.bg, style.attributes);
	}
	document.cells(line, {
		put: (x, glyph, width, fg, bg, attributes, extra) => {
			const style = marked[x];
			if (style) sink.put(x, glyph, width, style.fg, style.bg, style.attributes);
			else sink.put(x, glyph, width, fg, bg, attributes, extra);
		},
	});
};

/** The highlight of each column of a line; null where there is none. */
const highlightsOf = (
	document: HistoryDocument,
	state: HistoryState,
	line: number,
	theme: Theme,
): (CellStyle | undefined)[] | null => {
	const {search, selection} = state;
	let marked: (CellStyle | undefined)[] | null = null;
	const mark = (from: number, to: number, token: Token): void => {
		const style = cellStyle(theme, token);
		marked ??= [];
		for (let x = from; x < to; x++) marked[x] = style;
	};
	const hits = search?.hits ?? [];
	for (let at = firstOn(hits, line); at < hits.length; at++) {
		const hit = hits[at] as Hit;
		if (hit.from.line > line) break;
		const from = hit.from.line === line ? hit.from.x : 0;
		const to = hit.to.line === line ? cellAt(document.row(line), hit.to.x).to : document.cols;
		mark(from, to, at === search?.current ? 'hit-current' : 'hit');
	}
	const selected = selection && selectedColumns(document, selection, line);
	if (selected) mark(selected.from, selected.to, 'picked');
	return marked;
};

/** The first hit that ends on this line or below. */
const firstOn = (hits: readonly Hit[], line: number): number => {
	let low = 0;
	let high = hits.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((hits[middle] as Hit).to.line < line) low = middle + 1;
		else high = middle;
	}
	return low;
};
