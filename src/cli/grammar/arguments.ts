// The two things that the command line's grammar does not give by itself: `--print-only` without a command, and an
// agent's own command after `--`. Pure.

export type Arguments = {
	/** Nothing was asked for: the full screen. */
	readonly kind: 'screen' | 'command';
	readonly args: readonly string[];
	/** What stood after `--` in `run` and `resume`, untouched. */
	readonly passthrough: readonly string[] | undefined;
};

/** The commands for which `--` begins another program's command. */
export const WITH_PASSTHROUGH: readonly string[] = ['run', 'resume'];

/** Splits the words after `mosaic`; `commands` are the names that are commands. */
export const splitArguments = (argv: readonly string[], commands: readonly string[]): Arguments => {
	const dashes = argv.indexOf('--');
	const head = dashes === -1 ? argv : argv.slice(0, dashes);
	const first = firstOwnWord(head);
	const word = head[first];
	if (word === undefined && dashes === -1) return {kind: 'screen', args: argv, passthrough: undefined};
	const isRun = head.includes('--print-only') && !commands.includes(word ?? '');
	const command = isRun ? 'run' : word;
	const words = isRun ? [...head.slice(0, first), 'run', ...head.slice(first)] : head;
	if (dashes === -1) return {kind: 'command', args: words, passthrough: undefined};
	const rest = argv.slice(dashes + 1);
	if (command !== undefined && WITH_PASSTHROUGH.includes(command))
		return {kind: 'command', args: words, passthrough: rest};
	return {kind: 'command', args: [...words, '--', ...rest], passthrough: undefined};
};

/** Where the first word stands that is no global option; the length when there is none. */
const firstOwnWord = (words: readonly string[]): number => {
	let index = 0;
	while (index < words.length) {
		const word = words[index] as string;
		if (word === '--project') index += 2;
		else if (word === '--json' || word.startsWith('--project=')) index += 1;
		else break;
	}
	return Math.min(index, words.length);
};
