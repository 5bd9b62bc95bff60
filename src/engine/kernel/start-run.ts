// The start of a run: everything is looked at first, then one transaction makes it. Nothing is touched by a refusal.
import manifest from '../../../package.json' with {type: 'json'};
import {resolveWorkflow} from '../../config/workflows.ts';
import type {Refusal} from '../../domain/errors.ts';
import {runIdOf} from '../../domain/ids.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {plainLine} from '../../domain/text.ts';
import type {WorkflowPlan} from '../../domain/workflow-plan.ts';
import {writeCapsule} from '../../mission/capsule-file.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {bareWords} from '../../runtimes/leave-words.ts';
import {launchArgv} from '../../runtimes/registry.ts';
import {readOpenBatches} from '../../store/batches.ts';
import {nextRunNumber} from '../../store/claim.ts';
import type {Db} from '../../store/open.ts';
import {runUnderKey} from '../../store/run-lookup.ts';
import {configuredCommand, programsOf} from '../acp-command.ts';
import {agentEnvironment, planFromProject} from '../gather.ts';
import {startEvent} from '../machine/freeze.ts';
import {checksOf as checksOfStep, type RunMachine} from '../machine/state.ts';
import {lastEndedSession, readHistory} from '../overview.ts';
import type {RunPlan} from '../plan.ts';
import {type ProjectState, readProject} from '../project-state.ts';
import {whyNotTrusted} from '../trust.ts';
import type {StartRun} from './engine-command.ts';
import type {KernelOptions} from './kernel-options.ts';
import type {RunBook} from './run-book.ts';
import {keepEnvironment} from './run-environment.ts';
import {checkpointsOf, checksOf, rolesOf} from './settings.ts';
import {whyNotHere} from './why-not-here.ts';
import {whyNotNow} from './why-not-now.ts';

export type Started = {
	readonly runId: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly workflow: string;
	readonly warnings: readonly string[];
	/** The commands that its checks run on this machine, each in one line; empty where the workflow checks nothing. */
	readonly checks: readonly string[];
	/** Whether it was there before, under this token. */
	readonly already: boolean;
};

type Surroundings = KernelOptions & {readonly book: RunBook};

/** Starts a run, or says why not; `batchId` names the batch that begins it. */
export const startRun = (around: Surroundings, command: StartRun, batchId?: string): Started | Refusal => {
	const {paths, env, book, db} = around;
	const before = command.token === undefined ? undefined : runUnderKey(db, keyOf(command.token));
	const known = before === undefined ? undefined : book.load(before);
	if (known) return startedOf(known, [], true);
	const untrusted = whyNotTrusted(paths, env);
	if (untrusted) return untrusted;
	const project = readProject(paths, env);
	const plan = planTask(around, project, command);
	if ('code' in plan) return plan;
	const workflow = resolveWorkflow(project.config, command.workflow);
	if ('code' in workflow) return workflow;
	const roles = rolesOf(project, command);
	const checks = checksOf(plan.task.verify, project);
	if ('code' in checks) return checks;
	const most = batchId === undefined ? mostRuns(db, project) : Number.POSITIVE_INFINITY;
	const refusal =
		whyNotNow(book.open(), plan, workflow, most) ??
		whyNotHere(paths, env, workflow) ??
		missingProgram(around, project, workflow, roles, command);
	if (refusal) return refusal;
	const event = startEvent({
		task: {id: plan.task.id, title: plan.task.title},
		plan: workflow,
		version: manifest.version,
		roles,
		inputs: {
			milestone: plan.milestone,
			prompt: plan.prompt,
			criteria: criteriaOf(plan, project),
			verify: plan.task.verify,
			checks,
			...checkpointsOf(project, workflow),
			...(batchId === undefined ? {} : {batch: batchId}),
		},
		repository: paths.root,
		baseBranch: project.branch,
	});
	if ('code' in event) return event;
	const run = book.start(() => {
		const id = runIdOf(nextRunNumber(db));
		keepEnvironment(paths, id, command.env ?? {});
		return {id, event, key: command.token === undefined ? undefined : keyOf(command.token)};
	});
	writeCapsule(paths.capsuleFile, plan.capsule);
	return startedOf(run, [...plan.warnings, ...bareAgents(project, run)], false);
};

/** A batch that was given a higher number of its own raises that of the project while it works. */
const mostRuns = (db: Db, {config}: ProjectState): number =>
	Math.max(config.parallel, ...readOpenBatches(db).map(({parallel}) => parallel));

const keyOf = (token: string): string => `start:${token}`;

const startedOf = (run: RunMachine, warnings: readonly string[], already: boolean): Started => ({
	runId: run.id,
	taskId: run.taskId,
	taskTitle: run.taskTitle,
	workflow: run.frozen.workflow.name,
	warnings,
	checks: commandsOf(run),
	already,
});

/** Agents of its steps that can do nothing as they would be started. */
const bareAgents = ({config}: ProjectState, {frozen}: RunMachine): string[] => {
	const played = frozen.workflow.steps.flatMap((step) => ('role' in step && step.role ? [step.role] : []));
	const words = played.flatMap((name) => {
		const role = frozen.roles[name];
		const set = role === undefined ? undefined : config.runtimes[role.runtime];
		const argv = role?.argv.length ? role.argv : set?.argv;
		return role === undefined ? [] : [bareWords(role.runtime, {argv, mode: role.mode ?? set?.mode, acp: set?.acp})];
	});
	return [...new Set(words)].filter((word) => word !== undefined);
};

const commandsOf = (run: RunMachine): string[] => [
	...new Set(
		run.frozen.workflow.steps
			.flatMap((step) => (step.enabled ? checksOfStep(run, step) : []))
			.map(({argv}) => plainLine(argv.join(' '))),
	),
];

const planTask = ({paths, now}: Surroundings, project: ProjectState, command: StartRun): RunPlan | Refusal => {
	const at = new Date(now());
	const history = readHistory(paths, {now: at, sessions: 20});
	const {taskId, milestone, runtime} = command;
	const options = {
		...(taskId === undefined ? {} : {taskId}),
		...(milestone === undefined ? {} : {milestone}),
		...(runtime === undefined ? {} : {runtime}),
	};
	return planFromProject({paths, project, options, previous: lastEndedSession(history.sessions), history, now: at});
};

/** Refuses what could not start its agents, before anything is touched (SPEC WF-18). */
const missingProgram = (
	{paths, env}: Surroundings,
	project: ProjectState,
	workflow: WorkflowPlan,
	roles: Readonly<Record<string, RoleBinding>>,
	command: StartRun,
): Refusal | undefined => {
	const used = new Set(workflow.steps.flatMap((step) => ('role' in step ? [step.role] : [])));
	for (const role of used) {
		const binding = roles[role];
		if (!binding) continue;
		const configured =
			binding.argv.length > 0 ? binding.argv : configuredCommand(project.config.runtimes[binding.runtime]);
		const options = {env: command.env ?? {}};
		for (const program of programsOf(launchArgv(binding.runtime, configured, '')))
			resolveExecutable(program, paths.root, agentEnvironment({project, env, options}, binding.runtime, {}));
	}
	return undefined;
};

const criteriaOf = ({task}: RunPlan, {mission}: ProjectState): string[] =>
	[task.verify, ...[mission.quality_gates ?? []].flat()].flatMap((text) => (text ? [plainLine(text)] : []));
