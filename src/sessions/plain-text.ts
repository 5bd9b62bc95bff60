// An agent's terminal bytes as safe lines of text, for a pipe. A small terminal of one line: what overwrites itself
// (progress bars) is told once, in its last state.
import {printable} from '../domain/text.ts';
import {createEscapeParser} from './escape-parser.ts';
import {createTextPen} from './text-pen.ts';

export type TextStreamOptions = {
	/** A full-screen program took the screen (true) or gave it back (false); nothing is told in between. */
	readonly onAlternateScreen?: (on: boolean) => void;
	/** Lines keep their styles, as sequences of ours that each line ends itself. */
	readonly styles?: boolean;
};

export type TextStream = {
	push(bytes: Uint8Array): void;
	/** Tells an unfinished last line. */
	end(): void;
};

/** A line longer than this is told in pieces; a cursor goes no further than COLUMNS beyond the text. */
const LONGEST_LINE = 16_384;
const COLUMNS = 1000;

/** Calls `onLine` for each line, without its end. A line holds printable characters and tabs only. */
export const createTextStream = (onLine: (line: string) => void, options: TextStreamOptions = {}): TextStream => {
	const decoder = new TextDecoder();
	const line = oneLine(options.styles === true, onLine);
	let alternate = false;
	const setAlternate = (on: boolean) => {
		if (on === alternate) return;
		line.flush();
		alternate = on;
		options.onAlternateScreen?.(on);
	};
	const parser = createEscapeParser({
		print: (character) => {
			if (!alternate) line.put(character);
		},
		control: (code) => {
			if (!alternate) applyControl(line, code);
		},
		csi: (params, final) => {
			if ((final === 'h' || final === 'l') && /^\?(?:.*;)?(?:47|1047|1049)(?:;|$)/.test(params))
				setAlternate(final === 'h');
			else if (final === 'm') line.pen.apply(params);
			else if (!alternate) applyCsi(line, params, final);
		},
		escape: (final) => {
			if (final === 'c') setAlternate(false);
			if (!alternate && (final === 'D' || final === 'E')) line.feed();
		},
	});
	return {
		push: (bytes) => parser.push(decoder.decode(bytes, {stream: true})),
		end: () => {
			parser.push(decoder.decode());
			if (!alternate) line.flush();
		},
	};
};

type Line = ReturnType<typeof oneLine>;

const applyControl = (line: Line, code: number): void => {
	if (code === 0x0a || code === 0x0b || code === 0x0c || code === 0x84 || code === 0x85) line.feed();
	else if (code === 0x0d) line.to(0);
	else if (code === 0x08) line.to(line.column() - 1);
	else if (code === 0x09) line.put('\t');
};

const applyCsi = (line: Line, params: string, final: string): void => {
	if (!/^\d{0,6}$/.test(params)) return;
	const count = Number(params);
	const steps = Math.max(count, 1);
	if (final === 'C') line.to(line.column() + steps);
	else if (final === 'D') line.to(line.column() - steps);
	else if (final === 'G') line.to(steps - 1);
	else if (final === 'K') line.erase(count);
};

const oneLine = (styles: boolean, tell: (text: string) => void) => {
	const pen = createTextPen();
	let cells: string[] = [];
	let pens: string[] = [];
	let column = 0;
	const clear = () => {
		cells = [];
		pens = [];
		column = 0;
	};
	const feed = () => {
		const text = styles ? styledText(cells, pens) : cleaned(cells.join('').replace(/ +$/, ''));
		clear();
		tell(text);
	};
	return {
		pen,
		column: () => column,
		to: (wanted: number) => {
			column = Math.min(Math.max(wanted, 0), cells.length + COLUMNS);
		},
		put: (character: string) => {
			while (cells.length < column) cells.push(' ');
			cells[column] = character;
			if (styles) pens[column] = pen.sequence();
			column += 1;
			if (cells.length >= LONGEST_LINE) feed();
		},
		/** As CSI K: 0 from the cursor on, 1 up to the cursor, 2 all. */
		erase: (what: number) => {
			if (what === 2) cells = [];
			else if (what === 1) cells.fill(' ', 0, column + 1);
			else cells.length = Math.min(cells.length, column);
		},
		feed,
		flush: () => {
			if (cells.some((cell) => cell !== ' ')) feed();
			clear();
		},
	};
};

const cleaned = (text: string): string => text.split('\t').map(printable).join('\t');

const styledText = (cells: readonly string[], pens: readonly string[]): string => {
	let end = cells.length;
	while (end > 0 && cells[end - 1] === ' ') end -= 1;
	let text = '';
	let pen = '';
	for (let at = 0, from = 0; at < end; at = from) {
		const style = pens[at] ?? '';
		while (from < end && (pens[from] ?? '') === style) from += 1;
		if (style !== pen) text += style === '' ? '\x1b[m' : style;
		pen = style;
		text += cleaned(cells.slice(at, from).join(''));
	}
	return pen === '' ? text : `${text}\x1b[m`;
};
