import {failureHint} from '../../domain/failure.ts';
import type {RunView} from '../../domain/run.ts';
import type {StepView} from '../../domain/step.ts';
import type {RunMachine, StepRecord} from './state.ts';

/** A run as people and scripts see it. */
export const viewOf = (run: RunMachine): RunView => ({
	id: run.id,
	taskId: run.taskId,
	taskTitle: run.taskTitle,
	workflow: run.frozen.workflow.name,
	state: run.state,
	milestoneId: run.frozen.inputs.milestone?.id ?? null,
	createdAt: run.createdAt,
	endedAt: run.state === 'interrupted' ? null : run.endedAt,
	repository: run.frozen.repository,
	baseBranch: run.frozen.baseBranch,
	branch: run.branch,
	worktree: run.workspace?.path ?? null,
	baseCommit: run.baseCommit,
	pausedFrom: run.pausedFrom,
	failure: run.failure && {...run.failure, hint: failureHint(run.failure.cause)},
	integrated: run.integrated,
	steps: run.steps.map(stepView),
	approvals: run.approvals,
	questions: run.questions,
	closed: run.closed,
});

/** A step as people and scripts see it. */
export const stepView = (step: StepRecord): StepView => ({
	key: step.plan.key,
	kind: step.plan.kind,
	title: step.plan.title,
	role: 'role' in step.plan ? step.plan.role : null,
	state: step.state,
	attempt: step.attempt,
	attempts: step.plan.kind === 'agent' ? step.plan.attempts + step.extra : Math.max(1, step.attempt),
	turn: step.turn,
	verdict: step.verdict ?? step.answer?.verdict ?? null,
	summary: step.summary ?? step.answer?.summary ?? null,
	reason: step.reason,
	failure: step.failure,
	sessionId: step.sessionId,
	startedAt: step.startedAt,
	endedAt: step.endedAt,
	workedMs: step.workedMs,
});
