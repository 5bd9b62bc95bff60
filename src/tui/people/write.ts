// A text that a person writes in a dialog, and what it is for. Pure.
import {printableLines} from '../../domain/text.ts';
import type {Key} from '../input/keys.ts';
import {charactersOf} from '../width.ts';
import type {RunRef} from './people-state.ts';
import type {Anchor} from './row.ts';

/** A gate as a decision names it. */
export type GateRef = {readonly key: string; readonly run: RunRef; readonly id: string; readonly commit: string | null};

export type Purpose =
	| {readonly for: 'comment'; readonly gate: string; readonly anchor: Anchor}
	| {readonly for: 'proposal'; readonly gate: string}
	| {readonly for: 'request-changes'; readonly gate: GateRef}
	| {readonly for: 'reject'; readonly gate: GateRef}
	| {readonly for: 'answer'; readonly gate: GateRef}
	| {readonly for: 'abort'; readonly run: RunRef};

/** `at` is where the next letter goes, in UTF-16 units. */
export type Written = {readonly text: string; readonly at: number};

export type WriteDialog = Written & {
	readonly kind: 'write';
	readonly title: string;
	/** What it is about, one paragraph each. */
	readonly about: readonly string[];
	readonly purpose: Purpose;
};

/** A dialog in which a person writes a text for this purpose. */
export const writeDialog = (title: string, about: readonly string[], purpose: Purpose, text = ''): WriteDialog => ({
	kind: 'write',
	title,
	about,
	purpose,
	text,
	at: text.length,
});

/** What a run command takes at most. */
const LONGEST = 20_000;

/** The text after a key; undefined where the key edits nothing. Enter is no key of this: it sends. */
export const editText = ({text, at}: Written, key: Key): Written | undefined => {
	if (key.kind === 'paste') return insert(text, at, printableLines(key.text));
	const before = text.slice(0, at);
	switch (key.name) {
		case 'alt+enter':
		case 'shift+enter':
		case 'ctrl+n':
			return insert(text, at, '\n');
		case 'backspace':
			return remove(text, at - lastOf(before), at);
		case 'delete':
		case 'ctrl+d':
			return remove(text, at, at + firstOf(text.slice(at)));
		case 'ctrl+w':
		case 'alt+backspace':
			return remove(text, /\S*\s*$/u.exec(before)?.index ?? 0, at);
		case 'ctrl+u':
			return remove(text, lineStart(text, at), at);
		case 'ctrl+k':
			return remove(text, at, lineEnd(text, at));
		default:
			return moveCaret(text, at, key.name) ?? (isLetter(key.name) ? insert(text, at, key.name) : undefined);
	}
};

const moveCaret = (text: string, at: number, name: string): Written | undefined => {
	switch (name) {
		case 'left':
		case 'ctrl+b':
			return {text, at: at - lastOf(text.slice(0, at))};
		case 'right':
		case 'ctrl+f':
			return {text, at: at + firstOf(text.slice(at))};
		case 'home':
		case 'ctrl+a':
			return {text, at: lineStart(text, at)};
		case 'end':
		case 'ctrl+e':
			return {text, at: lineEnd(text, at)};
		case 'up':
			return {text, at: overLine(text, at, -1)};
		case 'down':
			return {text, at: overLine(text, at, 1)};
		default:
			return undefined;
	}
};

const isLetter = (name: string): boolean => [...name].length === 1 && printableLines(name) === name;

const insert = (text: string, at: number, more: string): Written => {
	const fits = more.slice(0, Math.max(0, LONGEST - text.length));
	return {text: text.slice(0, at) + fits + text.slice(at), at: at + fits.length};
};

const remove = (text: string, from: number, to: number): Written => ({
	text: text.slice(0, from) + text.slice(to),
	at: from,
});

/** How long the last, or the first, character of a text is. */
const lastOf = (text: string): number => [...charactersOf(text.slice(-64))].at(-1)?.length ?? 0;
const firstOf = (text: string): number => [...charactersOf(text.slice(0, 64))][0]?.length ?? 0;

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
	const end = text.indexOf('\n', at);
	return end < 0 ? text.length : end;
};

/** The same column of the line above or below; where there is none, the end of the text on that side. */
const overLine = (text: string, at: number, by: -1 | 1): number => {
	const start = lineStart(text, at);
	const column = at - start;
	if (by < 0) return start === 0 ? 0 : Math.min(lineStart(text, start - 1) + column, start - 1);
	const end = lineEnd(text, at);
	return end === text.length ? end : Math.min(end + 1 + column, lineEnd(text, end + 1));
};
