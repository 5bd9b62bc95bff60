// What an agent's screen says of its state, as data: the last resort, where it reports nothing itself. A dialog is
// answered only after the same rule was found on the screen again.

import {type AskReader, type DialogAsk, dialogRows} from './dialog.ts';

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
	/** Reads what a permission dialog is about. */
	readonly asks?: AskReader;
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

/** A permission dialog that stands on the screen. */
export type Dialog = {
	readonly rule: string;
	readonly ask: DialogAsk;
	/** What it shows, without the mark of the choice that is lit: the same text is the same dialog. */
	readonly text: string;
	readonly answers: ScreenRule['answers'];
};

/** The permission dialog at the end of the screen; null where there is none, or not all of it is in sight. */
export const readDialog = (rules: readonly ScreenRule[], rows: readonly string[], cols: number): Dialog | null => {
	const reading = readScreen(rules, rows);
	if (reading?.dialog !== 'permission') return null;
	const asks = rules.find(({name}) => name === reading.rule)?.asks;
	const shown = asks && dialogRows(asks, rows);
	const ask = shown && asks.read({rows: shown, cols});
	if (!ask) return null;
	const text = shown.map((row) => row.replace(/[❯›●]/g, ' ').trimEnd()).join('\n');
	return {rule: reading.rule, ask, text, answers: reading.answers};
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
