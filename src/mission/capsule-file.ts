import type {Capsule} from '../domain/capsule.ts';
import type {MilestoneRef, Mission} from '../domain/mission.ts';
import type {Progress} from '../domain/readiness.ts';
import {writeJsonFile} from '../files/json-file.ts';

export type CapsuleFacts = {
	readonly now: Date;
	readonly runtime: string;
	readonly mission: Mission;
	/** The project's real path. */
	readonly root: string;
	readonly milestone: MilestoneRef | null;
	readonly taskId: string;
	readonly progress: Progress;
	readonly branch: string | null;
};

/** What the next agent needs to go on, as data (SPEC MR-7). */
export const buildCapsule = (facts: CapsuleFacts): Capsule => ({
	generated_at: facts.now.toISOString(),
	runtime: facts.runtime,
	mission_id: facts.mission.id,
	mission_name: facts.mission.name,
	project_path: facts.root,
	quality_gates: facts.mission.quality_gates ?? null,
	current_milestone: facts.milestone === null ? null : {id: facts.milestone.id, name: facts.milestone.name},
	next_task: facts.taskId,
	progress: {tasks_done: facts.progress.done, tasks_total: facts.progress.total, pct: facts.progress.pct},
	current_branch: facts.branch,
});

/** Replaces the capsule atomically and durably. */
export const writeCapsule = (file: string, capsule: Capsule): void => writeJsonFile(file, capsule);
