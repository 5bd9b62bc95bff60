// How to write a status so that it looks like the ones that already stand in its column.
import type {TaskStatus} from '../domain/task.ts';
import type {Span} from './cells.ts';
import {emojiFor, readStatus, type StatusReading} from './status-words.ts';

type Sample = {
	readonly status: TaskStatus;
	readonly word: string | null;
	readonly emoji: string | null;
	readonly count: number;
};

/**
 * The cell with another status: its leading emoji and word are replaced, all else (bold, strike, what follows) stays.
 * `column` holds the other cells' texts; the word used there for this status is taken, else mosaic's own word in the
 * case and with the separator that the column uses.
 */
export const withStatus = (cell: string, status: TaskStatus, column: readonly string[]): string => {
	const reading = readStatus(cell);
	const samples = samplesOf([...column, cell]);
	const alike = commonest(samples.filter((sample) => sample.status === status));
	const {word, emoji} = reading;
	if (word && isMark(cell, word)) return splice(cell, [[word, status === 'done' ? 'x' : ' ']]);
	const newWord = alike?.word ?? styled(status, samples);
	const newEmoji = alike?.emoji ?? emojiFor(status);
	if (emoji && word)
		return splice(cell, [
			[emoji, newEmoji],
			[word, newWord],
		]);
	if (emoji) return splice(cell, [[emoji, newEmoji]]);
	if (word) return splice(cell, [[word, newWord]]);
	return fresh(alike, samples, newWord, newEmoji);
};

/** Whether the cell's status is a check mark (`[x]`), which knows only done and not done. */
export const isMarkCell = (cell: string): boolean => {
	const {word} = readStatus(cell);
	return word !== null && isMark(cell, word);
};

const isMark = (cell: string, word: Span): boolean => cell[word.start - 1] === '[' && cell[word.end] === ']';

// A column says the same few things again and again; each is read once.
const samplesOf = (cells: readonly string[]): Sample[] => {
	const counts = new Map<string, number>();
	for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
	return [...counts].map(([cell, count]) => sampleOf(cell, count)).filter((sample) => sample !== undefined);
};

const sampleOf = (cell: string, count: number): Sample | undefined => {
	const reading = readStatus(cell);
	if (!reading.known || (reading.word && isMark(cell, reading.word))) return undefined;
	const textOf = (span: StatusReading['word']) => (span ? cell.slice(span.start, span.end) : null);
	if (!reading.word && !reading.emoji) return undefined;
	return {status: reading.status, word: textOf(reading.word), emoji: textOf(reading.emoji), count};
};

const commonest = (samples: readonly Sample[]): Sample | undefined => {
	const counts = new Map<string, {sample: Sample; count: number}>();
	for (const sample of samples) {
		const key = `${sample.emoji ?? ''} ${sample.word ?? ''}`;
		const entry = counts.get(key) ?? {sample, count: 0};
		entry.count += sample.count;
		counts.set(key, entry);
	}
	let best: {sample: Sample; count: number} | undefined;
	for (const entry of counts.values()) if (!best || entry.count > best.count) best = entry;
	return best?.sample;
};

// `TODO`, `DONE` → `IN-PROGRESS`; `To Do`, `Done` → `In Progress`; `in_review` → `in_progress`.
const styled = (status: TaskStatus, samples: readonly Sample[]): string => {
	const words = samples.map((sample) => sample.word).filter((word) => word !== null);
	const upper = words.length > 0 && words.every((word) => word === word.toUpperCase());
	const title = !upper && words.length > 0 && words.every((word) => /^\p{Lu}/u.test(word));
	const separator = words.map((word) => /[ _-]/.exec(word)?.[0]).find((found) => found !== undefined);
	const word = status.replaceAll('-', separator ?? (title ? ' ' : '-'));
	if (upper) return word.toUpperCase();
	const titleAll = title && words.every((sample) => !/[ _-]\p{Ll}/u.test(sample));
	if (titleAll)
		return word.replace(/(^|[ _-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
	return title ? word.charAt(0).toUpperCase() + word.slice(1) : word;
};

// What an empty cell gets: emoji, word or both, as most cells of the column have it.
const fresh = (alike: Sample | undefined, samples: readonly Sample[], word: string, emoji: string): string => {
	const model = alike ?? commonest(samples);
	if (!model?.emoji) return word;
	return model.word ? `${emoji} ${word}` : emoji;
};

const splice = (text: string, parts: readonly (readonly [Span, string])[]): string => {
	let result = '';
	let at = 0;
	for (const [span, replacement] of [...parts].sort(([a], [b]) => a.start - b.start)) {
		result += text.slice(at, span.start) + replacement;
		at = span.end;
	}
	return result + text.slice(at);
};
