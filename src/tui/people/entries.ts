// What waits for a person, across all missions, and the runs of the open one. Pure.
import type {ControlState} from '../../domain/controller.ts';
import type {InboxItem, RunView} from '../../domain/run.ts';
import type {RunRef} from './people-state.ts';

/** One thing that waits, with where it is. */
export type InboxEntry = {
	/** Names it among all projects; drafts are kept by it. */
	readonly key: string;
	readonly run: RunRef;
	readonly mission: string;
	readonly since: string;
	readonly item: InboxItem;
};

const latest = new WeakMap<ControlState, readonly InboxEntry[]>();

/** All that waits, the longest waiting first. */
export const inboxOf = (control: ControlState): readonly InboxEntry[] => {
	const known = latest.get(control);
	if (known) return known;
	const entries = control.missions.flatMap(({project, name, waits}) =>
		(waits ?? []).map((item) => entryOf(project, name, item)),
	);
	const sorted = entries.toSorted((one, other) => (one.since < other.since ? -1 : one.since > other.since ? 1 : 0));
	latest.set(control, sorted);
	return sorted;
};

const entryOf = (project: string, mission: string, item: InboxItem): InboxEntry => {
	const asked = item.kind === 'approval' ? item.approval : item.question;
	const since = item.kind === 'approval' ? item.approval.openedAt : item.question.askedAt;
	return {key: `${project}\0${asked.id}`, run: {project, runId: asked.runId}, mission, since, item};
};

/** The engine's runs of the open mission, those under way first. */
export const runsOf = (control: ControlState): readonly RunView[] =>
	control.missions.find(({project}) => project === control.selected)?.detail?.runViews ?? NO_RUNS;

const NO_RUNS: readonly RunView[] = [];

/** The run of a task that a person would look at: the one under way, else the latest. */
export const runOfTask = (runs: readonly RunView[], taskId: string): RunView | undefined =>
	runs.find((run) => run.taskId === taskId);

/** Whether anything in an inbox is about the task. */
export const asksPerson = ({id}: {readonly id: string}, inbox: readonly InboxItem[] | undefined): boolean =>
	inbox?.some(({taskId}) => taskId === id) === true;

/** Whether both are the same run, or neither is one. */
export const sameRun = (one: RunRef | null, other: RunRef | null): boolean =>
	one === other || (one !== null && other !== null && one.runId === other.runId && one.project === other.project);
