// A repository can hold several projects (a monorepo's services). Without worktrees their runs share one checkout and one
// branch, so only one of them works at a time (SPEC RE-2).
import {type ProjectPaths, projectPaths} from '../../config/paths.ts';
import {listProjects} from '../../config/projects.ts';
import type {Refusal} from '../../domain/errors.ts';
import {isRunOver, type RunView} from '../../domain/run.ts';
import {plainLine, quoted} from '../../domain/text.ts';
import type {WorkflowPlan} from '../../domain/workflow-plan.ts';
import {checkoutRoot} from '../../git/branch.ts';
import {unclosedRuns} from './read-runs.ts';

/** Why a run without a worktree cannot begin beside those of other projects in the same checkout; undefined where none is in the way. */
export const whyNotHere = (
	{root}: ProjectPaths,
	env: NodeJS.ProcessEnv,
	{workspace}: Pick<WorkflowPlan, 'workspace'>,
): Refusal | undefined => {
	const checkout = workspace === 'in-place' ? checkoutRoot(root) : null;
	if (checkout === null) return undefined;
	for (const {path} of listProjects(env)) {
		if (path === root || checkoutRoot(path) !== checkout) continue;
		const run = runsOf(path).find((one) => !isRunOver(one.state) && one.worktree === one.repository);
		if (run) return inTheWay(run, path);
	}
	return undefined;
};

/** What another project's journal says, where it can be read: its own commands tell what is wrong with it. */
const runsOf = (root: string): readonly RunView[] => {
	try {
		return unclosedRuns(projectPaths(root));
	} catch {
		return [];
	}
};

const inTheWay = ({id, taskId, state}: RunView, project: string): Refusal => ({
	kind: 'refused',
	code: 'run-active',
	message: `${id} of ${quoted(taskId)} in ${plainLine(project)} is ${state} in the same checkout. Wait for it, or use a workflow with a worktree.`,
});
