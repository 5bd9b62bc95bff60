// A workflow as a run freezes it: every default filled in, plain data, no option left to look up.
import type {CheckCommand} from './check.ts';
import type {Severity} from './finding.ts';
import type {MilestoneRef} from './mission.ts';
import type {RoleBinding} from './role.ts';
import type {When} from './when.ts';

type Common = {
	readonly key: string;
	readonly title: string;
	/** A step that is switched off is skipped, and shown as skipped. */
	readonly enabled: boolean;
	readonly when: When | null;
	/** A person decides about what the step produced before the run goes on. */
	readonly approval: boolean;
	readonly timeoutSeconds: number;
};

export type AgentPlan = Common & {
	readonly kind: 'agent';
	readonly role: string;
	readonly prompt: string | null;
	readonly attempts: number;
	readonly inactivitySeconds: number | null;
	readonly mustChange: boolean;
	readonly artifact: {readonly path: string; readonly schema: string | null; readonly addsSteps?: true} | null;
};
export type CheckPlan = Common & {
	readonly kind: 'check';
	/** Null: the run's own checks (`FrozenRun.checks`). */
	readonly commands: readonly CheckCommand[] | null;
	readonly baseline: boolean;
	readonly gating: boolean;
	readonly back: string | null;
};
export type ReviewPlan = Common & {
	readonly kind: 'review';
	readonly role: string;
	readonly prompt: string | null;
	readonly inactivitySeconds: number | null;
	readonly threshold: Severity;
	readonly gating: boolean;
	readonly back: string | null;
};
export type ApprovalPlan = Common & {
	readonly kind: 'approval';
	readonly question: string | null;
	readonly back: string | null;
};
export type CommandPlan = Common & {
	readonly kind: 'command';
	readonly argv: readonly string[];
	readonly gating: boolean;
};
export type IntegratePlan = Common & {
	readonly kind: 'integrate';
	readonly mode: 'direct' | 'pull-request';
	readonly strategy: 'squash' | 'ff' | 'merge';
	readonly back: string | null;
};

export type StepPlan = AgentPlan | CheckPlan | ReviewPlan | ApprovalPlan | CommandPlan | IntegratePlan;

export type WorkflowPlan = {
	readonly name: string;
	readonly description: string | null;
	readonly workspace: 'worktree' | 'in-place';
	readonly steps: readonly StepPlan[];
};

/** Everything a run decides by, fixed when it starts (SPEC RE-1). Hashes are SHA-256 in hex over canonical JSON. */
export type FrozenRun = {
	readonly workflow: WorkflowPlan;
	/** The version of mosaic whose defaults filled the plan in. */
	readonly workflowVersion: string;
	readonly workflowHash: string;
	readonly roles: Readonly<Record<string, RoleBinding>>;
	readonly rolesHash: string;
	readonly inputs: RunInputs;
	readonly inputsHash: string;
	/** The repository's (or project's) canonical path. */
	readonly repository: string;
	/** Null where there is no git repository, or its HEAD is detached. */
	readonly baseBranch: string | null;
};

/** What the task asks, as it stood when the run started. */
export type RunInputs = {
	readonly milestone: MilestoneRef | null;
	/** The prompt for whoever implements it. */
	readonly prompt: string;
	/** When it counts as done, one criterion each. */
	readonly criteria: readonly string[];
	/** The task's own words for it, as they stood in its verify cell. */
	readonly verify?: string | null;
	/** The commands of check steps that name none. */
	readonly checks: readonly CheckCommand[];
	/** So often its branch is pushed while an agent works on it; left out: never. */
	readonly checkpointSeconds?: number;
	/** The batch that began it. */
	readonly batch?: string;
};
