// How people and planners write a task's state, read into mosaic's words.
import type {TaskStatus} from '../domain/task.ts';
import type {Span} from './cells.ts';

const WORDS: Readonly<Record<TaskStatus, string>> = {
	'not-started':
		'not-started to-do todo open pending planned backlog new queued ready not-done unstarted waiting-to-start not-yet incomplete proposed draft accepted upcoming scheduled next later unassigned',
	'in-progress':
		'in-progress doing wip started active ongoing working in-work underway under-way in-development in-dev in-flight progress running partial partially-done partially-complete partially half-done claimed assigned current begun implementing on-track at-risk',
	review:
		'review in-review reviewing needs-review ready-for-review code-review under-review in-qa qa testing in-testing in-test verify verifying needs-verification to-verify to-review pr-open pr',
	blocked: 'blocked waiting on-hold hold paused stuck suspended needs-info needs-input',
	done: 'done complete completed finished closed merged shipped resolved verified fixed released deployed implemented delivered landed yes',
	failed: 'failed fail error broken rejected failing',
	cancelled:
		'cancelled canceled dropped wont-do wont-fix skipped skip obsolete deferred superseded abandoned removed duplicate declined not-needed not-doing not-planned postponed n-a',
};

const EMOJI: Readonly<Record<TaskStatus, string>> = {
	'not-started': '⬜ ☐ ⚪ 🔲 📋 ⏳ 🆕 📝 🔵 ○ 🗒 ◻ 🔘',
	'in-progress': '🚧 🔄 🏗 🟡 🔨 ⚙ 🛠 ▶ 🏃 🔧 ◐ 🟠 🌓 ⏩ 🔃',
	review: '👀 🔍 🧪 🔎 🟣 ◎',
	blocked: '⛔ 🔒 ⏸ 🛑 🔴 ⊘ ✋ 🚨',
	done: '✅ ☑ ✔ ✓ 🟢 🎉 ● 💚 🏁 🚀',
	failed: '❌ ✗ ✘ 💥 ❗',
	cancelled: '🚫 🗑 ⏭ 🪦 – 💤',
};

const keyOf = (words: string): string => words.toLowerCase().replace(/[\s_’'-]+/gu, '');

const byWord = new Map<string, TaskStatus>();
const byEmoji = new Map<string, TaskStatus>();
for (const [status, words] of Object.entries(WORDS))
	for (const word of words.split(' ')) byWord.set(keyOf(word), status as TaskStatus);
for (const [status, emoji] of Object.entries(EMOJI))
	for (const one of emoji.split(' ')) byEmoji.set(one, status as TaskStatus);

/** The emoji that stands for a status where the file shows none of its own. */
export const emojiFor = (status: TaskStatus): string => EMOJI[status].split(' ')[0] as string;

/** A status cell taken apart. Offsets count within the cell's text. */
export type StatusReading = {
	readonly status: TaskStatus;
	/** False where the cell says something that mosaic does not know; it is then read as not started. */
	readonly known: boolean;
	readonly emoji: Span | null;
	readonly word: Span | null;
};

const LEAD = /^(?:[\s*_~`>]|\[(?=[^\]]{2})|<[^<>]{0,40}>|- (?=\[))*/u;
const MARK = /^\[([ xX])\]/;
const PICTURE = /^(?:\p{Extended_Pictographic}|[✓✗✘○◐◎⊘●☐☑◻–])\ufe0f?/u;
const PHRASE = /^\p{L}[\p{L}\p{M}’']*(?:[ _-]{1,2}\p{L}[\p{L}\p{M}’']*){0,2}/u;
const NOTHING = /^(?:[-–—.…?]*|n\/a|none|tbd)$/i;

/** Reads the leading token of a status cell: a check mark, an emoji, a word or a phrase, or emoji and word. */
export const readStatus = (cell: string): StatusReading => {
	const remembered = recent.get(cell);
	if (remembered) return remembered;
	const reading = readLead(cell);
	if (recent.size > 200) recent.clear();
	if (cell.length < 80) recent.set(cell, reading);
	return reading;
};

// A file says the same few things thousands of times.
const recent = new Map<string, StatusReading>();

const readLead = (cell: string): StatusReading => {
	const text = cell.length > 200 ? cell.slice(0, 200) : cell;
	if (NOTHING.test(text)) return {status: 'not-started', known: true, emoji: null, word: null};
	let at = leadLength(text, 0);
	const mark = MARK.exec(text.slice(at));
	if (mark) {
		const span = {start: at + 1, end: at + 2};
		return {status: mark[1] === ' ' ? 'not-started' : 'done', known: true, emoji: null, word: span};
	}
	let emoji: Span | null = null;
	for (let picture = PICTURE.exec(text.slice(at)); picture; picture = PICTURE.exec(text.slice(at))) {
		const isStatus = byEmoji.has(picture[0].replace('\ufe0f', ''));
		if (isStatus && !emoji) emoji = {start: at, end: at + picture[0].length};
		at = leadLength(text, at + picture[0].length);
	}
	return readWord(text, at, emoji);
};

const leadLength = (text: string, from: number): number => from + (LEAD.exec(text.slice(from))?.[0].length ?? 0);

const readWord = (text: string, at: number, emoji: Span | null): StatusReading => {
	const phrase = PHRASE.exec(text.slice(at))?.[0] ?? '';
	for (const candidate of leadingPhrases(phrase)) {
		const status = byWord.get(keyOf(candidate));
		if (!status) continue;
		const end = at + candidate.length;
		return {status, known: true, emoji: emoji ?? emojiBehind(text, end, status), word: {start: at, end}};
	}
	if (emoji) {
		const status = byEmoji.get(text.slice(emoji.start, emoji.end).replace('\ufe0f', '')) as TaskStatus;
		return {status, known: true, emoji, word: null};
	}
	const percent = /^(\d{1,3}) ?%/.exec(text.slice(at));
	if (percent)
		return {status: statusOfShare(Number(percent[1])), known: true, emoji, word: spanAt(at, percent[0].length)};
	const token = /^[^\s*_~`]+/u.exec(text.slice(at))?.[0].length ?? 0;
	return {status: 'not-started', known: false, emoji: null, word: token > 0 ? spanAt(at, token) : null};
};

const spanAt = (start: number, length: number): Span => ({start, end: start + length});

const statusOfShare = (percent: number): TaskStatus =>
	percent >= 100 ? 'done' : percent > 0 ? 'in-progress' : 'not-started';

// `Done ✅`: an emoji that says the same again goes with the word.
const emojiBehind = (text: string, from: number, status: TaskStatus): Span | null => {
	const at = leadLength(text, from);
	const picture = PICTURE.exec(text.slice(at))?.[0];
	if (picture === undefined || byEmoji.get(picture.replace('\ufe0f', '')) !== status) return null;
	return spanAt(at, picture.length);
};

// `in review now` → itself, `in review`, `in`: the longest known one counts.
const leadingPhrases = (phrase: string): string[] => {
	const phrases: string[] = [];
	for (let text = phrase; text !== ''; text = text.replace(/(?:^|[ _-]{1,2})[^ _-]+$/u, '')) {
		phrases.push(text);
		if (phrases.length > 3) break;
	}
	return phrases;
};
