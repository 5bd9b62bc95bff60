// Finds text from a few of its letters, as fzf and editors do: letters in order, word beginnings and runs count most. Pure.

export type FuzzyMatch = {
	readonly score: number;
	/** Where the letters of the query stand in the text, in UTF-16 units, ascending. */
	readonly at: readonly number[];
};

const RUN = 8;
const WORD_START = 8;
const FIRST = 4;
const LETTER = 1;
const GAP = 0.15;
const LONGEST_TEXT = 400;

/**
 * How well a text answers a query, or null where it does not. Each word of the query has to be found by itself, in any
 * order; upper case is not told apart. An empty query matches everything equally.
 */
export const fuzzyMatch = (query: string, text: string): FuzzyMatch | null => {
	const lower = foldCase(text.slice(0, LONGEST_TEXT));
	let score = 0;
	const at = new Set<number>();
	for (const word of foldCase(query).split(/\s+/)) {
		if (word === '') continue;
		const found = matchWord(word, lower);
		if (found === null) return null;
		score += found.score;
		for (const index of found.at) at.add(index);
	}
	return {score, at: [...at].sort((a, b) => a - b)};
};

// toLowerCase() alone may change a text's length (İ), and then no position would fit.
const foldCase = (text: string): string =>
	[...text].map((char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('');

const matchWord = (word: string, text: string): FuzzyMatch | null => {
	if (!isSubsequence(word, text)) return null;
	const starts = [...startsOf(word, text)];
	const tries = starts.map((start) => positionsFrom(word, text, start)).filter((at) => at !== null);
	const rated = tries.map((at) => ({at, score: rate(at, text)}));
	return rated.reduce<FuzzyMatch | null>((best, one) => (best === null || one.score > best.score ? one : best), null);
};

const isSubsequence = (word: string, text: string): boolean => {
	let from = 0;
	for (const char of word) {
		const index = text.indexOf(char, from);
		if (index < 0) return false;
		from = index + char.length;
	}
	return true;
};

/** Where a match may begin: the whole word, each word that begins with its first letter, and the first chance of all. */
const startsOf = (word: string, text: string): Set<number> => {
	const starts = new Set<number>();
	for (let index = text.indexOf(word); index >= 0; index = text.indexOf(word, index + 1)) starts.add(index);
	const [first = ''] = word;
	for (let index = text.indexOf(first); index >= 0; index = text.indexOf(first, index + 1))
		if (starts.size === 0 || isWordStart(text, index)) starts.add(index);
	return starts;
};

/** The letters of a word, each at the first place after the one before, from `start` on. */
const positionsFrom = (word: string, text: string, start: number): number[] | null => {
	const at: number[] = [];
	let from = start;
	for (const char of word) {
		const index = text.indexOf(char, from);
		if (index < 0) return null;
		for (let unit = 0; unit < char.length; unit++) at.push(index + unit);
		from = index + char.length;
	}
	return at;
};

const rate = (at: readonly number[], text: string): number => {
	const span = (at.at(-1) ?? 0) - (at[0] ?? 0) + 1;
	const letters = at.map((index, order) => {
		const run = order > 0 && at[order - 1] === index - 1;
		return LETTER + (run ? RUN : isWordStart(text, index) ? WORD_START : 0);
	});
	const whole = letters.reduce((sum, one) => sum + one, 0);
	return whole + (at[0] === 0 ? FIRST : 0) - GAP * (span - at.length) - text.length * 0.01;
};

/** After a blank or a sign, and where a number begins: the 3 of T3. */
const isWordStart = (text: string, index: number): boolean => {
	if (index === 0) return true;
	const before = text[index - 1] ?? '';
	const own = text[index] ?? '';
	if (/\d/.test(own)) return !/\d/.test(before);
	return SIGN.test(before) && !SIGN.test(own);
};

const SIGN = /[\s\p{P}\p{S}]/u;
