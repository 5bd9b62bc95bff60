// Tells when a tasks file changes, whoever changes it and however: in place, by rename, with its directory.
import {type FSWatcher, realpathSync, statSync, watch} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';

const QUIET_MS = 25;

/**
 * Calls `onChange` after the file appeared, changed or went away; changes in quick succession are one call. It watches
 * directories (the file's, or the nearest one above that exists, and a link's target's), never the file, whose inode
 * each save replaces; nothing is polled. Does not keep the process alive. Returns what ends it.
 */
export const watchTasksFile = (file: string, onChange: () => void): (() => void) => {
	const wanted = path.resolve(file);
	let watchers: FSWatcher[] = [];
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	let last = signatureOf(wanted);

	const soon = (): void => {
		if (!closed) timer ??= setTimeout(look, QUIET_MS).unref();
	};
	// Watches anew before it looks: what happens between the two is seen by one of them.
	const look = (): void => {
		timer = undefined;
		const old = watchers;
		watchers = watchDirectories(wanted, soon);
		for (const watcher of old) watcher.close();
		const now = signatureOf(wanted);
		if (now === last) return;
		last = now;
		onChange();
	};

	watchers = watchDirectories(wanted, soon);
	if (signatureOf(wanted) !== last) soon();
	return () => {
		closed = true;
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
};

const watchDirectories = (file: string, soon: () => void): FSWatcher[] => {
	const places = new Map<string, Set<string>>();
	for (const path of [file, targetOf(file)]) {
		const {directory, entry} = nearest(path);
		const entries = places.get(directory) ?? new Set();
		places.set(directory, entries.add(entry));
	}
	return [...places].flatMap(([directory, entries]) => watchOne(directory, entries, soon));
};

const watchOne = (directory: string, entries: ReadonlySet<string>, soon: () => void): FSWatcher[] => {
	try {
		const watcher = watch(directory, {persistent: false}, (_, name) => {
			// The directory's own name: it was moved or removed.
			if (name === null || entries.has(name) || name === path.basename(directory)) soon();
		});
		watcher.on('error', soon);
		return [watcher];
	} catch (error) {
		// Gone between finding and watching it: look again, one directory further up. Where the system has no watch left
		// to give, trying on and on would be polling.
		if (errorCode(error) === 'ENOENT') soon();
		return [];
	}
};

// The nearest directory that exists, and the entry in it whose coming or going matters.
const nearest = (file: string): {directory: string; entry: string} => {
	let entry = file;
	for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
		if (isDirectory(directory) || directory === path.dirname(directory))
			return {directory, entry: path.basename(entry)};
		entry = directory;
	}
};

const isDirectory = (directory: string): boolean => {
	try {
		return statSync(directory).isDirectory();
	} catch {
		return false;
	}
};

const targetOf = (file: string): string => {
	try {
		return realpathSync(file);
	} catch {
		return file;
	}
};

const signatureOf = (file: string): string => {
	try {
		const {dev, ino, size, mtimeNs, ctimeNs} = statSync(file, {bigint: true});
		return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
	} catch {
		return 'none';
	}
};
