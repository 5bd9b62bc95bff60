// Runs as a test writes them.
import type {Approval, Question} from '../../src/domain/approval.ts';
import type {Diff, DiffFile, DiffLine} from '../../src/domain/diff.ts';
import type {InboxItem, RunView} from '../../src/domain/run.ts';
import type {RunPage, RunWatch} from '../../src/domain/run-page.ts';
import {NO_RECORD} from '../../src/domain/run-record.ts';
import type {StepView} from '../../src/domain/step.ts';

/** A look at a run whose page the test sets. */
export class FakeRun implements RunWatch {
	closed = false;
	readonly looked: string[] = [];
	#page: RunPage;
	readonly #listeners = new Set<() => void>();

	constructor(project: string, runId: string) {
		this.#page = aPage({project, runId});
	}

	page(): RunPage {
		return this.#page;
	}

	set(page: Partial<RunPage>): void {
		this.#page = {...this.#page, ...page};
		for (const listener of this.#listeners) listener();
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	look(files: readonly string[]): void {
		this.looked.push(...files.filter((file) => !this.looked.includes(file)));
	}

	close(): void {
		this.closed = true;
	}
}

const aPage = (page: Partial<RunPage> = {}): RunPage => ({
	project: '/p',
	runId: 'run-001',
	run: null,
	problem: null,
	record: NO_RECORD,
	diff: {kind: 'none', reason: 'The run has not changed anything yet.'},
	code: new Map(),
	...page,
});

export const aStep = (step: Partial<StepView> & {key: string}): StepView => ({
	kind: 'agent',
	title: step.key,
	role: null,
	state: 'pending',
	attempt: 0,
	attempts: 3,
	turn: 0,
	verdict: null,
	summary: null,
	reason: null,
	failure: null,
	sessionId: null,
	startedAt: null,
	endedAt: null,
	workedMs: 0,
	...step,
});

/** A run of T1 through `reviewed` that is under way; give what the test is about. */
export const aRun = (run: Partial<RunView> = {}): RunView => ({
	id: 'run-001',
	taskId: 'T1',
	taskTitle: 'Lay the ground',
	workflow: 'reviewed',
	state: 'running',
	milestoneId: null,
	createdAt: '2026-01-01T12:00:00.000Z',
	endedAt: null,
	repository: '/p',
	baseBranch: 'main',
	branch: 'mosaic/T1-run-001',
	worktree: '/p/.mosaic/worktrees/run-001',
	baseCommit: 'b'.repeat(40),
	pausedFrom: null,
	failure: null,
	integrated: null,
	steps: [],
	approvals: [],
	questions: [],
	closed: false,
	...run,
});

export const anApproval = (approval: Partial<Approval> = {}): Approval => ({
	id: 'run-001-a1',
	runId: 'run-001',
	step: 'approve',
	turn: 4,
	reason: 'approval-step',
	title: 'Approve: Lay the ground',
	proposal: 'The ground is laid.',
	commit: 'c'.repeat(40),
	state: 'open',
	openedAt: '2026-01-01T12:01:00.000Z',
	decidedAt: null,
	decision: null,
	...approval,
});

export const aQuestion = (question: Partial<Question> = {}): Question => ({
	id: 'run-001-q1',
	runId: 'run-001',
	step: 'implement',
	turn: 1,
	sessionId: 'sess-001',
	question: 'Which colour?',
	options: ['red', 'blue'],
	state: 'open',
	askedAt: '2026-01-01T12:00:30.000Z',
	answeredAt: null,
	answer: null,
	by: null,
	...question,
});

const ofTask = {taskId: 'T1', taskTitle: 'Lay the ground'};

export const waitsForApproval = (approval: Approval): InboxItem => ({kind: 'approval', ...ofTask, approval});

export const waitsForAnswer = (question: Question): InboxItem => ({kind: 'question', ...ofTask, question});

/** A modified text file with one hunk: lines begin with `+`, `-` or a blank. */
export const aDiffFile = (path: string, lines: readonly string[], start = 1): DiffFile => {
	let [before, after] = [start, start];
	const made = lines.map((line): DiffLine => {
		const text = line.slice(1);
		if (line.startsWith('+')) return {kind: 'added', before: null, after: after++, text};
		if (line.startsWith('-')) return {kind: 'removed', before: before++, after: null, text};
		return {kind: 'same', before: before++, after: after++, text};
	});
	const count = (kind: DiffLine['kind']) => made.filter((line) => line.kind === kind).length;
	const [added, removed, same] = [count('added'), count('removed'), count('same')];
	const hunk = {
		beforeStart: start,
		beforeLines: same + removed,
		afterStart: start,
		afterLines: same + added,
		heading: '',
		lines: made,
	};
	return {
		path,
		previousPath: null,
		status: 'modified',
		modeBefore: '100644',
		modeAfter: '100644',
		kind: 'text',
		added,
		removed,
		hunks: [hunk],
		cut: null,
	};
};

export const aDiff = (files: readonly DiffFile[]): Diff => ({
	from: 'b'.repeat(40),
	to: 'c'.repeat(40),
	files,
	added: files.reduce((sum, {added}) => sum + added, 0),
	removed: files.reduce((sum, {removed}) => sum + removed, 0),
	cut: false,
	hash: 'd'.repeat(64),
});
