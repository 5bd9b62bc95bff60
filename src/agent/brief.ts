// What an agent can read of its own task: what is asked, when it counts as done, and where the run and the mission stand.
import type {AgentTask} from '../domain/effect.ts';
import type {StepView} from '../domain/step.ts';
import type {Task} from '../domain/task.ts';
import {plainLine, printableLines} from '../domain/text.ts';
import {type ProjectState, readProject} from '../engine/project-state.ts';
import {openForReading} from '../store/open.ts';
import {readRunView} from '../store/run-views.ts';
import type {AgentSession} from './session.ts';

/** The task of a session, as JSON. `step` is null in the plain runner. */
export const taskBrief = (caller: AgentSession, env: NodeJS.ProcessEnv) => {
	const {session, step} = caller;
	const project = readProject(caller.paths, env);
	const task = project.list.tasks.find(({id}) => id === session.taskId);
	return {
		sessionId: session.id,
		runId: session.runId,
		task: taskDocument(task, session),
		criteria: step?.task.criteria ?? criteriaOf(task, project),
		prompt: step?.task.prompt ?? null,
		step: step && {key: step.key, ...stepDocument(step.task)},
		plan: stepsOf(caller).map(({key, kind, title, state, verdict}) => ({key, kind, title, state, verdict})),
	};
};

export type TaskBrief = ReturnType<typeof taskBrief>;

/** The plan of the mission: its tasks in the order of the file. */
export const missionPlan = (caller: AgentSession, env: NodeJS.ProcessEnv) => {
	const {mission, list} = readProject(caller.paths, env);
	return {
		mission: {id: mission.mission_id, name: mission.name},
		tasks: list.tasks.map((task) => taskDocument(task, caller.session)),
	};
};

const taskDocument = (task: Task | undefined, {taskId, taskTitle}: AgentSession['session']) => ({
	id: task?.id ?? taskId,
	title: task?.title ?? taskTitle,
	status: task?.status ?? null,
	milestone: task?.milestone ?? null,
	dependsOn: task?.dependsOn ?? [],
	verify: task?.verify ?? null,
	notes: task?.notes ?? null,
});

const stepDocument = ({role, expects, attempt, attempts, instructions, context, ...task}: AgentTask) => ({
	role,
	expects,
	attempt,
	attempts,
	instructions,
	context,
	findings: task.findings.map(({severity, source, file, line, message, fix}) => ({
		severity,
		source,
		file,
		line,
		message,
		fix,
	})),
	answered: task.answered,
	artifact: task.artifact,
});

const criteriaOf = (task: Task | undefined, {mission}: ProjectState): string[] =>
	[task?.verify, ...[mission.quality_gates ?? []].flat()].flatMap((text) => (text ? [plainLine(text)] : []));

const stepsOf = ({paths, session}: AgentSession): readonly StepView[] => {
	const db = openForReading(paths.database);
	try {
		return (db && readRunView(db, session.runId)?.steps) ?? [];
	} finally {
		db?.close();
	}
};

/** The same for a terminal. */
export const briefText = ({task, criteria, step, plan, prompt, runId, sessionId}: TaskBrief): string => {
	const parts = [`${plainLine(task.id)}: ${plainLine(task.title)}`, `${runId}, ${sessionId}`];
	if (step) parts.push(`Step ${plainLine(step.key)} (${step.expects}), attempt ${step.attempt} of ${step.attempts}`);
	if (criteria.length > 0)
		parts.push(`\nIt is done when\n${criteria.map((line) => `- ${plainLine(line)}`).join('\n')}`);
	if (step && step.findings.length > 0)
		parts.push(
			`\nTo be mended\n${step.findings.map((found) => `- ${found.severity}: ${plainLine(found.message)}`).join('\n')}`,
		);
	if (plan.length > 0)
		parts.push(`\nThe run\n${plan.map(({key, state}) => `- ${plainLine(key)}: ${state}`).join('\n')}`);
	if (prompt !== null) parts.push(`\n${printableLines(prompt).trimEnd()}`);
	return parts.join('\n');
};
