// Finding JSON objects in what an agent said. The text is hostile: the work is bounded whatever it holds.

/** Only so much of the end of a message is looked at. */
const LONGEST = 256 * 1024;

/**
 * The JSON objects in a text that lie in no other one, in order; fences and prose around them do not matter. The time
 * it takes grows with the text's length, not with its depth: texts made to be slow give fewer objects.
 */
export const jsonBlocks = (message: string): Record<string, unknown>[] => {
	const text = message.slice(-LONGEST);
	const blocks: Record<string, unknown>[] = [];
	let budget = 20 * text.length + 1000;
	for (let at = text.indexOf('{'); at !== -1 && budget > 0; ) {
		const end = mayBegin(text, at) ? balancedEnd(text, at, budget) : at;
		budget -= Math.abs(end) - at + 1;
		const block = end > at ? parsed(text.slice(at, end)) : undefined;
		if (block) blocks.push(block);
		at = text.indexOf('{', block ? end : at + 1);
	}
	return blocks;
};

// Braces of code fail here: an object goes on with a key or ends.
const mayBegin = (text: string, at: number): boolean => /[^\s]/.exec(text.slice(at + 1, at + 200))?.[0] === '"';

/** Just past the brace that closes the one at `at`; negative, and how far it looked, where there is none. */
const balancedEnd = (text: string, at: number, budget: number): number => {
	let depth = 0;
	let inString = false;
	const limit = Math.min(text.length, at + budget);
	for (let i = at; i < limit; i++) {
		const char = text[i];
		if (inString) {
			if (char === '\\') i++;
			else if (char === '"') inString = false;
			else if (char === '\n') return -i; // JSON has no line ends in strings: this is prose
		} else if (char === '"') inString = true;
		else if (char === '{') depth++;
		else if (char === '}' && --depth === 0) return i + 1;
	}
	return -limit;
};

const parsed = (text: string): Record<string, unknown> | undefined => {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
};
