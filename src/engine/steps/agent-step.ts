// `agent.run`: the session, then what it left in the workspace: its forgotten edits are committed (SPEC AH-4).
import {runAgent} from '../agents/run-agent.ts';
import {workspaceOf} from './command-steps.ts';
import type {Performer} from './context.ts';
import {commitForgotten, workOf} from './work.ts';

export const runAgentStep: Performer<'agent.run'> = async (context, effect, {task}) => {
	const workspace = workspaceOf(context);
	const outcome = await runAgent(context, effect, task, workspace);
	if (!('sessionId' in outcome)) return outcome;
	// A reviewer looks; what it changed all the same is not part of the work.
	if (task.expects === 'implement') await commitForgotten(context, workspace);
	return {...outcome, work: await workOf(workspace)};
};
