// What the titles that agents set say of their state, as data. Measured: claude 2.1, codex 0.169, gemini 0.61.

export type TitleRule = {
	/** Names the rule in the evidence of a state. */
	readonly name: string;
	/** `resting`: at its prompt or waiting for a person; the title is the same for both. */
	readonly state: 'working' | 'waiting' | 'idle' | 'resting';
	readonly pattern: RegExp;
};

const TITLES: Readonly<Record<string, readonly TitleRule[]>> = {
	claude: [
		{name: 'claude-title-busy', state: 'working', pattern: /^[◐◑◒◓\u2800-\u28ff]\s/u},
		{name: 'claude-title-rest', state: 'resting', pattern: /^✳/u},
	],
	codex: [
		{name: 'codex-title-asks', state: 'waiting', pattern: /^\[ ?[!.] ?\] Action Required/},
		{name: 'codex-title-busy', state: 'working', pattern: /^[\u2800-\u28ff]\s/u},
	],
	gemini: [
		{name: 'gemini-title-busy', state: 'working', pattern: /^✦/u},
		{name: 'gemini-title-asks', state: 'waiting', pattern: /^✋/u},
		// So it says too while it asks whether to trust the folder.
		{name: 'gemini-title-ready', state: 'resting', pattern: /^◇/u},
	],
};

/** The first rule of a runtime that a title fits; null where none does, which says nothing. */
export const readTitle = (runtime: string, title: string): TitleRule | null =>
	(Object.hasOwn(TITLES, runtime) ? (TITLES[runtime] as readonly TitleRule[]) : []).find(({pattern}) =>
		pattern.test(title),
	) ?? null;
