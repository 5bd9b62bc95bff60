// A real terminal emulator as a pane's screen, and what its history mode draws from it as lines of text.
import {onTestFinished} from 'vitest';
import {ATTRIBUTES, type CellSink, type ScreenView, type Size} from '../../../src/domain/screen.ts';
import {createScreen} from '../../../src/sessions/screen.ts';
import {giveHistoryCells} from '../../../src/tui/history/cells.ts';
import {historyAction} from '../../../src/tui/history/keys.ts';
import {PaneHistory} from '../../../src/tui/history/pane-history.ts';
import type {HistoryEffect} from '../../../src/tui/history/state.ts';
import {messageLine, positionLine} from '../../../src/tui/history/status.ts';
import type {Line} from '../../../src/tui/theme.ts';

const DEFAULT = {cols: 40, rows: 6};

/** A terminal that has read `text`; what follows is read by `feed`. */
export const aSheet = (text: string, size: Size = DEFAULT, scrollback = 1000) => {
	const screen = createScreen({size, scrollback});
	onTestFinished(() => screen.dispose());
	const feed = (more: string) => screen.write(Buffer.from(more));
	feed(text);
	const view: ScreenView = {
		get size() {
			return screen.size();
		},
		status: 'live',
		get cursor() {
			return screen.cursor();
		},
		get modes() {
			return screen.modes();
		},
		history: screen.history,
		row: screen.row,
		cells: screen.cells,
		takeDamage: screen.takeDamage,
		subscribe: () => () => {},
		close: () => {},
	};
	return {view, feed, resize: screen.resize};
};

/** Lines `line 0` to `line N-1`, each on a row of its own. */
export const numbered = (count: number, from = 0): string =>
	Array.from({length: count}, (_, at) => `line ${from + at}\r\n`).join('');

/** A pane of a sheet in history mode, driven by the names of keys. */
export const held = (sheet: ReturnType<typeof aSheet>, rows = sheet.view.size.rows) => {
	const effects: HistoryEffect[] = [];
	const clock = {now: 0};
	const history = new PaneHistory(
		sheet.view,
		{rows, cols: sheet.view.size.cols, first: 0},
		{changed: () => {}, perform: (effect) => void effects.push(effect), now: () => clock.now},
	);
	onTestFinished(() => history.close());
	const pressed = (name: string): void => {
		if (history.typing) return history.type({kind: 'key', name});
		const action = historyAction(name);
		if (action === undefined) throw new Error(`no key ${name}`);
		history.do(action);
	};
	const rowText = (y: number) =>
		drawn(history, y)
			.map(({glyph}) => glyph)
			.join('')
			.trimEnd();
	return {
		history,
		effects,
		clock,
		press: (...names: string[]) => {
			for (const name of names) pressed(name);
		},
		type: (text: string) => {
			for (const name of text) pressed(name);
		},
		rows: () => Array.from({length: history.state.rows}, (_, y) => rowText(y)),
		/** The characters that are drawn with an attribute or a background, row by row. */
		lit: (wanted: 'hit' | 'current' | 'selected') =>
			Array.from({length: history.state.rows}, (_, y) =>
				drawn(history, y)
					.filter((cell) => kindOf(cell) === wanted)
					.map(({glyph}) => glyph)
					.join(''),
			).filter((text) => text !== ''),
		position: () => textOf(positionLine(history.document, history.state)).trim(),
		message: () => textOf(messageLine(history.state) ?? []).trim(),
		copied: () => effects.flatMap((effect) => (effect.do === 'copy' ? [effect.text] : [])),
		left: () => effects.some((effect) => effect.do === 'leave'),
	};
};

type Drawn = {glyph: string; bg: number; attributes: number};

const drawn = (history: PaneHistory, y: number): Drawn[] => {
	const cells: Drawn[] = [];
	const sink: CellSink = {
		put: (x, glyph, width, _fg, bg, attributes) => {
			while (cells.length < x) cells.push({glyph: ' ', bg: 0, attributes: 0});
			cells[x] = {glyph: typeof glyph === 'number' ? String.fromCodePoint(glyph) : glyph, bg, attributes};
			if (width === 2) cells[x + 1] = {glyph: '', bg, attributes};
		},
	};
	giveHistoryCells({document: history.document, state: history.state, theme: {depth: 'full'}}, y, sink);
	return cells;
};

const kindOf = ({bg, attributes}: Drawn): 'hit' | 'current' | 'selected' | null => {
	const underlined = (attributes & ATTRIBUTES.underline) !== 0;
	const inverse = (attributes & ATTRIBUTES.inverse) !== 0;
	if (underlined) return inverse ? 'current' : bg === 0 ? null : 'hit';
	return inverse ? 'selected' : null;
};

const textOf = (line: Line): string => line.map((part) => part.text).join('');
