// The milestones that a tasks file names. Pure.
import {isOfMilestone, type Milestone} from '../domain/mission.ts';
import {isFinished, type Task} from '../domain/task.ts';
import {plainLine} from '../domain/text.ts';
import {slug} from './slug.ts';

/** The milestones of these tasks in the order of the file, with the status that their tasks give them. */
export const milestonesOf = (tasks: readonly Task[]): Milestone[] => {
	const texts = [...new Set(tasks.flatMap((task) => task.milestone?.trim() || []))];
	const taken = new Set<string>();
	const milestones = texts.map((text): Milestone => {
		const {id, name} = splitMilestone(text);
		const free = freeId(id, taken);
		taken.add(free);
		return {id: free, name: free === id ? name : text, status: 'pending'};
	});
	return withTaskStatus(milestones, tasks);
};

/**
 * The milestones with the status that their tasks give them: completed when all are finished, in progress when one was
 * begun. Nothing begun says nothing: a person may have opened a milestone before its first task. A milestone without
 * tasks, or one that a person cancelled, keeps its status.
 */
export const withTaskStatus = (milestones: readonly Milestone[], tasks: readonly Task[]): Milestone[] =>
	milestones.map((milestone) => {
		const own = tasks.filter((task) => isOfMilestone(task.milestone, milestone));
		if (own.length === 0 || milestone.status === 'cancelled') return milestone;
		return {...milestone, status: statusOf(own) ?? milestone.status};
	});

const statusOf = (tasks: readonly Task[]): Milestone['status'] | undefined => {
	if (tasks.every((task) => isFinished(task.status))) return 'completed';
	const untouched = tasks.every((task) => task.status === 'not-started' || task.status === 'cancelled');
	return untouched ? undefined : 'in-progress';
};

// `M1: Foundation` has an id of its own; a plain heading gets one made of its words.
const splitMilestone = (text: string): {id: string; name: string} => {
	const match = /^([\p{L}\p{N}][\p{L}\p{N}._-]{0,15})\s*[:—–]\s*(\S.*)$/u.exec(text);
	const id = match?.[1];
	if (id !== undefined && /\p{N}/u.test(id)) return {id, name: plainLine(match?.[2] ?? text)};
	return {id: slug(text, 'milestone'), name: text};
};

const freeId = (id: string, taken: ReadonlySet<string>): string => {
	for (let number = 1; ; number++) {
		const candidate = number === 1 ? id : `${id}-${number}`;
		if (!taken.has(candidate)) return candidate;
	}
};
