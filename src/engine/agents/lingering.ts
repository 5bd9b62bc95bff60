// An agent that handed in its result and does not end: a program with a screen of its own waits for the next order. It is
// given time to finish what it says, then it is ended, and its step is done.
import {statSync, watch} from 'node:fs';
import path from 'node:path';
import type {TurnFiles} from './run-files.ts';

/** It has said all once it is silent for so long after it handed in. */
const QUIET_MS = 15_000;
/** However much it still says. */
const LONGEST_MS = 120_000;

export type LingeringOptions = {
	readonly files: Pick<TurnFiles, 'directory' | 'result' | 'handedIn'>;
	/** Null: it may be silent as long as it likes. */
	readonly inactivityMs: number | null;
	/** When it last wrote something, in milliseconds since 1970. */
	readonly lastActivity: () => number;
	/** Whether it waits for a person: then it has more to do. */
	readonly isWaiting: () => boolean;
	readonly onOverdue: () => void;
};

/** When to look again at an agent that handed in at that time; 0 where its time is up. Pure. */
const lingersFor = (at: {
	readonly now: number;
	readonly handedIn: number;
	readonly lastActivity: number;
	readonly quietMs: number;
}): number => {
	const quiet = Math.max(at.handedIn, at.lastActivity) + at.quietMs;
	return Math.max(0, Math.min(quiet, at.handedIn + LONGEST_MS) - at.now);
};

/** Watches for the hand-in and what follows it; gives the function that ends the watch. No timer runs before there is one. */
export const watchLingering = (options: LingeringOptions): (() => void) => {
	const {files, inactivityMs, lastActivity, isWaiting, onOverdue} = options;
	// Sooner than the watchdog would.
	const quietMs = Math.min(QUIET_MS, (inactivityMs ?? Number.POSITIVE_INFINITY) / 2);
	let timer: NodeJS.Timeout | undefined;
	const look = (): void => {
		clearTimeout(timer);
		const handedIn = Math.max(...[files.result, files.handedIn].map(writtenAt));
		if (handedIn === 0) return;
		const ms = lingersFor({now: Date.now(), handedIn, lastActivity: lastActivity(), quietMs});
		if (ms > 0 || isWaiting()) timer = setTimeout(look, Math.max(ms, quietMs / 4));
		else onOverdue();
	};
	const watcher = watch(files.directory, (_, name) => {
		if (name !== null && [files.result, files.handedIn].some((file) => path.basename(file) === name)) look();
	});
	watcher.on('error', () => watcher.close());
	look();
	return () => {
		clearTimeout(timer);
		watcher.close();
	};
};

const writtenAt = (file: string): number => {
	const stat = statSync(file, {throwIfNoEntry: false});
	return stat?.isFile() && stat.size > 0 ? stat.mtimeMs : 0;
};
