// Keys as people write them into their settings: `a`, `Ctrl+P`, `shift+tab`, `F2`. Pure.
import {nearest} from '../../domain/nearest.ts';
import {quoted} from '../../domain/text.ts';

const NAMED = [
	...['enter', 'tab', 'esc', 'space', 'backspace', 'delete', 'insert'],
	...['up', 'down', 'left', 'right', 'home', 'end', 'pgup', 'pgdn'],
	...Array.from({length: 12}, (_, index) => `f${index + 1}`),
];
const ALIASES: Readonly<Record<string, string>> = {
	escape: 'esc',
	return: 'enter',
	pageup: 'pgup',
	pagedown: 'pgdn',
	del: 'delete',
	ins: 'insert',
};
/** Terminals send the same byte for both. */
const SAME_AS: Readonly<Record<string, string>> = {i: 'tab', j: 'enter', m: 'enter', h: 'backspace', '[': 'esc'};
const CTRL = /^[a-z\\\]^_]$/;

export type KeySpec = {readonly ok: true; readonly key: string} | {readonly ok: false; readonly reason: string};

/** The name by which input reads a key, from how a person wrote it; or why no terminal could send it. */
export const parseKey = (written: string): KeySpec => {
	if ([...written].length === 1) return character(written);
	const parts = written.split('+');
	const last = parts.pop() ?? '';
	const held = new Set(parts.map((part) => part.toLowerCase()));
	const foreign = [...held].find((part) => !['ctrl', 'alt', 'shift'].includes(part));
	if (foreign !== undefined) return unknown(written);
	if ([...last].length === 1) return heldCharacter(written, last, held);
	const name = ALIASES[last.toLowerCase()] ?? last.toLowerCase();
	if (!NAMED.includes(name)) return unknown(written);
	if (name === 'space') return held.size === 0 ? {ok: true, key: ' '} : heldSpace(written, held);
	return {ok: true, key: modifierPrefix(held) + name};
};

/** The order in which input names held keys. */
const modifierPrefix = (held: ReadonlySet<string>): string =>
	['ctrl', 'alt', 'shift']
		.filter((one) => held.has(one))
		.map((one) => `${one}+`)
		.join('');

const character = (written: string): KeySpec =>
	/^[\p{C}\p{Z}]$/u.test(written) && written !== ' ' ? unknown(written) : {ok: true, key: written};

const heldCharacter = (written: string, last: string, held: ReadonlySet<string>): KeySpec => {
	if (held.has('shift')) return refused(`write the letter that Shift gives instead of ${quoted(written)}`);
	if (!held.has('ctrl')) return held.has('alt') ? {ok: true, key: `alt+${last}`} : unknown(written);
	const letter = last.toLowerCase();
	const same = SAME_AS[letter];
	if (same !== undefined) return refused(`terminals send the same for ${quoted(written)} and ${same}; say ${same}`);
	if (!CTRL.test(letter)) return refused(`terminals have no code for ${quoted(written)}`);
	return {ok: true, key: `${held.has('alt') ? 'alt+' : ''}ctrl+${letter}`};
};

const heldSpace = (written: string, held: ReadonlySet<string>): KeySpec =>
	held.size === 1 && held.has('ctrl')
		? {ok: true, key: 'ctrl+space'}
		: refused(`terminals have no code for ${quoted(written)}`);

const unknown = (written: string): KeySpec => {
	const meant = nearest(written.split('+').at(-1) ?? '', NAMED);
	const hint = meant === undefined ? 'Write it like a, G, ctrl+p, shift+tab, alt+x, f2.' : `Did you mean ${meant}?`;
	return refused(`${quoted(written)} is no key. ${hint}`);
};

const refused = (reason: string): KeySpec => ({ok: false, reason});
