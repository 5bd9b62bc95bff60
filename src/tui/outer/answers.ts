// What the person's terminal answers to our questions, as it stands among the keys on stdin. Pure; bytes are read as
// latin1, one character each.

export type Answer =
	| {readonly kind: 'colour'; readonly of: 'foreground' | 'background' | number; readonly colour: number}
	| {readonly kind: 'version'; readonly text: string}
	| {readonly kind: 'keyboard'}
	| {readonly kind: 'mode'; readonly mode: number; readonly known: boolean}
	/** Device attributes: asked last and known to every terminal, so all other answers have come before it. */
	| {readonly kind: 'attributes'}
	/** An answer to a question that we did not ask, or one that cannot be read; no key in any case. */
	| {readonly kind: 'other'};

const STRING = '[\\x20-\\x7e]{0,200}';
const END = '(?:\\x07|\\x1b\\\\)';
const OSC = new RegExp(`^\\x1b\\](1[0-2]|4;\\d{1,3});(${STRING})${END}`);
const DCS = new RegExp(`^\\x1bP>\\|(${STRING})${END}`);
const CSI = /^\u001b\[\?([\d;]{0,60})(\$y|[cun])/;

/** The beginning of an answer, up to the end of the text. */
const BEGUN = new RegExp(
	[
		'^\\x1b(?:',
		`\\](?:1(?:[0-2](?:;${STRING}\\x1b?)?)?|4(?:;\\d{0,3}(?:;${STRING}\\x1b?)?)?)?`,
		`|P(?:>(?:\\|${STRING}\\x1b?)?)?`,
		'|\\[(?:\\?[\\d;]{0,60}\\$?)?',
		')?$',
	].join(''),
);

export type ReadAnswer = {readonly answer: Answer; readonly length: number};

/** The answer at the start of the text; `begun` where more is needed to tell, null where there is none. */
export const readAnswer = (text: string): ReadAnswer | 'begun' | null => {
	const osc = OSC.exec(text);
	if (osc) return {answer: colourAnswer(osc[1] as string, osc[2] as string), length: osc[0].length};
	const dcs = DCS.exec(text);
	if (dcs) return {answer: {kind: 'version', text: dcs[1] as string}, length: dcs[0].length};
	const csi = CSI.exec(text);
	if (csi) return {answer: reportAnswer(csi[1] as string, csi[2] as string), length: csi[0].length};
	return BEGUN.test(text) ? 'begun' : null;
};

const colourAnswer = (which: string, value: string): Answer => {
	const colour = parseColour(value);
	if (colour === null || which === '12') return {kind: 'other'};
	if (which === '10') return {kind: 'colour', of: 'foreground', colour};
	if (which === '11') return {kind: 'colour', of: 'background', colour};
	return {kind: 'colour', of: Number(which.slice(2)), colour};
};

/** `rgb:RRRR/GGGG/BBBB` with one to four digits each, or `#RRGGBB`, as 24 bits (XParseColor). */
export const parseColour = (value: string): number | null => {
	const hash = /^#([\da-f]{6})$/i.exec(value);
	if (hash) return Number.parseInt(hash[1] as string, 16);
	const parts = /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i.exec(value);
	if (parts === null) return null;
	const [red = 0, green = 0, blue = 0] = parts.slice(1, 4).map((part) => {
		const most = 16 ** part.length - 1;
		return Math.round((Number.parseInt(part, 16) / most) * 255);
	});
	return (red << 16) | (green << 8) | blue;
};

const reportAnswer = (params: string, final: string): Answer => {
	if (final === 'c') return {kind: 'attributes'};
	if (final === 'u') return {kind: 'keyboard'};
	const [mode, state] = params.split(';').map(Number);
	if (final !== '$y' || mode === undefined || state === undefined) return {kind: 'other'};
	return {kind: 'mode', mode, known: state !== 0};
};
