// From drafts to tasks: ids for those without one, nesting by number, dependencies, and what is wrong between tasks.
import {findCycle} from '../domain/readiness.ts';
import type {Problem, Task} from '../domain/task.ts';
import {quoted} from '../domain/text.ts';
import {knownIds, readDependencies} from './dependencies.ts';
import type {Draft} from './draft.ts';
import {slugOf} from './task-ids.ts';

/** Tasks in the order of the drafts, and the problems that only show when all are known. */
export const assemble = (drafts: readonly Draft[]): {tasks: Task[]; problems: Problem[]} => {
	const ids = idsOf(drafts);
	const known = knownIds([...ids.values()]);
	nestByNumber(drafts);
	const problems: Problem[] = duplicates(drafts, ids);
	const tasks = drafts.map((draft) => {
		const dependencies = readDependencies(draft.depends, known);
		for (const message of dependencies.problems)
			problems.push({line: draft.line, message: `${quoted(ids.get(draft) ?? '')} ${message}`});
		return taskOf(draft, ids, dependencies.ids);
	});
	const cycle = findCycle(tasks);
	if (cycle) problems.push({line: lineOf(tasks, cycle[0]), message: cycleMessage(cycle)});
	return {tasks, problems};
};

// Slugs that collide are told apart by their heading; what is still alike is a duplicate, for a person to rename.
const idsOf = (drafts: readonly Draft[]): Map<Draft, string> => {
	const ids = new Map<Draft, string>();
	const count = new Map<string, number>();
	for (const draft of drafts) {
		const parent = draft.parent === null ? undefined : ids.get(draft.parent);
		const slug = parent === undefined ? slugOf(draft.title) : `${parent.slice(0, 80)}.${slugOf(draft.title)}`;
		const id = draft.written ?? slug;
		ids.set(draft, id);
		count.set(id, (count.get(id) ?? 0) + 1);
	}
	for (const draft of drafts) {
		const id = ids.get(draft) as string;
		if (draft.written === null && draft.milestone !== null && (count.get(id) ?? 0) > 1)
			ids.set(draft, `${slugOf(draft.milestone)}.${id}`);
	}
	return ids;
};

// `1.2` at the same indent as `1` is still a part of it: Kiro's flat lists.
const nestByNumber = (drafts: readonly Draft[]): void => {
	const boxes = new Map<string, Draft>();
	for (const draft of drafts) {
		if (draft.source.kind !== 'checkbox' || draft.written === null) continue;
		const above = /^(\d+(?:\.\d+)*)\.\d+$/.exec(draft.written)?.[1];
		const parent = above === undefined ? undefined : boxes.get(above);
		if (draft.parent === null && parent) {
			draft.parent = parent;
			draft.depth = parent.depth + 1;
		}
		boxes.set(draft.written, draft);
	}
};

const duplicates = (drafts: readonly Draft[], ids: ReadonlyMap<Draft, string>): Problem[] => {
	const first = new Map<string, number>();
	const problems: Problem[] = [];
	for (const draft of drafts) {
		const id = ids.get(draft) as string;
		const line = first.get(id);
		if (line === undefined) first.set(id, draft.line);
		else problems.push({line: draft.line, message: `two tasks share ${quoted(id)} (line ${line}). Rename one.`});
	}
	return problems;
};

const taskOf = (draft: Draft, ids: ReadonlyMap<Draft, string>, dependsOn: readonly string[]): Task => ({
	id: ids.get(draft) as string,
	title: draft.title,
	status: draft.status,
	statusText: draft.statusText,
	milestone: draft.milestone,
	dependsOn,
	line: draft.line,
	depth: draft.depth,
	parent: draft.parent === null ? null : (ids.get(draft.parent) as string),
	verify: draft.details.verify ?? null,
	pr: draft.details.pr ?? null,
	notes: draft.details.notes ?? null,
	priority: draft.details.priority ?? null,
	owner: draft.details.owner ?? null,
	estimate: draft.details.estimate ?? null,
});

const lineOf = (tasks: readonly Task[], id: string | undefined): number =>
	tasks.find((task) => task.id === id)?.line ?? 1;

const cycleMessage = (cycle: readonly string[]): string => {
	if (cycle.length === 2) return `${quoted(cycle[0] ?? '')} depends on itself`;
	const shown = cycle.length > 12 ? [...cycle.slice(0, 10), '…', cycle.at(-1) ?? ''] : cycle;
	return `dependency cycle: ${shown.map((id) => quoted(id).slice(1, -1)).join(' → ')}`;
};
