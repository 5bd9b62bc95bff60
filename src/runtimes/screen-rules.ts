// What an agent's screen says of its state, as data: the last resort, where it reports nothing itself. A dialog is
// answered only after the same rule was found on the screen again.

export type DialogKind = 'permission' | 'question' | 'trust' | 'sign-in' | 'notice';

export type ScreenRule = {
	/** Names the rule in the evidence of a state. */
	readonly name: string;
	readonly state: 'working' | 'waiting' | 'idle';
	readonly dialog: DialogKind | null;
	/** Each of these fits one of the screen's last rows. */
	readonly all: readonly RegExp[];
	/** What the very last row that is not blank has to be: text of the agent that looks like a dialog stands above it. */
	readonly last?: RegExp;
	/** How many rows from the last one that is not blank are looked at. */
	readonly rows: number;
	/** The words of the dialog: the first group of this pattern. */
	readonly words?: RegExp;
	/**
	 * The keys that give leave once, and those that refuse; null where only a person may answer. Typed again every two
	 * seconds for as long as the same dialog stands: codex hears no key in a dialog's first moment.
	 */
	readonly answers: {readonly allow: string; readonly deny: string} | null;
};

export type ScreenReading = {
	readonly rule: string;
	readonly state: ScreenRule['state'];
	readonly dialog: DialogKind | null;
	readonly words: string | null;
	/** The row that the first pattern of the rule fits. */
	readonly seen: string;
	readonly answers: ScreenRule['answers'];
};

/** What the rows say by the first rule that fits; null where none does. Nothing is ever concluded from no match. */
export const readScreen = (rules: readonly ScreenRule[], rows: readonly string[]): ScreenReading | null => {
	const last = rows.findLastIndex((row) => row.trim() !== '');
	for (const rule of rules) {
		const seen = rows.slice(Math.max(0, last + 1 - rule.rows), last + 1);
		if (!rule.all.every((pattern) => seen.some((row) => pattern.test(row)))) continue;
		const {words} = rule;
		if (rule.last && !rule.last.test(seen.at(-1) ?? '')) continue;
		const found = words && seen.map((row) => words.exec(row)).find((match) => match !== null);
		const {name, state, dialog, answers} = rule;
		const row = seen.find((text) => rule.all[0]?.test(text)) ?? '';
		return {rule: name, state, dialog, words: found?.[1]?.trim() ?? null, seen: row.trim(), answers};
	}
	return null;
};
