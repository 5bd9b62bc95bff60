/** The words of a command line, or why it cannot be taken apart. */
export type CommandWords =
	| {readonly ok: true; readonly words: readonly [string, ...string[]]}
	| {readonly ok: false; readonly reason: string};

/**
 * A setting such as `less -R` or `"/opt/my editor/edit" --wait` as words, quoted as in a shell and nothing else of one:
 * no variables, globs, pipes or substitutions, whose signs are ordinary characters here.
 */
export const commandWords = (text: string): CommandWords => {
	const words: string[] = [];
	const part = /[^\s'"\\]+|\\(.?)|'([^']*)'|"((?:[^"\\]|\\.)*)"|(\s+)|(['"])/gsuy;
	let word: string | undefined;
	for (let match = part.exec(text); match !== null; match = part.exec(text)) {
		const [whole, escaped, single, double, blank, open] = match;
		if (open !== undefined) return {ok: false, reason: `a ${open} has no end`};
		if (blank !== undefined) {
			if (word !== undefined) words.push(word);
			word = undefined;
		} else if (escaped === '') return {ok: false, reason: 'it ends in a \\'};
		else word = (word ?? '') + (escaped ?? single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? whole);
	}
	if (word !== undefined) words.push(word);
	const [program, ...rest] = words;
	if (program === undefined || program === '') return {ok: false, reason: 'it names no program'};
	if (words.some((one) => one.includes('\0'))) return {ok: false, reason: 'it holds a NUL character'};
	return {ok: true, words: [program, ...rest]};
};
