// What completion offers, the same for every shell.

import {PRESETS} from '../../config/presets.ts';
/** What can stand at a place of the command line. `complete-ids` prints those of the first group. */
export type Candidates =
	| 'tasks'
	| 'sessions'
	| 'live-sessions'
	| 'runs'
	| 'runtimes'
	| 'files'
	| 'directories'
	| 'shells'
	| 'workflows'
	| 'commands';

export type CompletedOption = {
	readonly flag: string;
	readonly description: string;
	/** Whether a value follows; `values` says which, where that is known. */
	readonly takesValue: boolean;
	readonly values: Candidates | undefined;
};

/** A command as completion needs it: its words, and what its argument is. */
export type CompletedCommand = {
	readonly name: string;
	readonly description: string;
	readonly options: readonly CompletedOption[];
	readonly argument: Candidates | undefined;
	/** Whether `--` begins another program's command. */
	readonly passthrough: boolean;
};

export type CompletedProgram = {
	readonly commands: readonly CompletedCommand[];
	/** Options that may stand before the command. */
	readonly options: readonly CompletedOption[];
};

/** The words that are known without asking anybody. */
export const fixedWords = ({commands}: CompletedProgram, kind: Candidates): readonly string[] | undefined => {
	if (kind === 'shells') return ['bash', 'zsh', 'fish'];
	if (kind === 'workflows') return Object.keys(PRESETS);
	return kind === 'commands' ? commands.map(({name}) => name) : undefined;
};

/** Every option that takes a value, once. */
export const optionsWithValue = ({commands, options}: CompletedProgram): readonly CompletedOption[] => {
	const all = [...options, ...commands.flatMap((command) => command.options)].filter(({takesValue}) => takesValue);
	return [...new Map(all.map((option) => [option.flag, option])).values()];
};

/** A text as one word of bash or zsh. */
export const quoteWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
