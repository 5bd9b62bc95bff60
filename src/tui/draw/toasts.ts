// What mosaic tells, stacked above the footer: the newest at the bottom, over everything but dialogs.
import {cellText, wrap} from '../cells.ts';
import type {Layout} from '../layout.ts';
import {span} from '../line.ts';
import type {ShownToast, Tone} from '../notices.ts';
import {shownKey} from '../settings.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {View} from '../view.ts';
import {widthOf} from '../width.ts';
import type {DialogDrawing} from './centred.ts';
import {framed} from './frame.ts';

const WIDEST = 64;
const MOST_LINES = 4;

export const TONE_TOKENS: Readonly<Record<Tone, Token>> = {info: 'warn', good: 'good', bad: 'bad'};
export const TONE_GLYPHS: Readonly<Record<Tone, string>> = {info: '·', good: '●', bad: '✗'};

/** The box of messages; null where there are none. */
export const drawToasts = ({state, layout}: View): DialogDrawing | null => {
	const {shown} = state.notices;
	if (shown.length === 0 || state.attached) return null;
	const {cols, rows} = state.size;
	const widest = Math.min(WIDEST, cols - 2) - 4;
	const blocks = shown.map((toast) => toastLines(toast, widest));
	const kept = lastThatFit(blocks, Math.max(2, Math.floor(rows / 3)));
	const lines = kept.flat();
	const hidden = blocks.length - kept.length;
	const stays = shown.some(({until}) => until === null);
	const note = [
		...(hidden > 0 ? [`${hidden} more`] : []),
		...(stays ? [`${shownKey(state.settings, 'back')} dismisses`] : []),
		...(hidden > 0 || stays ? [`${shownKey(state.settings, 'messages')} lists all`] : []),
	].join(' · ');
	const needed = Math.max(...lines.map(lineCells), widthOf(note) + 2);
	const width = Math.min(WIDEST, cols - 2, needed + 4);
	const height = lines.length + 2;
	const rect = {x: cols - width - 1, y: Math.max(1, lastRowOf(layout) - height + 1), width, height};
	return {rect, lines: framed(rect, {title: '', focused: false, note}, lines)};
};

/** The row above what has to stay readable: the keys, and the header where that stands below. */
const lastRowOf = ({footer, header}: Layout): number => {
	if (footer.height > 1) return footer.y;
	return (header.y > 0 ? header.y : footer.y) - 1;
};

const lineCells = (line: Line): number => line.reduce((sum, part) => sum + widthOf(part.text), 0);

const toastLines = ({text, tone}: ShownToast, width: number): Line[] =>
	wrap(cellText(text), width - 2, MOST_LINES).map((line, row) => [
		span(row === 0 ? ` ${TONE_GLYPHS[tone]} ` : '   ', TONE_TOKENS[tone]),
		span(line, TONE_TOKENS[tone]),
	]);

const lastThatFit = (blocks: readonly Line[][], rows: number): Line[][] => {
	let left = rows;
	const kept: Line[][] = [];
	for (const block of blocks.toReversed()) {
		left -= block.length;
		if (left < 0 && kept.length > 0) break;
		kept.unshift(block);
	}
	return kept;
};
