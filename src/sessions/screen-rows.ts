// A row of a terminal buffer as stretches of styled text. What an agent wrote is hostile: nothing that controls,
// reorders or hides text leaves a cell.
import type {StyledText} from '../domain/screen.ts';
import {printable} from '../domain/text.ts';
import {backgroundOf, type ContentCell, foregroundOf, glyphAt, sgrOf, type TerminalLine, underlineOf} from './cells.ts';

/** A cell with a hundred combining marks paints over its neighbours; this many UTF-16 units are enough for any emoji. */
const LONGEST_CELL = 24;

/** The row in as few stretches as its styles allow, blanks at its end left out. */
export const styledRow = (line: TerminalLine | undefined, cell: ContentCell): StyledText[] => {
	const stretches: StyledText[] = [];
	if (line === undefined) return stretches;
	let key: string | undefined;
	let text = '';
	let style: Omit<StyledText, 'text'> | undefined;
	const finish = () => {
		if (style !== undefined && text !== '') stretches.push({text, ...style});
		text = '';
	};
	for (let x = 0; x < line.length; x++) {
		const current = line.getCell(x, cell);
		const glyph = current === undefined ? null : glyphAt(line, x, current);
		if (current === undefined || glyph === null) continue;
		const next = sgrOf(current);
		if (next !== key) {
			finish();
			key = next;
			style = styleOf(current);
		}
		text += cellText(glyph, current);
	}
	finish();
	return withoutTrailingBlanks(stretches);
};

const styleOf = (cell: ContentCell): Omit<StyledText, 'text'> => ({
	fg: foregroundOf(cell),
	bg: backgroundOf(cell),
	bold: cell.isBold() !== 0,
	dim: cell.isDim() !== 0,
	italic: cell.isItalic() !== 0,
	underline: underlineOf(cell) !== 0,
	inverse: cell.isInverse() !== 0,
	strike: cell.isStrikethrough() !== 0,
});

const cellText = (glyph: string, cell: ContentCell): string => {
	const text = cell.isInvisible() ? '' : printable(glyph).slice(0, LONGEST_CELL).toWellFormed();
	if (glyph === ' ') return ' ';
	// A mark alone would join the cell before it; those of Indic scripts that take a column are letters.
	return text === '' || /^[\p{Mn}\p{Me}\u200c\u200d]/u.test(text) ? ' '.repeat(cell.getWidth()) : text;
};

const withoutTrailingBlanks = (stretches: StyledText[]): StyledText[] => {
	for (let last = stretches.at(-1); last !== undefined; last = stretches.at(-1)) {
		if (last.bg !== null || last.inverse || last.underline || last.strike) break;
		const text = last.text.trimEnd();
		stretches.pop();
		if (text === '') continue;
		stretches.push({...last, text});
		break;
	}
	return stretches;
};
