import {refuse} from '../../domain/errors.ts';
import type {Event} from '../../domain/event.ts';
import type {StepPlan} from '../../domain/workflow-plan.ts';
import type {RunMachine, StepRecord} from './state.ts';

/** The state right after `run.started`. */
export const firstState = (id: string, event: Extract<Event, {type: 'run.started'}>, createdAt: string): RunMachine => {
	const {taskId, taskTitle} = event;
	const frozen =
		event.frozen ??
		refuse('refused', 'no-engine-run', `${id} is a run of the solo workflow; \`mosaic resume\` goes on with it.`);
	return {
		id,
		taskId,
		taskTitle,
		frozen,
		createdAt,
		endedAt: null,
		state: 'running',
		ended: null,
		pausedFrom: null,
		stop: null,
		failure: null,
		steps: frozen.workflow.steps.map((plan) => untouched(plan)),
		turn: 0,
		workspace: null,
		branch: null,
		baseCommit: null,
		hasPlace: false,
		settings: null,
		told: null,
		identity: null,
		checkpoint: {next: null, pushed: null, failures: 0, tried: null},
		declined: null,
		baseline: null,
		contractId: null,
		sealed: false,
		work: null,
		tookIn: [],
		estimate: {},
		findings: [],
		approvals: [],
		questions: [],
		followUps: 0,
		unreadable: {},
		artifacts: 0,
		tokens: {},
		inFlight: {},
		performed: 0,
		tries: 0,
		triedAt: null,
		setupFailure: null,
		marked: null,
		request: null,
		again: null,
		integrated: null,
		reported: false,
		closed: false,
	};
};

/** A step before its first turn. */
export const untouched = (plan: StepPlan, addedBy: string | null = null): StepRecord => ({
	plan,
	addedBy,
	state: 'pending',
	attempt: 0,
	extra: 0,
	...FRESH_TURN,
	turn: 0,
	previousTurn: 0,
	output: null,
	revalidations: 0,
	takeIns: 0,
	startedAt: null,
	workedMs: 0,
	artifact: null,
});

/** What every turn begins with. */
export const FRESH_TURN = {
	performed: 0,
	tries: 0,
	triedAt: null,
	churn: 0,
	crashes: 0,
	repairs: 0,
	repair: null,
	agentFailure: null,
	answer: null,
	verdict: null,
	summary: null,
	reason: null,
	failure: null,
	sessionId: null,
	checks: [],
	endedAt: null,
	workingSince: null,
} as const;
