// What the history mode says over the pane: where it is, and the search.
import {cellText} from '../cells.ts';
import {lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {HistoryDocument} from './document.ts';
import {hitCount} from './searching.ts';
import type {HistoryState} from './state.ts';

/** Where the view stands, what was found, and how much was printed since: for the upper right corner. */
export const positionLine = (document: HistoryDocument, {top, rows, search}: HistoryState): Line => {
	const below = document.newLines();
	const last = Math.min(top + rows, document.end) - document.first;
	const all = document.end - document.first;
	const parts = [
		document.alternate ? 'screen held; it has no history, the transcript has all' : `${last}/${all}`,
		...(search === null ? [] : [hitCount(search)]),
		...(below === 0 ? [] : [`↓ ${below} new line${below === 1 ? '' : 's'}`]),
	];
	return [span(` ${parts.filter((part) => part !== '').join(' · ')} `, 'selected')];
};

/** The pattern that is typed, or a word about what just happened: for the lowest row; null where there is none. */
export const messageLine = ({prompt, said}: HistoryState): Line | null => {
	if (prompt !== null) {
		const typed = span(`${prompt.backward ? '?' : '/'}${patternText(prompt.text)}`);
		return prompt.error === null ? [typed] : [typed, span(`  ${cellText(prompt.error)}`, 'bad')];
	}
	return said === null ? null : [span(` ${cellText(said.text)} `, said.bad ? 'warn' : 'accent')];
};

/** How many cells stand before the place where the pattern grows. */
export const promptColumn = ({prompt}: HistoryState): number =>
	prompt === null ? 0 : lineWidth([span(`/${patternText(prompt.text)}`)]);

/** A blank at the end is a part of the pattern, and seen. */
const patternText = (text: string): string => cellText(`${text}|`).slice(0, -1);
