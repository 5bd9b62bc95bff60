// Terminal input as named keys. Pure: bytes come decoded, what is not whole yet is handed back.

export type Key = {readonly kind: 'key'; readonly name: string} | {readonly kind: 'paste'; readonly text: string};

/** One key and how many UTF-16 units it took; `incomplete` where more input may still change what it is. */
export type ReadKey = {readonly key: Key | null; readonly length: number} | 'incomplete';

export const PASTE_START = '\u001b[200~';
export const PASTE_END = '\u001b[201~';

const CONTROL_KEYS: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\u007f': 'backspace',
	'\b': 'backspace',
	'\u0000': 'ctrl+space',
};

const CSI_LETTERS: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	S: 'f4',
};
/** Only after ESC O: as a CSI sequence it is an answer about the cursor. */
const SS3_LETTERS: Readonly<Record<string, string>> = {...CSI_LETTERS, R: 'f3'};

const CSI_NUMBERS: Readonly<Record<string, string>> = {
	'1': 'home',
	'2': 'insert',
	'3': 'delete',
	'4': 'end',
	'5': 'pgup',
	'6': 'pgdn',
	'7': 'home',
	'8': 'end',
	...Object.fromEntries([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map((code, index) => [code, `f${index + 1}`])),
};

const CSI_U: Readonly<Record<string, string>> = {'9': 'tab', '13': 'enter', '27': 'esc', '127': 'backspace'};

/** The first key of some input. Sequences that name no key of ours are read whole and give null. */
export const readKey = (input: string): ReadKey => {
	if (input.startsWith('\u001b')) return readEscape(input);
	const character = String.fromCodePoint(input.codePointAt(0) ?? 0);
	const control = CONTROL_KEYS[character];
	if (control !== undefined) return found(control, 1);
	const code = character.charCodeAt(0);
	if (code < 0x20) return found(`ctrl+${String.fromCharCode(code + (code < 0x1c ? 0x60 : 0x40))}`, 1);
	return found(character, character.length);
};

const readEscape = (input: string): ReadKey => {
	if (input.length === 1) return 'incomplete';
	if (input[1] === '[') return readCsi(input);
	if (input[1] === 'O') {
		const letter = input[2];
		return letter === undefined ? 'incomplete' : {key: named(SS3_LETTERS[letter]), length: 3};
	}
	if (input[1] === '\u001b') return found('esc', 1);
	const rest = readKey(input.slice(1));
	if (rest === 'incomplete') return rest;
	const name = rest.key?.kind === 'key' ? `alt+${rest.key.name}` : undefined;
	return {key: named(name), length: rest.length + 1};
};

const readCsi = (input: string): ReadKey => {
	if (input.startsWith(PASTE_START)) return readPaste(input);
	const match = /^\u001b\[([0-?]*)[ -/]*([@-~])/.exec(input);
	if (match === null) return /^\u001b\[[0-?]*[ -/]*$/.test(input) ? 'incomplete' : {key: null, length: 2};
	const [whole, parameters = '', final = ''] = match;
	return {key: csiKey(parameters, final), length: whole.length};
};

const csiKey = (parameters: string, final: string): Key | null => {
	const [number = '', modifier = '1'] = parameters.split(';');
	const [held = '1', event] = modifier.split(':');
	if (event === '3') return null; // a key that is let go
	const bits = (Number.parseInt(held, 10) || 1) - 1;
	if (final === 'Z') return named('shift+tab');
	if (final === '~') return named(withHeld(bits, CSI_NUMBERS[number]));
	if (final !== 'u') return named(withHeld(bits, CSI_LETTERS[final]));
	const code = Number.parseInt(number, 10);
	const special = CSI_U[number];
	if (special !== undefined) return named(withHeld(bits, special));
	if (!(code > 31 && code <= 0x10ffff)) return null;
	const base = bits & 4 && code === 32 ? 'space' : String.fromCodePoint(code);
	return named(`${bits & 2 ? 'alt+' : ''}${bits & 4 ? 'ctrl+' : ''}${base}`);
};

/** A named key with what was held: the bits of xterm's modifier parameter less one. */
const withHeld = (bits: number, name: string | undefined): string | undefined =>
	name && `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}${name}`;

const readPaste = (input: string): ReadKey => {
	const end = input.indexOf(PASTE_END);
	if (end < 0) return 'incomplete';
	return {key: {kind: 'paste', text: input.slice(PASTE_START.length, end)}, length: end + PASTE_END.length};
};

const found = (name: string, length: number): ReadKey => ({key: {kind: 'key', name}, length});
const named = (name: string | undefined): Key | null => (name === undefined ? null : {kind: 'key', name});
