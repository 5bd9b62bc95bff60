// What an agent's screen says of its state, as data: the last resort, where it reports nothing itself. A dialog is
// answered only after the same rule was found on the screen again.

import {type AskReader, type DialogAsk, readAsk} from './dialog.ts';

export type DialogKind = 'permission' | 'question' | 'trust' | 'sign-in' | 'notice';

export type ScreenRule = {
	/** Names the rule in the evidence of a state. */
	readonly name: string;
	readonly state: 'working' | 'waiting' | 'idle';
	readonly dialog: DialogKind | null;
	/** The first release that it is of, and the first that it is no more of; left out: all before, all after. */
	readonly since?: string;
	readonly until?: string;
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
	readonly answers: {readonly allow: Key; readonly deny: Key} | null;
	/** What it waits for, where the dialog itself has no words that are worth telling. */
	readonly says?: string;
};

/** Rules of a program's screen from this release on, where one does not say otherwise. */
export const rulesSince = (since: string, rules: readonly ScreenRule[]): readonly ScreenRule[] =>
	rules.map((rule) => ({since, ...rule}));

/** A key, or a click at a text of the dialog that stands on its last rows: where a choice is lit by a colour alone, a key could take another one. */
export type Key = string | {readonly click: string};

export type Answers = {readonly allow: string; readonly deny: string};

export type ScreenReading = {
	readonly rule: string;
	readonly state: ScreenRule['state'];
	readonly dialog: DialogKind | null;
	readonly words: string | null;
	/** The row that the first pattern of the rule fits. */
	readonly seen: string;
	readonly answers: Answers | null;
};

/** A permission dialog that stands on the screen. */
export type Dialog = {
	readonly rule: string;
	readonly ask: DialogAsk;
	/** What it shows, without the mark of the choice that is lit: the same text is the same dialog. */
	readonly text: string;
	readonly answers: Answers | null;
};

/** The permission dialog at the end of the screen; null where there is none, or not all of it is in sight. */
export const readDialog = (rules: readonly ScreenRule[], rows: readonly string[], cols: number): Dialog | null => {
	const reading = readScreen(rules, rows);
	if (reading?.dialog !== 'permission') return null;
	const asks = rules.find(({name}) => name === reading.rule)?.asks;
	const found = asks && readAsk(asks, rows, cols);
	if (!found) return null;
	const {ask, shown} = found;
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
		const said = found?.[1]?.trim() ?? rule.says ?? null;
		return {rule: name, state, dialog, words: said, seen: row.trim(), answers: typed(answers, rows)};
	}
	return null;
};

const typed = (answers: ScreenRule['answers'], rows: readonly string[]): Answers | null => {
	const allow = answers && bytesOf(answers.allow, rows);
	const deny = answers && bytesOf(answers.deny, rows);
	return allow && deny ? {allow, deny} : null;
};

/** A click is a press and a release of the left button, in the encoding SGR. */
const bytesOf = (key: Key, rows: readonly string[]): string | null => {
	if (typeof key === 'string') return key;
	const row = rows.findLastIndex((text) => text.includes(key.click));
	if (row < 0) return null;
	// Within the text, counted from 1. What stands before it are narrow cells.
	const at = `${(rows[row] as string).indexOf(key.click) + 2};${row + 1}`;
	return `\u001b[<0;${at}M\u001b[<0;${at}m`;
};
