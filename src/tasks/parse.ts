// Reads a tasks file of any of the known shapes. Nothing that looks like a task is dropped without a word.
import type {TaskList} from '../domain/task.ts';
import {assemble} from './assemble.ts';
import type {TaskSource} from './draft.ts';
import {readDrafts} from './read-drafts.ts';

/** What a tasks file says, and for each task (same index) where it stands. */
export type ParsedTasks = TaskList & {readonly sources: readonly TaskSource[]};

/** Parses any text; never throws. Time and memory are linear in its length. */
export const parseTasks = (text: string): ParsedTasks => {
	const reading = readDrafts(text);
	const {tasks, problems} = assemble(reading.drafts);
	return {
		tasks,
		skipped: reading.skipped.sort(byLine),
		problems: [...reading.problems, ...problems].sort(byLine),
		sources: reading.drafts.map((draft) => draft.source),
	};
};

const byLine = (a: {line: number}, b: {line: number}): number => a.line - b.line;
