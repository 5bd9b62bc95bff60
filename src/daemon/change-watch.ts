// Hearing of a project's changes from the system, without asking: its journal, its mission, its branch.
import {type FSWatcher, statSync, watch} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import {lastEventNumber} from '../engine/overview.ts';
import {watchTasksFile} from '../tasks/watch.ts';
import {createLooks} from './look-again.ts';

/** Calls back, once per turn of events, after the project's journal, mission, tasks file or branch changed. */
export const watchProject = (paths: ProjectPaths, tasksFile: string, onChange: () => void): (() => void) => {
	const closers = [
		watchJournal(paths, onChange),
		watchNames(paths.orchestratorDir, (name) => name === path.basename(paths.missionFile), onChange),
		watchNames(path.join(paths.root, '.git'), (name) => name === 'HEAD', onChange),
		watchTasksFile(tasksFile, onChange),
	];
	return () => {
		for (const close of closers) close();
	};
};

/**
 * Calls back after something was written to the journal. Reading it makes and removes SQLite's side files, so an event
 * alone says nothing: only other bytes do.
 */
export const watchJournal = (paths: ProjectPaths, onChange: () => void): (() => void) => {
	const {dotMosaic, database} = paths;
	const looks = createLooks(() => lastEventNumber(paths), onChange);
	const signature = (): string => [database, `${database}-wal`].map(stateOf).join(' ');
	let last = signature();
	const look = (): void => {
		const now = signature();
		if (now === last) return;
		last = now;
		looks.event();
	};
	const close = watchNames(dotMosaic, (name) => name.startsWith(path.basename(database)), look);
	return () => {
		close();
		looks.close();
	};
};

const stateOf = (file: string): string => {
	const stat = statSync(file, {throwIfNoEntry: false});
	return stat && stat.size > 0 ? `${stat.ino}:${stat.size}:${stat.mtimeMs}` : '-';
};

const watchNames = (directory: string, wanted: (name: string) => boolean, onChange: () => void): (() => void) => {
	let watcher: FSWatcher | undefined;
	try {
		watcher = watch(directory, (_, name) => {
			if (name !== null && wanted(name)) onChange();
		});
		watcher.on('error', () => watcher?.close());
	} catch {
		return () => {}; // the folder is not there (no git, say): nothing in it changes
	}
	return () => watcher?.close();
};
