// The milestones and tasks of a mission as one list, filtered and folded. Pure.
import type {MilestoneView, MissionDetail, TaskView} from '../domain/controller.ts';
import {isOfMilestone} from '../domain/mission.ts';

export type TreeRow =
	| {readonly kind: 'milestone'; readonly key: string; readonly milestone: MilestoneView; readonly folded: boolean}
	| {readonly kind: 'task'; readonly key: string; readonly task: TaskView};

type Tree = {readonly filter: string; readonly folded: ReadonlySet<string>; readonly rows: readonly TreeRow[]};

const NO_ROWS: readonly TreeRow[] = [];
const latest = new WeakMap<MissionDetail, Tree>();
const grouped = new WeakMap<MissionDetail, readonly Group[]>();

/** The rows to list: the same array as long as mission, filter and folded milestones are the same. */
export const taskTree = (
	detail: MissionDetail | null,
	filter: string,
	folded: ReadonlySet<string>,
): readonly TreeRow[] => {
	if (detail === null) return NO_ROWS;
	const known = latest.get(detail);
	if (known && known.filter === filter && known.folded === folded) return known.rows;
	const rows = buildTree(detail, filter, folded);
	latest.set(detail, {filter, folded, rows});
	return rows;
};

type Group = {readonly milestone: MilestoneView | null; readonly rows: Extract<TreeRow, {kind: 'task'}>[]};

const buildTree = (detail: MissionDetail, filter: string, folded: ReadonlySet<string>): TreeRow[] => {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const groups = grouped.get(detail) ?? groupTasks(detail);
	grouped.set(detail, groups);
	const headings = groups.some((group) => group.milestone !== null && group.milestone.id !== '');
	return groups.flatMap((group): TreeRow[] => {
		const rows =
			words.length === 0 ? group.rows : group.rows.filter((row) => matches(row.task, group.milestone, words));
		if (!headings || group.milestone === null) return rows;
		if (words.length > 0 && rows.length === 0) return [];
		const key = `m:${group.milestone.id}`;
		const closed = words.length === 0 && folded.has(key);
		const heading: TreeRow = {kind: 'milestone', key, milestone: group.milestone, folded: closed};
		return closed ? [heading] : [heading, ...rows];
	});
};

const groupTasks = (detail: MissionDetail): Group[] => {
	const groups: Group[] = detail.milestones.map((milestone) => ({milestone, rows: []}));
	const outside: Group = groups.find((group) => group.milestone?.id === '') ?? {milestone: null, rows: []};
	const byText = new Map<string | null, Group>();
	const seen = new Map<string, number>();
	for (const task of detail.tasks) {
		const group = byText.get(task.milestone) ?? groups.find((one) => belongs(task, one.milestone)) ?? outside;
		byText.set(task.milestone, group);
		const times = seen.get(task.id) ?? 0;
		seen.set(task.id, times + 1);
		group.rows.push({kind: 'task', key: times === 0 ? `t:${task.id}` : `t:${task.id}\u0000${times}`, task});
	}
	return outside.milestone === null && outside.rows.length > 0 ? [outside, ...groups] : groups;
};

const belongs = (task: TaskView, milestone: MilestoneView | null): boolean =>
	milestone !== null && milestone.id !== '' && isOfMilestone(task.milestone, milestone);

const matches = (task: TaskView, milestone: MilestoneView | null, words: readonly string[]): boolean => {
	const ready = task.ready ? ' ready' : '';
	const text = `${task.id} ${task.title} ${task.status}${ready} ${task.milestone ?? ''} ${milestone?.name ?? ''}`;
	const lower = text.toLowerCase();
	return words.every((word) => lower.includes(word));
};
