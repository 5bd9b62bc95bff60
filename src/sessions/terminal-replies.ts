// What programs ask of their terminal at start and @xterm/headless leaves unanswered. Answered while the bytes are read,
// so that all answers keep the order of the questions.
import {shadeOf, type TerminalColours} from '../domain/outer-terminal.ts';
import type {KeyboardFlags} from './keyboard-protocol.ts';
import {type ProgramStatus, parseProgramStatus} from './program-status.ts';

type Params = readonly (number | number[])[];
type Sequence = {prefix?: string; intermediates?: string; final: string};

/** The part of xterm's parser that is used: a handler returns true when it has dealt with the sequence. */
export type TerminalParser = {
	registerCsiHandler(id: Sequence, handler: (params: Params) => boolean): unknown;
	registerOscHandler(id: number, handler: (data: string) => boolean): unknown;
	registerDcsHandler(id: Sequence, handler: (data: string) => boolean): unknown;
	registerEscHandler(id: Sequence, handler: () => boolean): unknown;
};

export type ReplyContext = {
	readonly reply: (text: string) => void;
	readonly onStatus: (status: ProgramStatus) => void;
	readonly keyboard: KeyboardFlags;
	readonly isAlternate: () => boolean;
	readonly colours: () => TerminalColours;
};

const ST = '\x1b\\';

/** Registers all answers. */
export const answerQueries = (parser: TerminalParser, context: ReplyContext): void => {
	answerProgramStatus(parser, context);
	answerColours(parser, context);
	answerKeyboard(parser, context);
	parser.registerCsiHandler({prefix: '>', final: 'q'}, (params) => {
		if (number(params, 0) === 0) context.reply(`\x1bP>|mosaic${ST}`);
		return true;
	});
	// XTGETTCAP: no capability is told, but the question is answered.
	parser.registerDcsHandler({intermediates: '+', final: 'q'}, (data) => {
		const safe = /^[0-9A-Fa-f;]{0,512}$/.test(data) ? data : '';
		context.reply(`\x1bP0+r${safe}${ST}`);
		return true;
	});
};

/** A query is answered before DA1's answer, which programs send behind it to end their wait. */
const answerProgramStatus = (parser: TerminalParser, {reply, onStatus}: ReplyContext): void => {
	parser.registerOscHandler(7501, (data) => {
		if (data === '?') reply(`\x1b]7501;?${ST}`);
		else {
			const status = parseProgramStatus(data);
			if (status !== null) onStatus(status);
		}
		return true;
	});
};

const FOREGROUND = 0xd0d0d0;
const BACKGROUND = 0x101010;

/** The person's colours, else those of a dark terminal; programs ask to tell dark from light. What they set is passed over. */
const answerColours = (parser: TerminalParser, {reply, colours}: ReplyContext): void => {
	const answer = (code: number, colour: () => number) =>
		parser.registerOscHandler(code, (data) => {
			if (data === '?') reply(`\x1b]${code};${rgb(colour())}${ST}`);
			return true;
		});
	const foreground = () => colours().foreground ?? FOREGROUND;
	const background = () => colours().background ?? BACKGROUND;
	answer(10, foreground);
	answer(11, background);
	answer(12, foreground);
	// Colour scheme query: https://contour-terminal.org/vt-extensions/color-palette-update-notifications/
	parser.registerCsiHandler({prefix: '?', final: 'n'}, (params) => {
		if (number(params, 0) !== 996) return false;
		reply(`\x1b[?997;${shadeOf(background()) === 'light' ? 2 : 1}n`);
		return true;
	});
	parser.registerOscHandler(4, (data) => {
		const parts = data.split(';').slice(0, 512);
		for (let at = 0; at + 1 < parts.length; at += 2) {
			const index = Number(parts[at]);
			if (parts[at + 1] !== '?' || !/^\d{1,3}$/.test(parts[at] as string) || index > 255) continue;
			reply(`\x1b]4;${index};${rgb(colours().palette[index] ?? paletteColour(index))}${ST}`);
		}
		return true;
	});
};

const answerKeyboard = (parser: TerminalParser, {reply, keyboard, isAlternate}: ReplyContext): void => {
	const on = (prefix: string, act: (params: Params) => void) =>
		parser.registerCsiHandler({prefix, final: 'u'}, (params) => {
			act(params);
			return true;
		});
	on('?', () => reply(`\x1b[?${keyboard.current(isAlternate())}u`));
	on('>', (params) => keyboard.push(isAlternate(), number(params, 0)));
	on('<', (params) => keyboard.pop(isAlternate(), number(params, 0)));
	on('=', (params) => keyboard.set(isAlternate(), number(params, 0), number(params, 1)));
	parser.registerEscHandler({final: 'c'}, () => {
		keyboard.reset();
		return false;
	});
};

const number = (params: Params, at: number): number => {
	const value = params[at];
	return typeof value === 'number' ? Math.max(0, value) : 0;
};

const rgb = (colour: number): string => {
	const part = (shift: number) => ((colour >> shift) & 255).toString(16).padStart(2, '0').repeat(2);
	return `rgb:${part(16)}/${part(8)}/${part(0)}`;
};

const BASE = [0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5];
const BRIGHT = [0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff];

/** xterm's palette: eight, eight bright, a cube of 216, 24 greys. */
const paletteColour = (index: number): number => {
	if (index < 8) return BASE[index] as number;
	if (index < 16) return BRIGHT[index - 8] as number;
	if (index >= 232) return (8 + (index - 232) * 10) * 0x010101;
	const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
	const cube = index - 16;
	return (level(Math.floor(cube / 36)) << 16) | (level(Math.floor(cube / 6) % 6) << 8) | level(cube % 6);
};
