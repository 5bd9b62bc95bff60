// The workflows that come with mosaic. They are written as a person would write them, so that `mosaic workflow show`
// can be copied into a config file and changed.
import type {Workflow} from '../domain/workflow.ts';

const implement = {key: 'implement', kind: 'agent', title: 'Implement', role: 'implementer', attempts: 3} as const;
const verify = {key: 'verify', kind: 'check', title: 'Verify'} as const;
const review = {key: 'review', kind: 'review', title: 'Review', role: 'reviewer', threshold: 'minor'} as const;

/** What is used where neither the settings nor a person name a workflow. */
export const DEFAULT_WORKFLOW = 'reviewed';

/** The plain runner. */
export const SOLO = 'solo';

export const PRESETS: Readonly<Record<string, Workflow>> = {
	solo: {
		description: 'One agent in the checkout itself; nothing is verified, a person looks at the result.',
		workspace: 'in-place',
		steps: [{...implement, attempts: 1, mustChange: false}],
	},
	checked: {
		description: 'One agent in a worktree; its work is committed when the checks pass.',
		steps: [
			implement,
			verify,
			{key: 'integrate', kind: 'integrate', title: 'Integrate', mode: 'direct', strategy: 'squash'},
		],
	},
	reviewed: {
		description: 'The checks pass, another agent reviews, a person approves, then it is committed.',
		steps: [
			implement,
			verify,
			review,
			{key: 'approve', kind: 'approval', title: 'Approve'},
			{key: 'integrate', kind: 'integrate', title: 'Integrate', mode: 'direct', strategy: 'squash'},
		],
	},
	'pull-request': {
		description: 'The checks pass, another agent reviews, then a pull request is opened and merged when it is ready.',
		steps: [
			implement,
			verify,
			review,
			{key: 'integrate', kind: 'integrate', title: 'Pull request', mode: 'pull-request', strategy: 'squash'},
		],
	},
};
