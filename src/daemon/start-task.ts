// What `start` and `resume` of a task mean when no workflow is named: the plain runner's session in the checkout, or a
// run that the engine drives. The rule is that of `mosaic run` and `mosaic resume`.
import {randomUUID} from 'node:crypto';
import {loadConfig} from '../config/load.ts';
import type {ProjectPaths} from '../config/paths.ts';
import {SOLO} from '../config/presets.ts';
import {workflowFor} from '../config/workflow-choice.ts';
import type {Command} from '../domain/command.ts';
import type {EngineCommand} from '../engine/kernel/engine-command.ts';
import {lastWork} from '../engine/kernel/read-runs.ts';
import {hasBaseSync} from '../git/branch.ts';

type StartCommand = Extract<Command, {type: 'task.start' | 'task.resume'}>;

/** The engine's command for it; undefined where the plain runner is meant. An agent that is named works alone. */
export const engineStart = (
	paths: ProjectPaths,
	command: StartCommand,
	env: NodeJS.ProcessEnv,
): EngineCommand | undefined => {
	const {taskId} = command;
	if (command.type === 'task.start' && command.runtime !== undefined) return undefined;
	if (command.type === 'task.resume') {
		const last = lastWork(paths, taskId);
		if (last.kind === 'solo') return undefined;
		if (last.kind === 'waits') {
			const type = last.run.state === 'failed' ? 'retry' : 'continue';
			return {type: 'of-run', runId: last.run.id, command: {type, by: 'person', token: randomUUID()}};
		}
	}
	const workflow = workflowFor(loadConfig(paths.configFile, env), {
		asked: undefined,
		hasCommand: false,
		hasBase: () => hasBaseSync(paths.root),
	});
	return workflow === SOLO ? undefined : {type: 'start', taskId, workflow, token: randomUUID(), env: {}};
};
