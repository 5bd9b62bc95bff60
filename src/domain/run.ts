import * as z from 'zod/mini';

/** One execution of a task through a workflow. `interrupted` runs wait for `resume`; the rest have ended. */
export const RunState = z.enum(['running', 'interrupted', 'completed', 'failed']);
export type RunState = z.infer<typeof RunState>;

export type Run = {
	readonly id: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly workflow: string;
	readonly state: RunState;
	readonly milestoneId: string | null;
	readonly createdAt: string;
	readonly endedAt: string | null;
};
