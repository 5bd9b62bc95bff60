// Apart from workflows.ts, which commands that only name one need not load.
import {DEFAULT_WORKFLOW, SOLO} from './presets.ts';

/**
 * The workflow of a run for which a person may have named one: that, else the one of the settings, else `reviewed`. Where a
 * command was given for the agent, or no branch has a commit that a worktree could start from, it is `solo` instead.
 */
export const workflowFor = (
	settings: {readonly workflow: string | null},
	{asked, hasCommand, hasBase}: {asked: string | undefined; hasCommand: boolean; hasBase: () => boolean},
): string => asked ?? settings.workflow ?? (hasCommand || !hasBase() ? SOLO : DEFAULT_WORKFLOW);
