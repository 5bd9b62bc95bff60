// What terminals send for the leave key: the byte of old, and the longer codes of programs that asked for them. Pure.
import type {KeySpec} from './key-spec.ts';
import {parseKey} from './key-spec.ts';

/** Caps Lock and Num Lock are reported as held keys and must not matter. */
const LOCKS = [0, 64, 128, 192];
const FUNCTION_LETTERS = ['P', 'Q', 'R', 'S'];
const FUNCTION_NUMBERS = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24];

/**
 * The leave key that a person wrote. Only keys with Ctrl and function keys: anything else is what programs get typed,
 * and Alt is an Esc followed by a letter, as an editor gets it from fast hands.
 */
export const parseLeaveKey = (written: string): KeySpec => {
	const spec = parseKey(written);
	if (!spec.ok || leaveSequences(spec.key).length > 0) return spec;
	return {
		ok: false,
		reason: `${JSON.stringify(spec.key)} is typed into programs; choose a key like ctrl+q, ctrl+] or f12`,
	};
};

/**
 * Every sequence that means this key: as one byte, as CSI u (https://www.leonerd.org.uk/hacks/fixterms/ and the kitty
 * protocol, with and without the event's type), as xterm's modifyOtherKeys. Empty for a key that cannot be the leave key.
 */
export const leaveSequences = (key: string): readonly string[] => {
	const code = /^f([1-9]|1[0-2])$/.exec(key);
	if (code) return functionKey(Number(code[1]) - 1);
	const letter = key === 'ctrl+space' ? ' ' : /^ctrl\+([a-z\\\]^_])$/.exec(key)?.[1];
	return letter === undefined ? [] : controlKey(letter.charCodeAt(0));
};

const controlKey = (code: number): string[] => [
	String.fromCharCode(code & 0x1f),
	...LOCKS.flatMap((locks) => [`\u001b[${code};${5 + locks}u`, `\u001b[${code};${5 + locks}:1u`]),
	`\u001b[27;5;${code}~`,
];

const functionKey = (index: number): string[] => {
	const letter = FUNCTION_LETTERS[index];
	const number = FUNCTION_NUMBERS[index];
	const held = LOCKS.flatMap((locks) => [`${1 + locks}`, `${1 + locks}:1`]);
	return [
		`\u001b[${number}~`,
		...held.map((bits) => `\u001b[${number};${bits}~`),
		...(letter ? [`\u001bO${letter}`] : []),
		// CSI R is an answer about the cursor.
		...(letter && letter !== 'R' ? [`\u001b[${letter}`, ...held.map((bits) => `\u001b[1;${bits}${letter}`)] : []),
	];
};
