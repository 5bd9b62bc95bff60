import {randomUUID} from 'node:crypto';
import {openLastingEngine} from '../../daemon/engine/lasting-engine.ts';
import type {Context} from '../context.ts';
import {initCommand} from '../init.ts';
import {createOutput} from '../print/output.ts';
import {sessionTable} from '../print/session-row.ts';
import {openTui} from '../tui.ts';
import {commitLines} from './commit.ts';
import type {DemoProject} from './project.ts';
import {allSessions} from './sessions.ts';

/** Makes the mission and puts the first agent to work, so that there is something to see at once. */
export const prepareFullScreen = async (context: Context, project: DemoProject): Promise<void> => {
	const silent = createOutput({stdout: nowhere, stderr: nowhere, env: {}});
	const names = {name: 'Word counter', tasks: undefined, id: undefined};
	await initCommand({...within(context, project), output: silent}, names);
	const engine = await openLastingEngine(project.paths, project.env);
	const started = await engine.dispatch({type: 'start', taskId: 'T1', token: randomUUID(), env: {}});
	await engine.close();
	if (!started.ok) context.output.warn(started.refusal.message);
};

/** Shows the project full screen until the person leaves, then says what was seen; after a signal nothing. Gives the exit code. */
export const runFullScreen = async (context: Context, project: DemoProject, caught: AbortSignal): Promise<number> => {
	const exitCode = await openTui(within(context, project), caught);
	if (caught.aborted) return exitCode;
	const {output} = context;
	output.print(output.styled('bold', 'What the agents did:'));
	for (const line of sessionTable(allSessions(project.paths), output)) output.print(`  ${line}`);
	output.print(`\n${output.styled('bold', 'What they committed:')}`);
	for (const line of (await commitLines(project.paths.root)).trimEnd().split('\n')) output.print(`  ${line}`);
	output.print('\nTry your own: `mosaic init` in a repository with a tasks file, then `mosaic`.');
	return exitCode;
};

const nowhere = {write: () => true};

const within = (context: Context, {paths, env}: DemoProject): Context => ({
	...context,
	env,
	cwd: paths.root,
	paths: () => paths,
});
