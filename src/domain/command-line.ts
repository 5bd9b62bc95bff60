// Commands that people wrote as one text. They are cut into words here and never reach a shell.

export type CommandWords =
	| {readonly ok: true; readonly commands: readonly (readonly string[])[]}
	| {readonly ok: false; readonly problem: string};

/**
 * The commands of a text such as `npm test && npm run lint`: cut at `&&`, then at blanks; quotes and backslashes keep
 * words together as in a shell. What only a shell can do (pipes, variables, redirection) is refused, not misunderstood.
 */
export const splitCommands = (text: string): CommandWords => {
	const commands: string[][] = [[]];
	for (let rest = text.trim(); rest !== ''; ) {
		const taken = takeWord(rest);
		if (typeof taken === 'string') return {ok: false, problem: taken};
		if (taken.word === null) commands.push([]);
		else commands.at(-1)?.push(taken.word);
		rest = taken.rest.trimStart();
	}
	if (commands.some((words) => words.length === 0)) return {ok: false, problem: 'a command is missing'};
	return {ok: true, commands};
};

const PIECE = /^(?:'([^']*)'|"((?:[^"\\$`]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\|&;<>()$`]+))/;

/** The next word and what follows it; null for `&&`; a text says what is wrong. */
const takeWord = (text: string): {word: string | null; rest: string} | string => {
	if (text.startsWith('&&')) return {word: null, rest: text.slice(2)};
	let word = '';
	let rest = text;
	for (;;) {
		const piece = PIECE.exec(rest);
		if (!piece) break;
		const [whole, single, double, escaped, plain] = piece;
		word += single ?? double?.replace(/\\([\\"$`])/g, '$1') ?? escaped ?? plain ?? '';
		rest = rest.slice(whole.length);
	}
	if (rest === '' || /^(\s|&&)/.test(rest)) return rest === text ? 'a command is missing' : {word, rest};
	const [stray = ''] = rest;
	if (stray === '"' || stray === "'") return 'a quote is not closed, or holds what only a shell can fill in';
	return `${JSON.stringify(stray)} needs a shell: write ["sh", "-c", …] if that is meant`;
};
