// Reading what runs of the engine are, at a cost that does not grow with history.
import type {Approval, Question} from '../domain/approval.ts';
import type {Event} from '../domain/event.ts';
import type {InboxItem, RunView} from '../domain/run.ts';
import type {StepView} from '../domain/step.ts';
import type {Db} from './open.ts';

type Row = Record<string, string | number | null>;

/** The events a run is folded from, oldest first; what its sessions went through is not among them. */
export const readMachineEvents = (db: Db, runId: string): {at: string; event: Event}[] =>
	db
		.prepare('SELECT at, type, data FROM event WHERE run_id = ? AND session_id IS NULL ORDER BY seq')
		.all(runId)
		.map((row) => {
			const {at, type, data} = row as {at: string; type: string; data: string};
			return {at, event: {type, ...JSON.parse(data)} as Event};
		});

/** The runs of the engine that are not closed, oldest first: those it has to look after. */
export const readUnclosedRuns = (db: Db): string[] =>
	db.prepare('SELECT id FROM run WHERE closed = 0 ORDER BY number').pluck().all() as string[];

/** The runs of the engine that are over and done with, oldest first. */
export const readEndedRuns = (db: Db): string[] =>
	db.prepare('SELECT id FROM run WHERE closed = 1 AND engine = 1 ORDER BY number').pluck().all() as string[];

/** One run of the engine; undefined where there is none of this id. */
export const readRunView = (db: Db, runId: string): RunView | undefined => {
	const row = db.prepare('SELECT * FROM run WHERE id = ? AND engine = 1').get(runId) as Row | undefined;
	return row && runViewOf(db, row);
};

/** The engine's runs that are under way or wait for something, oldest first. */
export const readActiveRunViews = (db: Db): RunView[] =>
	db
		.prepare(
			`SELECT * FROM run WHERE state IN ('running', 'waiting', 'paused', 'stopping', 'interrupted') AND engine = 1 ORDER BY number`,
		)
		.all()
		.map((row) => runViewOf(db, row as Row));

/** The newest runs of the engine, newest first. */
export const readLastRunViews = (db: Db, last: number): RunView[] =>
	db
		.prepare('SELECT * FROM run WHERE engine = 1 ORDER BY number DESC LIMIT ?')
		.all(last)
		.map((row) => runViewOf(db, row as Row));

/** Runs of the engine that began before this one, newest first. */
export const readRunViewsBefore = (db: Db, runId: string, last: number): RunView[] =>
	db
		.prepare(
			'SELECT * FROM run WHERE engine = 1 AND number < (SELECT number FROM run WHERE id = ?) ORDER BY number DESC LIMIT ?',
		)
		.all(runId, last)
		.map((row) => runViewOf(db, row as Row));

/** Everything that waits for a person, the longest waiting first. */
export const readInbox = (db: Db): InboxItem[] => {
	const tasks = 'JOIN run ON run.id = run_id';
	const approvals = db
		.prepare(`SELECT approval.*, task_id, task_title FROM approval ${tasks} WHERE approval.state = 'open'`)
		.all()
		.map((row): [string, InboxItem] => {
			const approval = approvalOf(row as Row);
			return [approval.openedAt, {kind: 'approval', ...taskOf(row as Row), approval}];
		});
	const questions = db
		.prepare(`SELECT question.*, task_id, task_title FROM question ${tasks} WHERE question.state = 'open'`)
		.all()
		.map((row): [string, InboxItem] => {
			const question = questionOf(row as Row);
			return [question.askedAt, {kind: 'question', ...taskOf(row as Row), question}];
		});
	return [...approvals, ...questions].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
};

/** The run that an approval or a question belongs to, by its id. */
export const runOfAsked = (db: Db, id: string): string | undefined =>
	db
		.prepare('SELECT run_id FROM approval WHERE id = @id UNION ALL SELECT run_id FROM question WHERE id = @id')
		.pluck()
		.get({id}) as string | undefined;

const taskOf = (row: Row) => ({taskId: String(row.task_id), taskTitle: String(row.task_title)});

const runViewOf = (db: Db, row: Row): RunView => {
	const id = String(row.id);
	const all = (table: string, order: string) =>
		db.prepare(`SELECT * FROM ${table} WHERE run_id = ? ORDER BY ${order}`).all(id) as Row[];
	return {
		id,
		taskId: row.task_id,
		taskTitle: row.task_title,
		workflow: row.workflow,
		state: row.state,
		milestoneId: row.milestone_id,
		createdAt: row.created_at,
		endedAt: row.ended_at,
		repository: row.repository,
		baseBranch: row.base_branch,
		branch: row.branch,
		worktree: row.worktree,
		baseCommit: row.base_commit,
		pausedFrom: row.paused_from,
		failure: parsed(row.failure),
		integrated: parsed(row.integrated),
		steps: all('step', 'position').map(stepOf),
		approvals: all('approval', 'rowid').map(approvalOf),
		questions: all('question', 'rowid').map(questionOf),
		closed: row.closed === 1,
	} as RunView;
};

const parsed = (text: Row[string] | undefined): unknown => (typeof text === 'string' ? JSON.parse(text) : null);

const stepOf = (row: Row): StepView =>
	({
		key: row.key,
		kind: row.kind,
		title: row.title,
		role: row.role,
		state: row.state,
		attempt: row.attempt,
		attempts: row.attempts,
		turn: row.turn,
		verdict: row.verdict,
		summary: row.summary,
		reason: row.reason,
		failure: parsed(row.failure),
		sessionId: row.session_id,
		startedAt: row.started_at,
		endedAt: row.ended_at,
		workedMs: row.worked_ms,
	}) as StepView;

const approvalOf = (row: Row): Approval =>
	({
		id: row.id,
		runId: row.run_id,
		step: row.step,
		turn: row.turn,
		reason: row.reason,
		title: row.title,
		proposal: row.proposal,
		commit: row.commit_id,
		state: row.state,
		openedAt: row.opened_at,
		decidedAt: row.decided_at,
		decision: parsed(row.decision),
	}) as Approval;

const questionOf = (row: Row): Question =>
	({
		id: row.id,
		runId: row.run_id,
		step: row.step,
		turn: row.turn,
		sessionId: row.session_id,
		question: row.question,
		options: parsed(row.options),
		state: row.state,
		askedAt: row.asked_at,
		answeredAt: row.answered_at,
		answer: row.answer,
		by: row.answered_by,
	}) as Question;
