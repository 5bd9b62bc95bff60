// Asks the person's terminal what it is, once, and keeps its answers from becoming keys.
import {type OuterTerminal, sameColours, shadeOf, UNKNOWN_TERMINAL} from '../../domain/outer-terminal.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {Answer} from './answers.ts';
import {createSieve} from './sieve.ts';

const PALETTE = Array.from({length: 16}, (_, index) => `${index};?`).join(';');
/** Colours, name and version, keyboard protocol, synchronized output; device attributes last, as the fence. */
const QUESTIONS = [
	'\u001b]10;?\u001b\\',
	'\u001b]11;?\u001b\\',
	`\u001b]4;${PALETTE}\u001b\\`,
	'\u001b[>q',
	'\u001b[?u',
	'\u001b[?2026$p',
	'\u001b[c',
].join('');

/** After this long the beginning of an answer is taken for keys; while answers are expected, they may be slow. */
const HELD_MS = 50;
const HELD_EXPECTING_MS = 400;
/** A terminal that has not answered by then will hardly do so. */
const PATIENCE_MS = 1000;

export type AskerOptions = {
	/** Bytes that are no answers. */
	readonly pass: (bytes: Uint8Array) => void;
	/** All that is known, after the last answer; again where one comes late. */
	readonly known: (terminal: OuterTerminal) => void;
};

/** Whether the terminal can be asked: those that know no sequences would print the questions. */
export const canAsk = (env: NodeJS.ProcessEnv): boolean => !['', 'dumb', 'linux'].includes(env.TERM ?? '');

/** Stands between stdin and whoever reads it. */
export class Asker {
	readonly #options: AskerOptions;
	readonly #sieve = createSieve(() => this.expecting);
	#terminal: OuterTerminal = UNKNOWN_TERMINAL;
	#asked: number | undefined;
	#fenced = false;
	#timer: NodeJS.Timeout | undefined;
	#whenFenced = () => {};

	constructor(options: AskerOptions) {
		this.#options = options;
	}

	/** The questions, to be written to the terminal once; answers are expected from now on. */
	questions(): string {
		this.#asked = performance.now();
		return QUESTIONS;
	}

	/** Takes what stdin gave. */
	readonly read = (bytes: Uint8Array): void => {
		clearTimeout(this.#timer);
		if (!this.#sieve.holds() && !bytes.includes(0x1b)) return this.#options.pass(bytes);
		const {pass, answers} = this.#sieve.push(Buffer.from(bytes).toString('latin1'));
		// A key that came behind an answer may already lean on it.
		this.#learn(answers);
		this.#pass(pass);
		if (this.#sieve.holds())
			this.#timer = setTimeout(() => this.#pass(this.#sieve.release()), this.expecting ? HELD_EXPECTING_MS : HELD_MS);
	};

	/** Resolves when no answer is on its way any more, so that none is printed into the shell that comes next. */
	async settled(): Promise<void> {
		if (this.#asked === undefined || this.#fenced) return;
		const left = this.#asked + PATIENCE_MS - performance.now();
		if (left <= 0) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, left);
			this.#whenFenced = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	/** Whether answers are on their way. */
	get expecting(): boolean {
		return this.#asked !== undefined && !this.#fenced && performance.now() - this.#asked < PATIENCE_MS;
	}

	#pass(latin1: string): void {
		if (latin1 !== '') this.#options.pass(Buffer.from(latin1, 'latin1'));
	}

	#learn(answers: readonly Answer[]): void {
		if (answers.length === 0) return;
		const before = this.#terminal;
		const fenced = this.#fenced;
		this.#terminal = answers.reduce(afterAnswer, before);
		if (answers.some(({kind}) => kind === 'attributes')) this.#fenced = true;
		const news = !fenced || JSON.stringify(before) !== JSON.stringify(this.#terminal);
		if (this.#fenced && news) this.#options.known(this.#terminal);
		if (this.#fenced) this.#whenFenced();
	}
}

const LONGEST_VERSION = 100;

/** What is known after one more answer. Pure. */
const afterAnswer = (known: OuterTerminal, answer: Answer): OuterTerminal => {
	switch (answer.kind) {
		case 'colour': {
			const colours = withColour(known.colours, answer);
			return sameColours(colours, known.colours) ? known : {...known, colours, background: shadeOf(colours.background)};
		}
		case 'version':
			return {...known, version: shorten(plainLine(answer.text), LONGEST_VERSION)};
		case 'keyboard':
			return {...known, kittyKeyboard: true};
		case 'mode':
			return answer.mode === 2026 ? {...known, synchronizedOutput: answer.known} : known;
		case 'attributes':
			return {
				...known,
				kittyKeyboard: known.kittyKeyboard ?? false,
				synchronizedOutput: known.synchronizedOutput ?? false,
			};
		default:
			return known;
	}
};

const withColour = (
	colours: OuterTerminal['colours'],
	{of, colour}: Extract<Answer, {kind: 'colour'}>,
): OuterTerminal['colours'] => {
	if (typeof of === 'string') return {...colours, [of]: colour};
	if (of > 15) return colours;
	const palette = Array.from({length: 16}, (_, index) => colours.palette[index] ?? null);
	palette[of] = colour;
	return {...colours, palette};
};
