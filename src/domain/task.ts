import * as z from 'zod/mini';

/** The words of a task's state. What a file writes in its own vocabulary is read into these. */
export const TASK_STATUSES = [
	'not-started',
	'in-progress',
	'review',
	'blocked',
	'done',
	'failed',
	'cancelled',
] as const;

export const TaskStatus = z.enum(TASK_STATUSES);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** A task as its file gives it. `line` counts from 1. */
export type Task = {
	readonly id: string;
	readonly title: string;
	readonly status: TaskStatus;
	/** The status as it stands in the file: the cell's text, or the mark between the brackets. */
	readonly statusText: string;
	readonly milestone: string | null;
	readonly dependsOn: readonly string[];
	readonly line: number;
	/** A checkbox: its file can say done and not done, and nothing between. */
	readonly checkbox: boolean;
	/** How deep a checkbox is nested; 0 for a table row. */
	readonly depth: number;
	/** The id of the checkbox this one is nested under. */
	readonly parent: string | null;
	readonly verify: string | null;
	readonly pr: string | null;
	readonly notes: string | null;
	readonly priority: string | null;
	readonly owner: string | null;
	readonly estimate: string | null;
};

/** A line that looked like a task and was not read as one, and why. */
export type SkippedLine = {readonly line: number; readonly reason: string};

/** A line that was read, but not without doubt; a person should look. */
export type Problem = {readonly line: number; readonly message: string};

/** Everything a tasks file says, and everything it says that was not understood. */
export type TaskList = {
	readonly tasks: readonly Task[];
	readonly skipped: readonly SkippedLine[];
	readonly problems: readonly Problem[];
};

export const NO_TASKS: TaskList = {tasks: [], skipped: [], problems: []};

/** Glyph and word for each status; the word carries the meaning where colour and glyph do not. */
export const STATUS_GLYPHS: Readonly<Record<TaskStatus, string>> = {
	'not-started': '○',
	'in-progress': '◐',
	review: '◎',
	blocked: '⊘',
	done: '●',
	failed: '✗',
	cancelled: '–',
};

/** Whether nothing is left to do: done or cancelled. */
export const isFinished = (status: TaskStatus): boolean => status === 'done' || status === 'cancelled';
