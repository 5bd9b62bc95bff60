import type {StepKind} from './workflow.ts';

/** One step of a workflow as it would run: who does it, with which model (SPEC WF-18). */
export type StepChoice = {
	readonly key: string;
	readonly title: string;
	readonly kind: StepKind;
	/** `a person`, `mosaic`, or the role with its runtime and model. */
	readonly by: string;
	/** A person looks at what it produced before the run goes on. */
	readonly approval: boolean;
};

/** A workflow that a task can be run through. */
export type WorkflowChoice = {
	readonly name: string;
	readonly isDefault: boolean;
	readonly description: string | null;
	readonly workspace: 'worktree' | 'in-place';
	readonly steps: readonly StepChoice[];
	/** Why it cannot be run here; null when it can. */
	readonly whyNot: string | null;
};
