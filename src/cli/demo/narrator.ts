// How the headless demo tells its story: what is shown, the command a person would type, and what really came of it.
import {printable} from '../../domain/text.ts';
import type {Context} from '../context.ts';

export type Narrator = {
	/** A new part of the story. */
	readonly title: (text: string) => void;
	readonly note: (text: string) => void;
	readonly command: (words: readonly string[]) => void;
	/** One line of what a program said. */
	readonly output: (line: string) => void;
};

/** Speaks on stdout; with `--json` on stderr, because stdout then belongs to the document. */
export const createNarrator = ({json, output, stderr}: Context): Narrator => {
	const print = json ? (text: string) => void stderr.write(`${text}\n`) : output.print;
	return {
		title: (text) => print(`\n${output.styled('bold', text)}`),
		note: (text) => print(`  ${text}`),
		command: (words) => print(output.styled('cyan', `  $ ${words.map(asTyped).join(' ')}`)),
		output: (line) => print(`  ${output.styled('dim', '│')} ${line.split('\t').map(printable).join('\t')}`.trimEnd()),
	};
};

const asTyped = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
