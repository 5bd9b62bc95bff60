// `mosaic --print-only`: the capsule is written, the plan printed, nothing started.
import type {Config} from '../../config/load.ts';
import {PRESETS} from '../../config/presets.ts';
import {workflowFor} from '../../config/workflow-choice.ts';
import {resolveWorkflow} from '../../config/workflows.ts';
import {Refused} from '../../domain/errors.ts';
import {sessionIdOf, sessionNumberOf} from '../../domain/ids.ts';
import {plainLine} from '../../domain/text.ts';
import {agentEnvironment, planFromProject} from '../../engine/gather.ts';
import {lastEndedSession, readHistory} from '../../engine/overview.ts';
import type {RunPlan} from '../../engine/plan.ts';
import {readProject} from '../../engine/project-state.ts';
import type {RunOptions} from '../../engine/run-options.ts';
import {soloArgv} from '../../engine/solo-launch.ts';
import {hasBaseSync} from '../../git/branch.ts';
import {writeCapsule} from '../../mission/capsule-file.ts';
import {leaveWords} from '../../runtimes/leave-words.ts';
import type {Context} from '../context.ts';
import {programFacts} from './program-facts.ts';

/** Prints what a run would be, and through which workflow (SPEC MR-8). */
export const printPlan = (context: Context, options: RunOptions, asked: string | undefined): number => {
	const paths = context.paths();
	const now = new Date();
	const project = readProject(paths, context.env);
	const workflow = workflowFor(project.config, {
		asked,
		hasCommand: options.argv !== undefined,
		hasBase: () => hasBaseSync(paths.root),
	});
	if (!Object.hasOwn(PRESETS, workflow)) requireWorkflow(project.config, workflow);
	const history = readHistory(paths, {now, sessions: 50});
	const {sessions} = history;
	const plan = planFromProject({paths, project, options, previous: lastEndedSession(sessions), history, now});
	if ('code' in plan) throw new Refused(plan);
	for (const warning of plan.warnings) context.output.warn(`warning: ${warning}`);
	writeCapsule(paths.capsuleFile, plan.capsule);
	const numbers = [
		...sessions.map((session) => session.id),
		...project.mission.sessions.map((session) => session.session_id),
	];
	const last = Math.max(0, ...numbers.map((id) => sessionNumberOf(id) ?? 0));
	const sessionId = sessionIdOf(last + 1);
	const launchCommand =
		workflow === 'solo'
			? soloArgv({
					paths,
					config: project.config,
					plan,
					sessionId,
					environment: agentEnvironment({project, options, env: context.env}, plan.runtime, {}),
				})
			: plan.argv;
	const {program, release, problems} = programFacts(context, project.config, {...plan, root: paths.root});
	for (const problem of problems) context.output.warn(`warning: ${problem}`);
	const printed = {
		missionId: project.mission.id,
		taskId: plan.task.id,
		sessionId,
		workflow,
		runtime: plan.runtime,
		launchCommand,
		cwd: paths.root,
		startedAt: now.toISOString(),
		lockFile: paths.lockFile,
		capsuleFile: paths.capsuleFile,
	};
	const {mode, leave} = modeOf(project.config, plan);
	const known = {...(mode === undefined ? {} : {mode}), ...(leave === undefined ? {} : {leave})};
	if (context.json) context.output.document('print-only', {...printed, program, release, problems, ...known});
	else {
		const found = program === null ? {} : {program: release === null ? program : `${program} (${release})`};
		context.output.print(textOf({...printed, ...found, ...known}));
	}
	return 0;
};

/** The mode that the implementer is run in, and what becomes of what it needs leave for; nothing for a command as it stands. */
const modeOf = (
	{runtimes, roles, runtime: usual}: Config,
	{runtime, given}: Pick<RunPlan, 'runtime' | 'given'>,
): {readonly mode?: string; readonly leave?: string} => {
	const settings = runtimes[runtime];
	const {implementer} = roles;
	const own = implementer && (implementer.runtime ?? usual) === runtime ? implementer.mode : undefined;
	const mode = settings?.acp === undefined && !given ? (own ?? settings?.mode) : undefined;
	return mode === undefined ? {} : {mode, leave: leaveWords(runtime, mode, settings?.permissions ?? null)};
};

const requireWorkflow = (config: Config, name: string): void => {
	const resolved = resolveWorkflow(config, name);
	if ('code' in resolved) throw new Refused(resolved);
};

const LABELS: Readonly<Record<string, string>> = {
	missionId: 'mission',
	taskId: 'task',
	sessionId: 'session',
	workflow: 'workflow',
	runtime: 'runtime',
	program: 'program',
	mode: 'mode',
	leave: 'leave',
	cwd: 'cwd',
	startedAt: 'start',
	lockFile: 'lock file',
	capsuleFile: 'capsule',
};

/** Aligned lines; the command last, an argument a line as JSON strings, so that it can be read whatever it holds. */
const textOf = (printed: Readonly<Record<string, string | readonly string[]>>): string => {
	const rows = Object.entries(LABELS)
		.filter(([key]) => printed[key] !== undefined)
		.map(([key, label]) => `${label.padEnd(10)} ${plainLine(String(printed[key]))}`);
	const command = printed.launchCommand as readonly string[];
	return [...rows, 'command', ...command.map((argument) => `  ${JSON.stringify(argument)}`)].join('\n');
};
