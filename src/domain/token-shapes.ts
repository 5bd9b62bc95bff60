// How the tokens of well-known services look: a prefix, then so many characters of an alphabet. Sources: the services' own
// documents on secret scanning.

type TokenShape = {readonly prefix: string; readonly alphabet: string; readonly shortest: number};

const WORD = 'A-Za-z0-9_';
const SHAPES: readonly TokenShape[] = [
	{prefix: 'sk-', alphabet: `${WORD}-`, shortest: 16},
	{prefix: 'sk_live_', alphabet: WORD, shortest: 16},
	{prefix: 'rk_live_', alphabet: WORD, shortest: 16},
	...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => ({prefix, alphabet: WORD, shortest: 30})),
	{prefix: 'github_pat_', alphabet: WORD, shortest: 30},
	{prefix: 'glpat-', alphabet: `${WORD}-`, shortest: 20},
	...['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xapp-'].map((prefix) => ({
		prefix,
		alphabet: `${WORD}-`,
		shortest: 20,
	})),
	{prefix: 'AKIA', alphabet: 'A-Z0-9', shortest: 16},
	{prefix: 'ASIA', alphabet: 'A-Z0-9', shortest: 16},
	{prefix: 'AIza', alphabet: `${WORD}-`, shortest: 35},
	{prefix: 'npm_', alphabet: WORD, shortest: 30},
	{prefix: 'hf_', alphabet: WORD, shortest: 30},
	// A JSON Web Token: three parts in base64url; the first begins an object.
	{prefix: 'eyJ', alphabet: `${WORD}.-`, shortest: 60},
];

/** Longer than any token in use. */
const LONGEST = 4096;

/** A token does not begin within a word: `task-` is no `sk-`. */
const EDGE = '(?<![A-Za-z0-9])';

/** The source of a pattern that matches each token whole. */
export const TOKEN_PATTERN = `${EDGE}(?:${SHAPES.map(
	({prefix, alphabet, shortest}) => `${prefix}[${alphabet}]{${shortest},${LONGEST}}`,
).join('|')})`;

const BODIES = SHAPES.map(({prefix, alphabet}) => ({prefix, body: new RegExp(`^[${alphabet}]*$`)}));
const TOKEN_CHARACTER = /[A-Za-z0-9_.-]/;

/** Where, from `from` on, the end of the text could be the beginning of a token or of a longer one; its length if nowhere. */
export const partialToken = (text: string, from: number): number => {
	const first = Math.max(from, text.length - LONGEST - 16);
	let tail = text.length;
	// Backwards: a pattern would try each word of the text for whether it goes on to the end.
	while (tail > first && TOKEN_CHARACTER.test(text[tail - 1] as string)) tail -= 1;
	for (let at = tail; at < text.length; at++)
		if (!isInWord(text, at) && BODIES.some(({prefix, body}) => couldBegin(text.slice(at), prefix, body))) return at;
	return text.length;
};

const isInWord = (text: string, at: number): boolean => at > 0 && /[A-Za-z0-9]/.test(text[at - 1] as string);

const couldBegin = (rest: string, prefix: string, body: RegExp): boolean =>
	rest.length < prefix.length
		? prefix.startsWith(rest)
		: rest.startsWith(prefix) && rest.length < prefix.length + LONGEST && body.test(rest.slice(prefix.length));
