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
	Z: 'shift+tab',
};

const CSI_NUMBERS: Readonly<Record<string, string>> = {
	'1': 'home',
	'3': 'delete',
	'4': 'end',
	'5': 'pgup',
	'6': 'pgdn',
	'7': 'home',
	'8': 'end',
};

const CSI_U: Readonly<Record<string, string>> = {'9': 'tab', '13': 'enter', '27': 'esc', '127': 'backspace'};

/** The first key of some input. Sequences that name no key of ours are read whole and give null. */
export const readKey = (input: string): ReadKey => {
	if (input.startsWith('\u001b')) return readEscape(input);
	const character = String.fromCodePoint(input.codePointAt(0) ?? 0);
	const control = CONTROL_KEYS[character];
	if (control !== undefined) return found(control, 1);
	const code = character.charCodeAt(0);
	if (code < 0x20) return found(`ctrl+${String.fromCharCode(code + 0x60)}`, 1);
	return found(character, character.length);
};

const readEscape = (input: string): ReadKey => {
	if (input.length === 1) return 'incomplete';
	if (input[1] === '[') return readCsi(input);
	if (input[1] === 'O') {
		const letter = input[2];
		return letter === undefined ? 'incomplete' : {key: named(CSI_LETTERS[letter]), length: 3};
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
	if (final === '~') return named(CSI_NUMBERS[number]);
	if (final !== 'u') return named(CSI_LETTERS[final]);
	const held = Number.parseInt(modifier, 10) - 1;
	const code = Number.parseInt(number, 10);
	const base = CSI_U[number] ?? (code > 32 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
	if (base === undefined) return null;
	if (held & 4) return named(`ctrl+${base}`);
	return named(held & 1 && base === 'tab' ? 'shift+tab' : base);
};

const readPaste = (input: string): ReadKey => {
	const end = input.indexOf(PASTE_END);
	if (end < 0) return 'incomplete';
	return {key: {kind: 'paste', text: input.slice(PASTE_START.length, end)}, length: end + PASTE_END.length};
};

const found = (name: string, length: number): ReadKey => ({key: {kind: 'key', name}, length});
const named = (name: string | undefined): Key | null => (name === undefined ? null : {kind: 'key', name});
