// The record of runs that the engine drives: what was asked, found, checked, used. Runs and their steps themselves are
// written by save-run.ts from the folded state, in the same transaction.
import type {BatchEvent} from '../domain/event.ts';
import type {RunEvent} from '../domain/run-event.ts';
import type {FrozenRun} from '../domain/workflow-plan.ts';
import type {Append} from './entry.ts';
import {insertRow} from './insert-row.ts';
import type {Db} from './open.ts';
import {statement} from './statement.ts';

/** Brings the record up to one event of a run or a batch. */
export const projectRunEvent = (db: Db, entry: Append, event: RunEvent | BatchEvent, seq: number): void => {
	const {at, runId} = entry;
	switch (event.type) {
		case 'approval.opened': {
			const {commit, runId: _, ...approval} = event.approval;
			return insertRow(db, 'approval', {...approval, run_id: runId, commit_id: commit, state: 'open', opened_at: at});
		}
		case 'approval.decided':
			return decided(db, event.approvalId, STATES[event.decision.action], at, JSON.stringify(event.decision));
		case 'approval.withdrawn':
			return decided(db, event.approvalId, 'withdrawn', at, null);
		case 'question.asked': {
			const {sessionId, runId: _, options, ...question} = event.question;
			const row = {...question, run_id: runId, session_id: sessionId, options: JSON.stringify(options)};
			return insertRow(db, 'question', {...row, state: 'open', asked_at: at});
		}
		case 'question.answered':
			return answered(db, event.questionId, ['answered', at, event.answer, event.by]);
		case 'question.withdrawn':
			return answered(db, event.questionId, ['withdrawn', at, null, null]);
		case 'artifact.stored': {
			const {payload: _, ...artifact} = event.artifact;
			return insertRow(db, 'artifact', {...artifact, run_id: runId, at, seq});
		}
		case 'artifact.changed':
			return void statement(db, 'UPDATE artifact SET changed_hash = ? WHERE id = ?').run(event.hash, event.artifactId);
		case 'findings.recorded':
			for (const {side: _, ...finding} of event.findings) insertRow(db, 'finding', {...finding, run_id: runId, at});
			return;
		case 'follow-up.received': {
			const {type: _, suggestedAction, ...followUp} = event;
			return insertRow(db, 'follow_up', {...followUp, suggested_action: suggestedAction, run_id: runId, at});
		}
		default:
			return projectWork(db, entry, event);
	}
};

const STATES = {approve: 'approved', 'request-changes': 'changes-requested', reject: 'rejected'} as const;

const decided = (db: Db, id: string, state: string, at: string, decision: string | null): void =>
	void statement(db, 'UPDATE approval SET state = ?, decided_at = ?, decision = ? WHERE id = ?').run(
		state,
		at,
		decision,
		id,
	);

const answered = (db: Db, id: string, values: readonly (string | null)[]): void =>
	void statement(db, 'UPDATE question SET state = ?, answered_at = ?, answer = ?, answered_by = ? WHERE id = ?').run(
		...values,
		id,
	);

const projectWork = (db: Db, {at, runId}: Append, event: RunEvent | BatchEvent): void => {
	switch (event.type) {
		case 'checks.recorded': {
			const {step, turn} = event;
			for (const {argv, exitCode, timedOut, durationMs, ...result} of event.results) {
				const ended = {exit_code: exitCode, timed_out: timedOut ? 1 : 0, duration_ms: durationMs};
				insertRow(db, 'check_result', {...result, ...ended, argv: JSON.stringify(argv), run_id: runId, step, turn, at});
			}
			return;
		}
		case 'usage.recorded': {
			const {step, turn, role, runtime} = event;
			const {model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costUsd} = event.usage;
			const tokens = {input_tokens: inputTokens, output_tokens: outputTokens, cache_read_tokens: cacheReadTokens};
			const row = {...tokens, cache_write_tokens: cacheWriteTokens, cost_usd: costUsd, model};
			return insertRow(db, 'usage', {...row, run_id: runId, step, turn, role, runtime, at});
		}
		case 'effect.started': {
			const {key, step, turn, action} = event.effect;
			return insertRow(db, 'effect', {key, run_id: runId, step, turn, kind: action.kind, started_at: at});
		}
		case 'effect.recovered':
			return void statement(db, 'UPDATE effect SET recovered = recovered + 1 WHERE key = ?').run(event.key);
		case 'effect.finished':
			return effectEnded(db, event.key, event.outcome, at);
		case 'effect.failed':
			return effectEnded(db, event.key, `failed: ${event.failure.code}`, at);
		default:
			return projectBatch(db, at, event);
	}
};

const effectEnded = (db: Db, key: string, outcome: string, at: string): void =>
	void statement(db, 'UPDATE effect SET outcome = ?, ended_at = ? WHERE key = ?').run(outcome, at, key);

const projectBatch = (db: Db, at: string, event: RunEvent | BatchEvent): void => {
	switch (event.type) {
		case 'batch.started': {
			const {batchId, workflow, until, parallel} = event;
			return insertRow(db, 'batch', {id: batchId, workflow, until_task: until, parallel, started_at: at});
		}
		case 'batch.suspended':
			return countTask(db, event, event.reason, 1, 0);
		case 'batch.resumed':
			return countTask(db, event, null, 0, 1);
		case 'batch.ended':
			return void statement(db, 'UPDATE batch SET ended_at = ?, reason = ? WHERE id = ?').run(
				at,
				event.reason,
				event.batchId,
			);
		default:
			return; // what steps go through is in the run's own rows
	}
};

type BatchTask = {readonly batchId: string; readonly taskId: string; readonly runId: string};

const countTask = (
	db: Db,
	{batchId, taskId, runId}: BatchTask,
	reason: string | null,
	left: number,
	back: number,
): void =>
	void statement(
		db,
		`INSERT INTO batch_task (batch_id, task_id, run_id, suspended, resumed, reason) VALUES (?, ?, ?, ?, ?, ?)
			 ON CONFLICT DO UPDATE SET run_id = excluded.run_id, suspended = suspended + excluded.suspended,
			 resumed = resumed + excluded.resumed, reason = coalesce(excluded.reason, reason)`,
	).run(batchId, taskId, runId, left, back, reason);

/** What a run was frozen with. */
export const projectFrozen = (db: Db, runId: string, frozen: FrozenRun): void =>
	void statement(
		db,
		`UPDATE run SET engine = 1, closed = 0, repository = ?, base_branch = ?, workflow_hash = ?, roles_hash = ?, inputs_hash = ?,
			 batch_id = ? WHERE id = ?`,
	).run(
		frozen.repository,
		frozen.baseBranch,
		frozen.workflowHash,
		frozen.rolesHash,
		frozen.inputsHash,
		frozen.inputs.batch ?? null,
		runId,
	);
