// Gathers what a plan is made from: project files, settings, the last session. No decision is taken here.
import type {ProjectPaths} from '../config/paths.ts';
import {type Refusal, refuse} from '../domain/errors.ts';
import type {SessionRecord} from '../domain/mission.ts';
import {withSecretNames} from '../domain/run-secrets.ts';
import {missionPaths} from '../mission/mission-file.ts';
import {lastSession} from '../mission/prompt.ts';
import {adapterOf} from '../runtimes/adapters.ts';
import {resolveExecutable} from '../runtimes/executable.ts';
import {inherits} from '../runtimes/inherit.ts';
import {configuredCommand, programsOf} from './acp-command.ts';
import {protocolGuide} from './guide.ts';
import {planRun, type RunPlan} from './plan.ts';
import {type ProjectState, shownPath} from './project-state.ts';
import type {RunOptions} from './run-options.ts';
import type {TaskHistory} from './task-history.ts';

export type PlanRequest = {
	readonly paths: ProjectPaths;
	readonly project: ProjectState;
	readonly options: RunOptions;
	readonly env: NodeJS.ProcessEnv;
	/** The latest session by the journal; mission.json's last one stands in where there is no journal. */
	readonly previous: SessionRecord | null;
	readonly history: TaskHistory;
	readonly now: Date;
};

/** The plan of a run on the project as it stands, or why there is none. */
export const planFromProject = ({
	paths,
	project,
	options,
	previous,
	history,
	now,
}: Omit<PlanRequest, 'env'>): RunPlan | Refusal => {
	const {mission, config} = project;
	const places = missionPaths(mission, paths.root);
	return planRun({
		root: paths.root,
		mission,
		list: project.list,
		tasksFile: shownPath(paths.root, project.tasksFile),
		manifestFile: shownPath(paths.root, places.manifestFile),
		scratchpadFile: shownPath(paths.root, places.scratchpadFile),
		guideFile: protocolGuide(),
		branch: project.branch,
		previous: previous ?? lastSession(mission),
		history,
		options,
		commandOf: (runtime) => configuredCommand(config.runtimes[runtime]),
		defaultRuntime: config.runtime,
		now,
	});
};

/** The agent's environment: the person's own without mosaic's variables, then the configured and given additions. */
export const agentEnvironment = (
	request: Pick<PlanRequest, 'project' | 'options' | 'env'>,
	runtime: string,
	own: Readonly<Record<string, string>>,
): Record<string, string> => {
	const {config} = request.project;
	const isInherited = inherits(adapterOf(runtime), config.runtimes[runtime]?.inherit);
	const inherited = Object.entries(request.env).filter(
		(entry): entry is [string, string] =>
			entry[1] !== undefined && !entry[0].startsWith('MOSAIC_') && isInherited(entry[0]),
	);
	const environment = {
		...Object.fromEntries(inherited),
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		...config.environment,
		...config.runtimes[runtime]?.env,
		...request.options.env,
		...own,
	};
	return withSecretNames(environment, request.env, config.secrets);
};

/** Refuses a plan whose program is not there, before anything is touched. */
export const requireProgram = (plan: RunPlan, cwd: string, env: Readonly<Record<string, string>>): void => {
	if (plan.argv.length === 0) return refuse('usage', 'no-command', 'the command is empty. Name one after `--`.');
	for (const program of programsOf(plan.argv)) resolveExecutable(program, cwd, env);
};
