import type {ScreenView, Size} from '../../domain/screen.ts';
import {cellText} from '../cells.ts';
import {inside, type Rect} from '../layout.ts';
import {span} from '../line.ts';
import {shownKey} from '../settings.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {progressText, titleText} from '../wall/said.ts';
import {elapsed} from './elapsed.ts';
import {framed} from './frame.ts';
import {message} from './message.ts';

/** The panel around the shown session's screen. The screen's own cells are put over it by pane.ts. */
export const drawScreen = (view: View, screen: ScreenView | null, rect: Rect): Line[] => {
	if (view.state.panes.open || (view.layout.bare && screen)) return [];
	const {cols} = inside(rect);
	const focused = view.state.panel === 'screen';
	const body =
		screen === null || screen.status === 'connecting'
			? waitingLines(view, screen, cols)
			: screen.status === 'lost'
				? [lostLine(view)]
				: [];
	return framed(rect, {title: titleOf(view), focused, note: noteOf(view, screen, inside(rect))}, body);
};

const lostLine = ({state}: View): Line => [
	span(` The session host is gone without a word; ${shownKey(state.settings, 'task.resume')} resumes the task.`, 'bad'),
];

const waitingLines = ({shown, row, detail, state}: View, screen: ScreenView | null, cols: number): Line[] => {
	if (screen !== null) return message([`Connecting to ${shown?.id ?? 'the session'}…`], cols);
	if (row?.kind === 'task')
		return message(
			[`No session has worked on ${cellText(row.task.id)}.`, `${shownKey(state.settings, 'task.start')} starts one.`],
			cols,
		);
	return detail === null ? [] : message(['No session to show.'], cols);
};

const titleOf = ({shown}: View): string => {
	if (shown === null) return 'Screen';
	const said = titleText(shown);
	return `${shown.id}  ${cellText(shown.taskId)} ${cellText(shown.taskTitle)}${said === '' ? '' : ` · ${said}`}`;
};

const noteOf = ({shown, state}: View, screen: ScreenView | null, room: Size): string => {
	if (shown === null) return '';
	const parts = [shown.state, cellText(shown.runtime), progressText(shown), elapsed(shown, state.now)].filter(Boolean);
	const isCut = screen !== null && (screen.size.cols > room.cols || screen.size.rows > room.rows);
	if (isCut && screen.status === 'live') parts.push(`${screen.size.cols}×${screen.size.rows}`);
	if (screen?.status === 'ended') parts.push('last screen');
	if (screen?.status === 'lost') parts.push('lost');
	return parts.join(' · ');
};
