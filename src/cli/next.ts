// `mosaic next`: the task that `mosaic run` would start, and why it is that one.
import {refuse} from '../domain/errors.ts';
import {findCycle, nextTask, progressOf, tasksById, whyNotReady} from '../domain/readiness.ts';
import {isFinished, STATUS_GLYPHS} from '../domain/task.ts';
import {plainLine} from '../domain/text.ts';
import {type Overview, readOverview} from '../engine/overview.ts';
import type {Context} from './context.ts';
import {nameWithin} from './mission-here.ts';

/** Prints the next task. Refused as not found (exit 4) when none is ready, with what stands in the way. */
export const nextCommand = async (context: Context): Promise<number> => {
	const paths = context.paths();
	const overview = readOverview(paths, {now: new Date(), sessions: 'open'});
	const file = plainLine(nameWithin(paths.root, overview.tasksFile));
	const {busy} = overview.work;
	const next = nextTask(overview.tasks.tasks, overview.work);
	if (!next) return refuse('not-found', 'nothing-ready', `${file}: no task is ready: ${whyNothing(overview, busy)}.`);
	const {task, reason} = next;
	const {id, title, status, milestone, dependsOn, line} = task;
	const ready = whyNotReady(task, tasksById(overview.tasks.tasks)) === undefined;
	if (context.json) {
		context.output.document('next', {task: {id, title, status, milestone, dependsOn, line, ready}, reason});
		return 0;
	}
	const where = milestone === null ? '' : ` · ${plainLine(milestone)}`;
	context.output.print(
		[
			`${context.output.styled('bold', plainLine(id))}  ${plainLine(title)}`,
			`${STATUS_GLYPHS[status]} ${status}${where} · ${file}:${line}`,
			`Why: ${plainLine(reason)}.`,
		].join('\n'),
	);
	return 0;
};

const whyNothing = ({tasks}: Overview, busy: ReadonlySet<string>): string => {
	const {done, total} = progressOf(tasks.tasks);
	if (tasks.tasks.length === 0) return 'the file has no tasks';
	const open = tasks.tasks.filter((task) => !isFinished(task.status));
	if (open.length === 0) return `all ${total} are done`;
	const cycle = findCycle(tasks.tasks);
	if (cycle) return `tasks wait for each other (${cycle.map(plainLine).join(' → ')})`;
	if (open.every((task) => busy.has(task.id))) return `agents work on all that is left (${done} of ${total} done)`;
	return `the ${open.length} open ones wait for others or for a person (\`mosaic tasks\` shows which; ${done} of ${total} done)`;
};
