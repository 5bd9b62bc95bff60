// From drafts to tasks: ids for those without one, nesting by number, dependencies, and what is wrong between tasks.
import {findCycle} from '../domain/readiness.ts';
import type {Problem, Task} from '../domain/task.ts';
import {quoted} from '../domain/text.ts';
import {type KnownIds, knownIds, readDependencies} from './dependencies.ts';
import type {Draft} from './draft.ts';
import {slugOf} from './task-ids.ts';

/** Tasks in the order of the drafts, and the problems that only show when all are known. */
export const assemble = (drafts: readonly Draft[]): {tasks: Task[]; problems: Problem[]} => {
	const known = knownIds(giveIds(drafts));
	nestByNumber(drafts);
	const problems: Problem[] = known.exact.size === drafts.length ? [] : duplicates(drafts);
	const tasks = drafts.map((draft) => {
		const dependsOn = draft.depends.length === 0 ? NONE : dependenciesOf(draft, known, problems);
		return taskOf(draft, dependsOn);
	});
	const cycle = findCycle(tasks);
	if (cycle) problems.push({line: lineOf(tasks, cycle[0]), message: cycleMessage(cycle)});
	return {tasks, problems};
};

const NONE: readonly string[] = [];

const dependenciesOf = (draft: Draft, known: KnownIds, problems: Problem[]): readonly string[] => {
	const found = readDependencies(draft.depends, known);
	for (const message of found.problems) problems.push({line: draft.line, message: `${quoted(draft.id)} ${message}`});
	return found.ids;
};

/**
 * Gives each draft its id, and all of them. Slugs that collide are told apart by their heading; what is still alike is
 * a duplicate, for a person to rename.
 */
export const giveIds = (drafts: readonly Draft[]): Set<string> => {
	const ids = new Set<string>();
	const shared = new Set<string>();
	for (const draft of drafts) {
		draft.id = draft.written ?? slugWithin(draft.parent, draft.title);
		const before = ids.size;
		if (ids.add(draft.id).size === before) shared.add(draft.id);
	}
	if (shared.size === 0) return ids;
	for (const draft of drafts) {
		if (draft.written !== null || !shared.has(draft.id)) continue;
		if (draft.milestone !== null) draft.id = `${slugOf(draft.milestone)}.${draft.id}`;
	}
	return new Set(drafts.map((draft) => draft.id));
};

const slugWithin = (parent: Draft | null, title: string): string =>
	parent === null ? slugOf(title) : `${parent.id.slice(0, 80)}.${slugOf(title)}`;

// `1.2` at the same indent as `1` is still a part of it: Kiro's flat lists.
const nestByNumber = (drafts: readonly Draft[]): void => {
	const boxes = new Map<string, Draft>();
	for (const draft of drafts) {
		if (draft.source.kind !== 'checkbox' || draft.written === null || !/^\d/.test(draft.written)) continue;
		const above = /^(\d+(?:\.\d+)*)\.\d+$/.exec(draft.written)?.[1];
		const parent = above === undefined ? undefined : boxes.get(above);
		if (draft.parent === null && parent) {
			draft.parent = parent;
			draft.depth = parent.depth + 1;
		}
		boxes.set(draft.written, draft);
	}
};

const duplicates = (drafts: readonly Draft[]): Problem[] => {
	const first = new Map<string, number>();
	const problems: Problem[] = [];
	for (const {id, line} of drafts) {
		const before = first.get(id);
		if (before === undefined) first.set(id, line);
		else problems.push({line, message: `two tasks share ${quoted(id)} (line ${before}). Rename one.`});
	}
	return problems;
};

const taskOf = (draft: Draft, dependsOn: readonly string[]): Task => ({
	id: draft.id,
	title: draft.title,
	status: draft.status,
	statusText: draft.statusText,
	milestone: draft.milestone,
	dependsOn,
	line: draft.line,
	checkbox: draft.source.kind === 'checkbox',
	depth: draft.depth,
	parent: draft.parent === null ? null : draft.parent.id,
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
