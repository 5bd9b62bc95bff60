// What a person is asked before an agent's signal leaves mosaic: exactly what would be written, cleaned.
import {shorten} from '../../domain/text.ts';
import {questionOf} from '../dialog.ts';
import type {Dialog} from '../view-state.ts';
import type {Question, WallAnswer} from './wall.ts';

const SHOWN_LINES = 6;
const SHOWN_COLUMNS = 200;

/** `about` names the session, its task and runtime. */
export const wallQuestion = ({id, kind, heard: {signal}}: Question, about: string): Dialog => {
	const answer = (key: string, label: string, said: WallAnswer) =>
		({key, label, action: {do: 'answer-agent', question: id, said}}) as const;
	const text = 'text' in signal ? signal.text : '';
	return questionOf(
		TITLES[kind],
		[`${about} ${WISHES[kind]}`, ...shownLines(text), sizeOf(text)].filter((line) => line !== ''),
		[
			answer('y', 'this once', 'once'),
			answer('e', 'every time', 'always'),
			answer('x', 'never', 'never'),
			answer('n', 'no', 'no'),
		],
	);
};

const TITLES = {
	clipboard: 'Clipboard',
	notifications: 'Notification',
	titles: 'Window title',
	bells: 'Bell',
} as const;

const WISHES = {
	clipboard: 'wants to put this into your clipboard:',
	notifications: 'wants to show this on your desktop:',
	titles: 'wants to name your window:',
	bells: 'wants to ring your terminal’s bell.',
} as const;

/** The first lines, each as one paragraph; tabs and line ends can be seen. */
const shownLines = (text: string): string[] => {
	if (text === '') return [];
	const lines = text.split('\n');
	const shown = lines.slice(0, SHOWN_LINES).map((line) => `│ ${shorten(line.replaceAll('\t', '⇥'), SHOWN_COLUMNS)}`);
	return lines.length > SHOWN_LINES ? [...shown, `│ … ${lines.length - SHOWN_LINES} more lines`] : shown;
};

const sizeOf = (text: string): string => {
	if (text === '') return '';
	const lines = text.split('\n').length;
	return `${[...text].length} characters, ${lines} ${lines === 1 ? 'line' : 'lines'}. “Every time” and “never” last as long as the session.`;
};
