import * as z from 'zod/mini';

/** `.mosaic/orchestrator/next-task.json` (SPEC MR-7): what the next agent needs to go on. */
export const Capsule = z.object({
	generated_at: z.string(),
	runtime: z.string(),
	mission_id: z.string(),
	mission_name: z.string(),
	project_path: z.string(),
	quality_gates: z.nullable(z.union([z.string(), z.array(z.string())])),
	current_milestone: z.nullable(z.object({id: z.string(), name: z.string()})),
	next_task: z.string(),
	progress: z.object({tasks_done: z.int(), tasks_total: z.int(), pct: z.int()}),
	current_branch: z.nullable(z.string()),
});
export type Capsule = z.infer<typeof Capsule>;
