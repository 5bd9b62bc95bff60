import type {Size} from '../../domain/screen.ts';
import {cellText, wrap} from '../cells.ts';
import {clickable, fitLine, lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Answer, Dialog} from '../view-state.ts';
import {centred, type DialogDrawing, dialogWidth} from './centred.ts';
import {framed} from './frame.ts';

const WIDEST = 66;

/** A question: what will happen to what, and a button for each answer; the chosen one is what Enter gives. */
export const drawConfirm = (dialog: Extract<Dialog, {kind: 'confirm'}>, size: Size): DialogDrawing => {
	const width = dialogWidth(WIDEST, size);
	const inner = width - 2;
	const text = dialog.question.flatMap((paragraph, index) =>
		wrap(cellText(paragraph), inner - 2, size.rows < 16 && index === 0 ? 2 : 4).map((line) => [
			span(' '),
			span(line, index === 0 ? 'strong' : 'text'),
		]),
	);
	const buttons = buttonLines(dialog.answers, dialog.chosen, inner);
	const room = Math.max(1, size.rows - 5 - buttons.length);
	const body = text.length < room ? [...text, [], ...buttons] : [...text.slice(0, room), ...buttons];
	const rect = centred(width, body.length + 2, size);
	const title = cellText(dialog.title ?? 'Sure?');
	return {
		rect,
		lines: framed(
			rect,
			{title, focused: true, note: width < 50 ? '' : '←→ choose · Enter takes it · Esc closes'},
			body,
		),
	};
};

/** Buttons side by side where they fit, else one below the other. */
const buttonLines = (answers: readonly Answer[], chosen: number, width: number): Line[] => {
	const buttons = answers.map((answer, choose) => clickable(button(answer, choose === chosen), {choose}));
	const row = buttons.flatMap((line) => [span('  '), ...line]);
	if (lineWidth(row) <= width) return [row];
	return buttons.map((line) => fitLine([span('  '), ...line], width));
};

const button = ({key, label}: Answer, chosen: boolean): Line => {
	const text = cellText(label);
	return chosen
		? [span('› ', 'accent'), span(`[ ${key} ${text} ]`, 'selected')]
		: [span('  '), span('[ '), span(key, 'marked'), span(` ${text} ]`)];
};
