import type {ScreenView} from '../../domain/screen.ts';
import {cellText} from '../cells.ts';
import {inside, type Rect} from '../layout.ts';
import {fitLine, span} from '../line.ts';
import type {Line, Theme} from '../theme.ts';
import type {View} from '../view.ts';
import {elapsed} from './elapsed.ts';
import {framed} from './frame.ts';
import {message} from './message.ts';
import {screenSpan} from './screen-style.ts';

/** The panel with the shown session's screen: the part of it around its cursor, clipped to the panel. */
export const drawScreen = (view: View, screen: ScreenView | null, rect: Rect, theme: Theme): Line[] => {
	if (view.layout.bare && screen) return screenLines(screen, rect.width, rect.height, theme);
	const {cols, rows} = inside(rect);
	const focused = view.state.panel === 'screen';
	const body =
		screen === null || screen.status === 'connecting'
			? waitingLines(view, screen, cols)
			: screen.status === 'lost'
				? [lostLine, ...screenLines(screen, cols, rows - 1, theme)]
				: screenLines(screen, cols, rows, theme);
	return framed(rect, {title: titleOf(view), focused, note: noteOf(view, screen)}, body);
};

/** The first row of a screen that is shown in so many rows: the cursor, or else the last text, stays in sight. */
export const firstRow = (screen: ScreenView, rows: number): number => {
	const spare = screen.size.rows - rows;
	return spare <= 0 ? 0 : Math.max(0, Math.min(spare, screen.cursor.y - rows + 1));
};

const screenLines = (screen: ScreenView, cols: number, rows: number, theme: Theme): Line[] => {
	const first = firstRow(screen, rows);
	return Array.from({length: Math.max(0, rows)}, (_, row) =>
		fitLine(
			screen.row(first + row).map((part) => screenSpan(part, theme.depth)),
			cols,
			false,
		),
	);
};

const lostLine: Line = [span(' The session host is gone without a word; r resumes the task.', 'bad')];

const waitingLines = ({shown, row, detail}: View, screen: ScreenView | null, cols: number): Line[] => {
	if (screen !== null) return message([`Connecting to ${shown?.id ?? 'the session'}…`], cols);
	if (row?.kind === 'task')
		return message([`No session has worked on ${cellText(row.task.id)}.`, 's starts one.'], cols);
	return detail === null ? [] : message(['No session to show.'], cols);
};

const titleOf = ({shown}: View): string =>
	shown === null ? 'Screen' : `${shown.id}  ${cellText(shown.taskId)} ${cellText(shown.taskTitle)}`;

const noteOf = ({shown, state}: View, screen: ScreenView | null): string => {
	if (shown === null) return '';
	const parts = [shown.state, cellText(shown.runtime), elapsed(shown, state.now)];
	if (screen?.status === 'ended') parts.push('last screen');
	if (screen?.status === 'lost') parts.push('lost');
	return parts.join(' · ');
};
