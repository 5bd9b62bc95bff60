// What the settings, the task and the mission say of a run: who plays its roles, and which checks tell whether it is good.
import {roleBindings} from '../../config/workflows.ts';
import type {CheckCommand} from '../../domain/check.ts';
import {splitCommands} from '../../domain/command-line.ts';
import type {Refusal} from '../../domain/errors.ts';
import {planChecks, secondsOf} from '../../domain/plan-workflow.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {plainLine} from '../../domain/text.ts';
import type {WorkflowPlan} from '../../domain/workflow-plan.ts';
import type {ProjectState} from '../project-state.ts';
import type {StartRun} from './engine-command.ts';

/** Who plays each role: what was asked for this run comes before the settings. A command replaces the implementer's. */
export const rolesOf = (
	{config}: ProjectState,
	{runtime, model, argv}: Pick<StartRun, 'runtime' | 'model' | 'argv'>,
): Readonly<Record<string, RoleBinding>> => {
	const bound = roleBindings(runtime === undefined ? config : {...config, runtime, roles: {}});
	if (!bound.implementer) return bound;
	const implementer = {...bound.implementer, ...(model === undefined ? {} : {model: plainLine(model)})};
	if (argv === undefined) return {...bound, implementer};
	return {...bound, implementer: {...implementer, runtime: runtime ?? plainLine(argv[0] ?? ''), argv}};
};

/**
 * The checks of steps that name none: the commands of the task's `verify`, which have to pass whatever was before, and
 * those of the settings, or else of the mission's quality gates, judged against what failed before the task.
 */
export const checksOf = (verify: string | null, project: ProjectState): readonly CheckCommand[] | Refusal => {
	const own = verify === null ? [] : commandsIn(verify);
	const general = generalChecks(project);
	if ('code' in general) return general;
	const named = new Set(own.map(({argv}) => JSON.stringify(argv)));
	return [...own, ...general.filter(({argv}) => !named.has(JSON.stringify(argv)))];
};

const generalChecks = ({config, mission}: ProjectState): readonly CheckCommand[] | Refusal => {
	if (config.checks === null) return [mission.quality_gates ?? []].flat().flatMap((text) => commandsOf(text));
	const planned = planChecks(config.checks);
	if (!('problem' in planned)) return planned;
	return {kind: 'invalid', code: 'invalid-config', message: `checks: ${planned.problem} Mend the settings.`};
};

/** What stands between backticks: the rest of the cell is prose, and prose is never run. */
const commandsIn = (verify: string): CheckCommand[] =>
	[...verify.matchAll(/`([^`]+)`/g)].flatMap(([, text = '']) =>
		commandsOf(text).map((command) => ({...command, mustPass: true as const})),
	);

const USUAL_CHECKPOINT_S = 600;

/**
 * How often the run's branch is pushed while it is worked on (SPEC AH-3). Where nobody says so, only a run that ends in a
 * pull request is: nothing else is meant to leave this machine.
 */
export const checkpointsOf = (
	{config}: ProjectState,
	{steps, workspace}: WorkflowPlan,
): {readonly checkpointSeconds?: number} => {
	if (workspace !== 'worktree' || config.checkpoint === 'off') return {};
	if (config.checkpoint !== null) return {checkpointSeconds: secondsOf(config.checkpoint)};
	const isPushed = steps.some((step) => step.kind === 'integrate' && step.enabled && step.mode === 'pull-request');
	return isPushed ? {checkpointSeconds: USUAL_CHECKPOINT_S} : {};
};

const TIMEOUT_S = 1200;

const commandsOf = (text: string): CheckCommand[] => {
	const split = splitCommands(text);
	return split.ok ? split.commands.map((argv) => ({name: argv.join(' '), argv, timeoutSeconds: TIMEOUT_S})) : [];
};
