// Why a session is said to be in a state: who said so, by which rule, and which text was seen.
import * as z from 'zod/mini';

/**
 * Who can tell what an agent is doing, the most trusted first: its own stream of events, its hooks, its report by OSC
 * 7501, its title, its progress (OSC 9;4), the text on its screen.
 */
export const STATE_SOURCES = ['stream', 'hook', 'osc-7501', 'title', 'osc-9', 'screen'] as const;
export type StateSource = (typeof STATE_SOURCES)[number];

/** The rule and the text behind a state, where there are any: cleaned, short, for people. */
export const Evidence = z.object({
	/** Which of the source's rules it was. */
	rule: z.nullable(z.string()),
	/** The text that the rule fitted. */
	seen: z.nullable(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

export const NO_EVIDENCE: Evidence = {rule: null, seen: null};

const WORDS: Readonly<Record<string, string>> = {
	stream: 'its stream of events',
	hook: 'a hook it ran',
	'osc-7501': 'its report to the terminal (OSC 7501)',
	title: 'the title it set',
	'osc-9': 'the progress it shows (OSC 9;4)',
	screen: 'the text on its screen',
	asked: 'the question it put by `mosaic ask`',
	progress: 'its word by `mosaic progress`',
	started: 'its start; it has told nothing since',
	claimed: 'the claim of its checkout',
	exit: 'the end of its process',
	'start-failed': 'its failed start',
};

/** A source in words; what is not known is given as it is. */
export const sourceWords = (source: string): string =>
	Object.hasOwn(WORDS, source) ? (WORDS[source] as string) : source;
