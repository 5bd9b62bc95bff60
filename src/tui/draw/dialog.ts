import type {Size} from '../../domain/screen.ts';
import {cellText, wrap} from '../cells.ts';
import {BINDINGS} from '../keymap.ts';
import type {Rect} from '../layout.ts';
import {fitLine, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Dialog} from '../view-state.ts';
import {framed} from './frame.ts';
import {keyName} from './key-name.ts';

const GROUPS = ['Move', 'Tasks', 'Sessions', 'Everywhere'] as const;
const KEYS_WIDTH = 16;

export type DialogDrawing = {readonly rect: Rect; readonly lines: readonly Line[]};

/** A dialog in the middle of the screen: a question, or the help made from the key table. */
export const drawDialog = (dialog: Dialog, size: Size): DialogDrawing =>
	dialog.kind === 'help' ? drawHelp(dialog.top, size) : drawConfirm(dialog.question, size);

const drawConfirm = (question: readonly string[], size: Size): DialogDrawing => {
	const width = Math.min(64, size.cols - 2);
	const text = question.flatMap((paragraph, index) =>
		wrap(cellText(paragraph), width - 4, 3).map((line) => [span(' '), span(line, index === 0 ? 'strong' : 'text')]),
	);
	const answers: Line = [span(' y', 'marked'), span(' yes   ', 'accent'), span('n', 'marked'), span(' no', 'accent')];
	const room = size.rows - 6;
	const body = text.length < room ? [...text, [], answers] : [...text.slice(0, room), answers];
	const rect = centred(width, body.length + 2, size);
	return {rect, lines: framed(rect, {title: 'Sure?', focused: true}, body)};
};

/** How far the help can be scrolled in a terminal of this size. */
export const mostHelpScroll = (size: Size): number =>
	Math.max(0, helpLines(helpWidth(size) - 2).length - (size.rows - 5));

const helpWidth = (size: Size): number => Math.min(78, size.cols - 2);

const drawHelp = (top: number, size: Size): DialogDrawing => {
	const width = helpWidth(size);
	const all = helpLines(width - 2);
	const rect = centred(width, Math.min(size.rows - 3, all.length + 2), size);
	const seen = rect.height - 2;
	const first = Math.min(top, mostHelpScroll(size));
	const note = all.length > seen ? `${first + seen}/${all.length}  j/k scroll · Esc closes` : 'Esc closes';
	return {rect, lines: framed(rect, {title: 'Keys', focused: true, note}, all.slice(first, first + seen))};
};

const helpLines = (width: number): Line[] =>
	GROUPS.flatMap((group): Line[] => [
		[span(` ${group}`, 'accent')],
		...BINDINGS.filter((binding) => binding.group === group).flatMap((binding) => {
			const keys = binding.keys.map(keyName).join(' ');
			return wrap(binding.help, width - KEYS_WIDTH - 2).map((line, index) =>
				index === 0
					? [...fitLine([span(`  ${keys}`, 'marked')], KEYS_WIDTH), span(` ${line}`)]
					: [span(' '.repeat(KEYS_WIDTH)), span(` ${line}`)],
			);
		}),
	]);

const centred = (width: number, height: number, size: Size): Rect => ({
	x: Math.floor((size.cols - width) / 2),
	y: Math.max(1, Math.floor((size.rows - height) / 2)),
	width,
	height,
});
