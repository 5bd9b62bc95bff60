import * as z from 'zod/mini';
import type {Task} from './task.ts';

/** A string, or null/absent: the files that scripts write are not strict about the difference. */
const text = z.string().check(z.minLength(1));
const optionalText = z.optional(z.nullable(z.string()));

const MilestoneStatus = z.enum(['pending', 'in-progress', 'completed', 'cancelled']);

export const Milestone = z.looseObject({id: text, name: z.string(), status: MilestoneStatus});
export type Milestone = z.infer<typeof Milestone>;

/** A session as mission.json keeps it, for people and scripts; the journal has the whole story. */
export const SessionRecord = z.looseObject({
	session_id: text,
	runtime: z.string(),
	pid: z.nullable(z.int()),
	started_at: z.string(),
	ended_at: optionalText,
	ended_reason: optionalText,
	duration_seconds: z.optional(z.nullable(z.number())),
	exit_code: z.optional(z.nullable(z.int())),
	signal: optionalText,
	milestone_id: optionalText,
	last_task_id: optionalText,
});
export type SessionRecord = z.infer<typeof SessionRecord>;

/** `.mosaic/orchestrator/mission.json`. Keys that mosaic does not know are kept as they are. */
export const Mission = z.looseObject({
	id: text,
	name: text,
	project_path: text,
	orchestrator_dir: text,
	tasks_file: text,
	manifest_file: text,
	scratchpad_file: text,
	quality_gates: z.optional(z.nullable(z.union([z.string(), z.array(z.string())]))),
	status: z.enum(['planning', 'active', 'paused', 'completed', 'failed', 'cancelled']),
	milestones: z.array(Milestone),
	sessions: z.array(SessionRecord),
});
export type Mission = z.infer<typeof Mission>;

export type MilestoneRef = {readonly id: string; readonly name: string};

/** Whether a task's milestone text names this milestone: by id, by name, or as `id: name` / `id — name`. */
export const isOfMilestone = (text: string | null, milestone: MilestoneRef): boolean => {
	if (text === null) return false;
	const wanted = text.trim();
	if (wanted === milestone.id || wanted === milestone.name) return true;
	return wanted.startsWith(milestone.id) && /^\s*[:—–-]/u.test(wanted.slice(milestone.id.length));
};

/**
 * The current milestone (SPEC MR-4): the one asked for, else the task's own, else the first in progress, else the
 * first pending. A milestone that only the tasks file names is as good as one of mission.json.
 */
export const currentMilestone = (
	mission: Pick<Mission, 'milestones'>,
	task: Pick<Task, 'milestone'> | undefined,
	asked: string | undefined,
): MilestoneRef | null => {
	const known = (text: string) => mission.milestones.find((milestone) => isOfMilestone(text, milestone));
	const named = asked ?? task?.milestone ?? undefined;
	if (named !== undefined) {
		const milestone = known(named);
		return milestone ? {id: milestone.id, name: milestone.name} : {id: named, name: named};
	}
	const open = (status: Milestone['status']) => mission.milestones.find((milestone) => milestone.status === status);
	const current = open('in-progress') ?? open('pending');
	return current ? {id: current.id, name: current.name} : null;
};
