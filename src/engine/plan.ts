// What a run would be: which task, which milestone, which command, which hand-over. Pure.
import type {Capsule} from '../domain/capsule.ts';
import type {Refusal} from '../domain/errors.ts';
import {
	currentMilestone,
	isOfMilestone,
	type MilestoneRef,
	type Mission,
	type SessionRecord,
} from '../domain/mission.ts';
import {nextTask, progressOf, tasksById, waitingFor} from '../domain/readiness.ts';
import type {Task, TaskList} from '../domain/task.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {buildCapsule} from '../mission/capsule-file.ts';
import {continuationPrompt} from '../mission/prompt.ts';
import {launchArgv} from '../runtimes/registry.ts';
import {isAcpCommand} from './acp-command.ts';
import type {RunOptions} from './run-options.ts';
import {type TaskHistory, withHistory} from './task-history.ts';
import {whyNotStart} from './why-not.ts';

export type PlanInput = {
	readonly root: string;
	readonly mission: Mission;
	readonly list: TaskList;
	/** Files as messages and the prompt name them. */
	readonly tasksFile: string;
	readonly manifestFile: string;
	readonly scratchpadFile: string;
	readonly guideFile: string | null;
	readonly branch: string | null;
	readonly previous: SessionRecord | null;
	readonly history: TaskHistory;
	readonly options: RunOptions;
	/** The configured command of a runtime. */
	readonly commandOf: (runtime: string) => readonly string[] | undefined;
	readonly defaultRuntime: string;
	readonly now: Date;
};

export type RunPlan = {
	readonly task: Task;
	readonly milestone: MilestoneRef | null;
	readonly runtime: string;
	/** The command as it was configured or given, before the prompt went in; empty for the runtime's own. */
	readonly command: readonly string[];
	readonly argv: readonly string[];
	/** Whether the command was given for this very run. */
	readonly given: boolean;
	/** What the agent is told. */
	readonly prompt: string;
	readonly workflow: 'solo';
	readonly capsule: Capsule;
	/** What a person should know although it stops nothing. */
	readonly warnings: readonly string[];
};

/** The plan of a run, or why there is none. */
export const planRun = (input: PlanInput): RunPlan | Refusal => {
	const {options, tasksFile, history} = input;
	const list = withHistory(input.list, history);
	if (options.workflow !== undefined && options.workflow !== 'solo')
		return {
			kind: 'usage',
			code: 'unknown-workflow',
			message: `unknown workflow ${quoted(options.workflow)}. Known: solo.`,
		};
	const task = chooseTask(list, input);
	if ('code' in task) return task;
	const refusal = whyNotStart(task, undefined);
	if (refusal) return {...refusal, message: `${tasksFile}:${task.line}: ${refusal.message}`};
	const strange = unknownMilestone(input, list);
	return strange ?? planFor({...input, list, options: resumedOptions(input, task.id)}, task);
};

const planFor = (input: PlanInput, task: Task): RunPlan => {
	const {options, list, mission, root, branch, now} = input;
	const milestone = currentMilestone(mission, task, options.milestone);
	const runtime = options.runtime ?? (options.argv ? plainLine(options.argv[0] ?? '') : input.defaultRuntime);
	const command = options.argv ?? input.commandOf(runtime) ?? [];
	const progress = progressOf(list.tasks);
	const prompt = continuationPrompt({
		...input,
		project: root,
		qualityGates: mission.quality_gates,
		runtime,
		milestone,
		task,
		progress,
	});
	return {
		task,
		milestone,
		runtime,
		command,
		argv: launchArgv(runtime, command, prompt),
		given: options.argv !== undefined,
		prompt,
		workflow: 'solo',
		capsule: buildCapsule({now, runtime, mission, root, milestone, taskId: task.id, progress, branch}),
		warnings: warningsFor(task, list),
	};
};

const warningsFor = (task: Task, list: TaskList): string[] => {
	const open = waitingFor(task, tasksById(list.tasks)).map(plainLine);
	return open.length === 0 ? [] : [`task ${plainLine(task.id)} depends on ${open.join(', ')}, not done yet`];
};

/** A resume goes on with the agent that was interrupted, unless another one is named. */
const resumedOptions = ({options, history, commandOf}: PlanInput, taskId: string): RunOptions => {
	const before = options.resume && !options.runtime && !options.argv ? history.last.get(taskId) : undefined;
	if (before === undefined) return options;
	// The same command as the settings name now is theirs, with the mode that they name for it.
	const isConfigured = JSON.stringify(before.argv) === JSON.stringify(commandOf(before.runtime) ?? []);
	return {...options, runtime: before.runtime, ...(isConfigured ? {} : (recordedCommand(before.argv) ?? {}))};
};

/** The settings say anew how mosaic's own client is started: it may lie elsewhere by now. */
const recordedCommand = (argv: readonly string[]) =>
	argv.length > 0 && !isAcpCommand(argv) ? {argv: [...argv]} : undefined;

const unknownMilestone = ({options, mission}: PlanInput, list: TaskList): Refusal | undefined => {
	const {milestone: asked} = options;
	if (asked === undefined || list.tasks.some((task) => task.milestone === asked)) return undefined;
	if (mission.milestones.some((milestone) => isOfMilestone(asked, milestone))) return undefined;
	const known = mission.milestones.map((milestone) => plainLine(milestone.id)).join(', ') || 'none';
	return {kind: 'not-found', code: 'unknown-milestone', message: `no milestone ${quoted(asked)}. Known: ${known}.`};
};

const chooseTask = (list: TaskList, {tasksFile, options: {taskId}, history}: PlanInput): Task | Refusal => {
	if (taskId === undefined) return nextTask(list.tasks, history.work)?.task ?? nothingReady(list, tasksFile);
	const found = list.tasks.filter((task) => task.id === taskId);
	const [first] = found;
	if (first && found.length === 1) return first;
	if (first) return sharedId(found, tasksFile, taskId);
	const hint = list.tasks.length === 0 ? 'The file has no tasks.' : '`mosaic tasks` lists them.';
	return {kind: 'not-found', code: 'unknown-task', message: `${tasksFile}: no task ${quoted(taskId)}. ${hint}`};
};

const sharedId = (found: readonly Task[], tasksFile: string, taskId: string): Refusal => {
	const lines = found.map((task) => `${task.line} (${task.status})`).join(', ');
	return {
		kind: 'refused',
		code: 'duplicate-id',
		message: `${tasksFile}:${found[1]?.line}: ${found.length} tasks share ${quoted(taskId)}, at lines ${lines}. Rename all but one.`,
	};
};

const nothingReady = (list: TaskList, tasksFile: string): Refusal => {
	const {done, total} = progressOf(list.tasks);
	const why =
		total === 0
			? 'there are no tasks in it yet. Write some; `mosaic tasks` shows what was read.'
			: `no task is ready (${done} of ${total} done). \`mosaic tasks\` shows what each waits for.`;
	return {
		kind: 'not-found',
		code: 'nothing-ready',
		message: `${tasksFile}: ${why}`,
	};
};
