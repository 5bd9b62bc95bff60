// The tasks file on disk: read afresh each time, written without losing what a person saved meanwhile.
import {isUtf8} from 'node:buffer';
import {readdirSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {errorCode, type Refusal, refusalFrom} from '../domain/errors.ts';
import {NO_TASKS, type TaskList, type TaskStatus} from '../domain/task.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import {readRegularFile} from '../files/regular-file.ts';
import {type EditableField, type EditOutcome, editCell, editStatus, restoreStatus} from './edit.ts';
import {parseTasks} from './parse.ts';

/** What came of a write; `from` and `to` are the status as it stood in the file and as it stands now. */
export type MarkOutcome =
	| {readonly kind: 'marked'; readonly from: string; readonly to: string}
	| {readonly kind: 'unchanged'; readonly from: string}
	| {readonly kind: 'no-word'; readonly from: string; readonly reason: string}
	| {readonly kind: 'refused'; readonly refusal: Refusal};

const ATTEMPTS = 8;

/**
 * The tasks of a file; a missing file has none. Throws a refusal for any other I/O error. Bytes that are not UTF-8 are
 * read as well as they can be and reported as a problem.
 */
export const readTasksFile = (file: string): TaskList => {
	const bytes = readRegularFile(file);
	if (bytes === undefined) return NO_TASKS;
	const {tasks, skipped, problems} = parseTasks(bytes.toString('utf8'));
	if (isUtf8(bytes)) return {tasks, skipped, problems};
	return {
		tasks,
		skipped,
		problems: [{line: badLine(bytes), message: 'not UTF-8; it is read but not written'}, ...problems],
	};
};

/** Sets a task's status in its file, in the file's own words. Never throws for what the file or the disk says. */
export const markTask = (file: string, taskId: string, status: TaskStatus): MarkOutcome =>
	rewrite(file, taskId, (text, name) => editStatus(text, taskId, status, name));

/** Puts back the status that an earlier `markTask` found: its `from`. */
export const restoreMark = (file: string, taskId: string, rawStatusText: string): MarkOutcome =>
	rewrite(file, taskId, (text, name) => restoreStatus(text, taskId, rawStatusText, name));

/** Sets a task's pr or notes cell. */
export const writeTaskCell = (file: string, taskId: string, field: EditableField, value: string): MarkOutcome =>
	rewrite(file, taskId, (text, name) => editCell(text, taskId, field, value, name));

/** A new tasks file in the canonical form: one table per milestone heading. */
export const newTasksFile = (missionName: string): string => `# ${missionName.replace(/\s+/g, ' ').trim() || 'Tasks'}

One table for each milestone. Statuses: not-started, in-progress, review, blocked, done, failed, cancelled.

## M1: First milestone

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
`;

/** The tasks files that a project has in the usual places, relative to its root, the likeliest first. */
export const discoverTasksFiles = (projectRoot: string): string[] => {
	const under = (folder: string, name = 'tasks.md', skip?: string) =>
		foldersIn(path.join(projectRoot, folder))
			.filter((entry) => entry !== skip)
			.map((entry) => path.join(folder, entry, name));
	const candidates = [
		'TASKS.md',
		path.join('docs', 'TASKS.md'),
		...under('specs'),
		...under(path.join('openspec', 'changes'), 'tasks.md', 'archive'),
		...under(path.join('.kiro', 'specs')),
	];
	return candidates.filter((file) => isFile(path.join(projectRoot, file)));
};

/** Somebody saved the file between our reading and our writing. */
class ChangedMeanwhile extends Error {}

const rewrite = (file: string, taskId: string, edit: (text: string, name: string) => EditOutcome): MarkOutcome => {
	try {
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const outcome = rewriteOnce(file, edit);
			if (outcome) return outcome;
		}
		return refused('refused', 'changing', `${file}: keeps changing; ${taskId} was not marked. Try again.`);
	} catch (error) {
		const {kind, code, message} = refusalFrom(error);
		if (kind !== 'bug' || code === 'bug') return {kind: 'refused', refusal: {kind, code, message}};
		return refused('invalid', code, `${file}: cannot be written (${code}). The old file stands.`);
	}
};

// Undefined means that the file changed under us: read it again. A link is followed, so that it stays one.
const rewriteOnce = (file: string, edit: (text: string, name: string) => EditOutcome): MarkOutcome | undefined => {
	const bytes = readRegularFile(file);
	const name = path.basename(file);
	if (bytes && !isUtf8(bytes))
		return refused('invalid', 'not-utf8', `${name}:${badLine(bytes)}: not UTF-8. Save the file as UTF-8.`);
	const outcome = edit(bytes?.toString('utf8') ?? '', name);
	if (outcome.kind !== 'edited' || bytes === undefined) return outcome as Exclude<EditOutcome, {kind: 'edited'}>;
	const target = realpathSync(file);
	try {
		writeFileAtomic(target, outcome.text, {
			beforeReplace: () => {
				if (realpathSync(file) !== target || readRegularFile(target)?.equals(bytes) !== true)
					throw new ChangedMeanwhile();
			},
		});
	} catch (error) {
		if (error instanceof ChangedMeanwhile || errorCode(error) === 'ENOENT') return undefined;
		throw error;
	}
	return {kind: 'marked', from: outcome.from, to: outcome.to};
};

const refused = (kind: Refusal['kind'], code: string, message: string): MarkOutcome => ({
	kind: 'refused',
	refusal: {kind, code, message},
});

const badLine = (bytes: Buffer): number => {
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const newline = bytes.indexOf(10, start);
		const end = newline < 0 ? bytes.length : newline + 1;
		if (!isUtf8(bytes.subarray(start, end))) return line;
		start = end;
	}
	return 1;
};

const foldersIn = (directory: string): string[] => {
	try {
		return readdirSync(directory).sort();
	} catch {
		return [];
	}
};

const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
