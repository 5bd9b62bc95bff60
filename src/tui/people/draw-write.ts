import type {Size} from '../../domain/screen.ts';
import {cellText, cut, wrap} from '../cells.ts';
import {centred, type DialogDrawing} from '../draw/centred.ts';
import {framed} from '../draw/frame.ts';
import {span} from '../line.ts';
import type {Line} from '../theme.ts';
import {widthOf} from '../width.ts';
import type {WriteDialog} from './write.ts';

const WIDEST = 84;
const CARET = '▏';

/** A box to write into: what it is about, the text around its caret, and the keys that send it. */
export const drawWrite = (dialog: WriteDialog, size: Size): DialogDrawing => {
	const width = Math.min(WIDEST, size.cols - 2);
	const inner = width - 4;
	const about = dialog.about
		.flatMap((text) => wrap(cellText(text), inner, 3))
		.slice(0, size.rows < 16 ? 2 : 6)
		.map((line): Line => [span(` ${line}`, 'muted')]);
	const {lines, caret} = textLines(dialog, inner);
	const room = Math.max(1, Math.min(12, size.rows - 6 - about.length));
	const top = Math.max(0, Math.min(caret - Math.floor(room / 2), lines.length - room));
	const seen = lines.slice(top, top + room).map((line): Line => [span(` ${line}`)]);
	const filled = Array.from({length: Math.min(room, Math.max(3, lines.length))}, (_, row) => seen[row] ?? []);
	const body = [...about, [span('─'.repeat(width - 2), 'border')], ...filled];
	const rect = centred(width, body.length + 2, size);
	const note = cut('Enter sends · Alt+Enter new line · Ctrl+O editor · Esc closes', width - 6);
	return {rect, lines: framed(rect, {title: cellText(dialog.title), focused: true, note}, body)};
};

/** The lines of the text as they are wrapped, with the caret drawn into the one that has it. */
const textLines = ({text, at}: WriteDialog, width: number): {lines: string[]; caret: number} => {
	const lines: string[] = [];
	let caret = 0;
	let start = 0;
	for (const own of text.split('\n')) {
		const end = start + own.length;
		const has = at >= start && at <= end;
		const marked = has ? `${own.slice(0, at - start)}${CARET}${own.slice(at - start)}` : own;
		for (const part of pieces(marked, width)) {
			if (part.includes(CARET)) caret = lines.length;
			lines.push(part);
		}
		start = end + 1;
	}
	return {lines, caret};
};

/** Cut after so many cells and not at blanks, so that the caret is where it seems to be. */
const pieces = (text: string, width: number): string[] => {
	const parts: string[] = [];
	let part = '';
	let used = 0;
	for (const letter of text.replaceAll('\t', '    ')) {
		const own = widthOf(letter);
		if (used + own > width) {
			parts.push(part);
			part = '';
			used = 0;
		}
		part += letter;
		used += own;
	}
	return [...parts, part];
};
