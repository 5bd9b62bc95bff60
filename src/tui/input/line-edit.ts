// One line that a person types: a filter or a search. Pure.
import {cellText} from '../cells.ts';
import type {Key} from './keys.ts';

const LONGEST = 200;

/** The text after a key, or undefined where the key is none that edits. */
export const editLine = (text: string, key: Key): string | undefined => {
	if (key.kind === 'paste') return bounded(text + cellText(key.text));
	switch (key.name) {
		case 'backspace':
			return [...text].slice(0, -1).join('');
		case 'ctrl+u':
			return '';
		case 'ctrl+w':
		case 'alt+backspace':
			return text.replace(/\S*\s*$/u, '');
		default:
			return [...key.name].length === 1 ? bounded(text + key.name) : undefined;
	}
};

const bounded = (text: string): string => [...text].slice(0, LONGEST).join('');
