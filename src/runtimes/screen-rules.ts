// What an agent's screen says of its state, as data: the last resort, where it reports nothing itself. A dialog is
// answered only after the same rule was found on the screen again.

export type DialogKind = 'permission' | 'question' | 'trust' | 'sign-in' | 'notice';

export type ScreenRule = {
	/** Names the rule in the evidence of a state. */
	readonly name: string;
	readonly state: 'working' | 'waiting' | 'idle';
	readonly dialog: DialogKind | null;
	/** All of these stand on the screen's last rows. Matched line by line. */
	readonly all: readonly RegExp[];
	/** How many rows from the last one that is not blank are looked at. */
	readonly rows: number;
	/** The words of the dialog: the first group of this pattern. */
	readonly words?: RegExp;
	/** The keys that give leave once, and those that refuse; null where only a person may answer. */
	readonly answers: {readonly allow: string; readonly deny: string} | null;
};

export type ScreenReading = {
	readonly rule: string;
	readonly state: ScreenRule['state'];
	readonly dialog: DialogKind | null;
	readonly words: string | null;
	readonly answers: ScreenRule['answers'];
};

/** What the rows say by the first rule that fits; null where none does. Nothing is ever concluded from no match. */
export const readScreen = (rules: readonly ScreenRule[], rows: readonly string[]): ScreenReading | null => {
	const last = rows.findLastIndex((row) => row.trim() !== '');
	for (const rule of rules) {
		const seen = rows.slice(Math.max(0, last + 1 - rule.rows), last + 1);
		if (!rule.all.every((pattern) => seen.some((row) => pattern.test(row)))) continue;
		const {words} = rule;
		const found = words && seen.map((row) => words.exec(row)).find((match) => match !== null);
		const {name, state, dialog, answers} = rule;
		return {rule: name, state, dialog, words: found?.[1]?.trim() ?? null, answers};
	}
	return null;
};
