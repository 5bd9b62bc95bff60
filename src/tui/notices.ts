// What mosaic tells a person: shown for a while, errors until they are dismissed, and kept to be read again. Pure.

export type Tone = 'info' | 'good' | 'bad';
export type Toast = {readonly text: string; readonly tone: Tone};

export type ShownToast = Toast & {
	readonly id: number;
	/** When it goes by itself, in the person's clock; null for one that waits to be dismissed. */
	readonly until: number | null;
};

export type PastMessage = Toast & {readonly at: number};

export type Notices = {
	readonly next: number;
	/** Oldest first. */
	readonly shown: readonly ShownToast[];
	readonly past: readonly PastMessage[];
};

export const NO_NOTICES: Notices = {next: 1, shown: [], past: []};

const MOST_SHOWN = 20;
const MOST_PAST = 200;
const SHORTEST_MS = 4000;
const LONGEST_MS = 12_000;
const READING_MS_PER_LETTER = 60;

/** Tells something: a text that is shown already moves to the end, and stays as long as a new one. */
export const addToast = (notices: Notices, toast: Toast, now: number): Notices => {
	if (toast.text.trim() === '') return notices;
	const time = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, toast.text.length * READING_MS_PER_LETTER));
	const shown: ShownToast = {...toast, id: notices.next, until: toast.tone === 'bad' ? null : now + time};
	const others = notices.shown.filter((one) => one.text !== toast.text);
	return {
		next: notices.next + 1,
		shown: [...others, shown].slice(-MOST_SHOWN),
		past: [...notices.past, {...toast, at: now}].slice(-MOST_PAST),
	};
};

/** Without those whose time has come; the same object where there are none. */
export const withoutExpired = (notices: Notices, now: number): Notices =>
	keep(notices, ({until}) => until === null || until > now);

/** A key was pressed: reasons why another one did nothing have been read. */
export const withoutInfo = (notices: Notices): Notices => keep(notices, ({tone}) => tone !== 'info');

/** Without the newest error, else without the newest of all. */
export const dismissNewest = (notices: Notices): Notices => {
	const newest = notices.shown.findLast(({tone}) => tone === 'bad') ?? notices.shown.at(-1);
	return keep(notices, (one) => one !== newest);
};

/** When the next one goes by itself; null where none does. */
export const nextExpiry = ({shown}: Notices): number | null => {
	const times = shown.flatMap(({until}) => (until === null ? [] : until));
	return times.length === 0 ? null : Math.min(...times);
};

const keep = (notices: Notices, stays: (toast: ShownToast) => boolean): Notices =>
	notices.shown.every(stays) ? notices : {...notices, shown: notices.shown.filter(stays)};
