// `mosaic tasks`: every task, what it waits for, and every line of the file that was not understood.
import {parentIds, tasksById, waitingFor, whyNotReady} from '../domain/readiness.ts';
import {isFinished, STATUS_GLYPHS, type Task, type TaskList, type TaskStatus} from '../domain/task.ts';
import {plainLine} from '../domain/text.ts';
import type {Context} from './context.ts';
import {type MissionHere, missionHere} from './mission-here.ts';
import {counted} from './print/count.ts';
import type {Output, Style} from './print/output.ts';
import {table} from './print/table.ts';

/** Lists the tasks of the mission. */
export const tasksCommand = async (context: Context): Promise<number> => {
	const here = missionHere(context);
	if (context.json) context.output.document('tasks', tasksDocument(here));
	else context.output.print(tasksText(here, context.output));
	return 0;
};

const tasksDocument = ({tasks, tasksName}: MissionHere) => {
	const ready = readyIds(tasks);
	const byId = tasksById(tasks.tasks);
	return {
		file: tasksName,
		tasks: tasks.tasks.map((task) => ({
			id: task.id,
			title: task.title,
			status: task.status,
			milestone: task.milestone,
			dependsOn: task.dependsOn,
			waitingFor: waitingFor(task, byId),
			line: task.line,
			ready: ready.has(task),
		})),
		skipped: tasks.skipped,
		problems: tasks.problems,
	};
};

/** The tasks that can be started: nothing they depend on is open, and no checkbox nested under them. */
const readyIds = ({tasks}: TaskList): ReadonlySet<Task> => {
	const byId = tasksById(tasks);
	const parents = parentIds(tasks.filter((task) => !isFinished(task.status)));
	return new Set(tasks.filter((task) => whyNotReady(task, byId) === undefined && !parents.has(task.id)));
};

const STATUS_STYLES: Readonly<Record<TaskStatus, Style | undefined>> = {
	'not-started': undefined,
	'in-progress': 'cyan',
	review: 'blue',
	blocked: 'yellow',
	done: 'green',
	failed: 'red',
	cancelled: 'dim',
};

const tasksText = (here: MissionHere, output: Output): string => {
	const {tasks, skipped, problems} = here.tasks;
	const file = plainLine(here.tasksName);
	if (tasks.length === 0 && skipped.length === 0 && problems.length === 0) return `${file} has no tasks yet.`;
	const notes = [
		...problems.map(({line, message}) => `${file}:${line}: ${plainLine(message)}`),
		...skipped.map(({line, reason}) => `${file}:${line}: skipped: ${plainLine(reason)}`),
	].map((note) => output.styled('yellow', note));
	const count = `${counted(tasks.length, 'task')}, ${counted(skipped.length, 'line')} skipped, ${problems.length} to look at`;
	return [...grouped(here.tasks, output), '', output.styled('dim', count), ...notes].join('\n');
};

const grouped = (list: TaskList, output: Output): string[] => {
	const {tasks} = list;
	const [header = '', ...lines] = rowsOf(list, output);
	return [
		output.styled('dim', header),
		...tasks.flatMap((task, index) => {
			const own = lines[index] ?? '';
			if (task.milestone === (tasks[index - 1]?.milestone ?? null)) return [own];
			return ['', output.styled('bold', plainLine(task.milestone ?? 'No milestone')), own];
		}),
	];
};

const rowsOf = (list: TaskList, output: Output): string[] => {
	const {tasks} = list;
	const byId = tasksById(tasks);
	const ready = readyIds(list);
	const rows = tasks.map((task) => [
		task.id,
		statusCell(task),
		'  '.repeat(task.depth) + task.title,
		noteOf(task, byId, ready),
	]);
	const paint = (cell: string, row: number): string => {
		const style = STATUS_STYLES[tasks[row]?.status ?? 'not-started'];
		return style ? output.styled(style, cell) : cell;
	};
	return table(
		[{title: 'ID'}, {title: 'STATUS', paint}, {title: 'TITLE', flexible: true}, {title: ''}],
		rows,
		output.columns,
	);
};

const statusCell = (task: Task): string => `${STATUS_GLYPHS[task.status]} ${task.status}`;

const noteOf = (task: Task, byId: ReadonlyMap<string, Task>, ready: ReadonlySet<Task>): string => {
	if (ready.has(task)) return 'ready';
	const open = isFinished(task.status) ? [] : waitingFor(task, byId);
	return open.length === 0 ? '' : `waits for ${open.slice(0, 5).join(', ')}${open.length > 5 ? ', …' : ''}`;
};
