import type {Workspace} from './effect.ts';
import type {Event} from './event.ts';
import {takenInText} from './taken-in.ts';

const ACTIONS = {approve: 'approved', 'request-changes': 'changes requested', reject: 'rejected'} as const;

/** What an event says of a run's course, in words that still have to be cleaned; null where it is of no interest to people. */
export const momentOf = (event: Event): {readonly step: string | null; readonly text: string} | null => {
	switch (event.type) {
		case 'run.started':
			return ofRun(`started through ${event.workflow}`);
		case 'run.ended':
			return ofRun(`${event.state}: ${event.cause}`);
		case 'run.paused':
			return ofRun('paused');
		case 'run.continued':
			return ofRun('continued');
		case 'run.stop-requested':
			return ofRun(`to be ended: ${event.reason}`);
		case 'run.reopened':
			return {step: event.from, text: event.reset ? 'restarted from here' : 'retried from here'};
		case 'approval.opened':
			return {step: event.approval.step, text: `asks for approval: ${event.approval.title}`};
		case 'approval.decided':
			return ofRun(`${event.approvalId} ${ACTIONS[event.decision.action]} by ${event.decision.by}`);
		case 'approval.withdrawn':
			return ofRun(`${event.approvalId} withdrawn: ${event.reason}`);
		case 'question.asked':
			return {step: event.question.step, text: `asks: ${event.question.question}`};
		case 'question.answered':
			return ofRun(`${event.questionId} answered by ${event.by}: ${event.answer}`);
		case 'question.withdrawn':
			return ofRun(`${event.questionId} withdrawn: ${event.reason}`);
		case 'follow-up.received':
			return {step: event.step, text: `follow-up: ${event.title}`};
		case 'follow-ups.unreadable':
			return {
				step: event.step,
				text: `${event.bad} ${event.bad === 1 ? 'line' : 'lines'} of its follow-ups cannot be read`,
			};
		case 'workspace.prepared':
			return toldOfPlace(event.workspace);
		case 'checkpoint.pushed':
			return ofRun(`checkpoint pushed: ${event.tip.slice(0, 10)}`);
		case 'checkpoint.failed':
			return ofRun(`checkpoint not pushed (${event.failures} in a row): ${event.message}`);
		case 'integrated':
			return ofRun(`integrated${event.commit === null ? '' : ` as ${event.commit.slice(0, 10)}`}`);
		default:
			return momentOfStep(event);
	}
};

/** Of interest where it goes on with earlier work, or could not take in its base (SPEC AH-1, AH-2). */
const toldOfPlace = ({continued, branch, note}: Workspace) => {
	if (!continued && note === null) return null;
	const goesOn = continued ? `goes on with the work on ${branch}` : 'begins';
	return ofRun(note === null ? goesOn : `${goesOn}; without the latest base: ${note}`);
};

const ofRun = (text: string) => ({step: null, text});

const momentOfStep = (event: Event): {step: string; text: string} | null => {
	switch (event.type) {
		case 'step.started':
			return {step: event.step, text: `attempt ${event.attempt}${event.sentBack ? ', sent back' : ''}`};
		case 'step.skipped':
			return {step: event.step, text: `skipped: ${event.reason}`};
		case 'step.completed':
			return {step: event.step, text: `done: ${event.summary}`};
		case 'step.answer-invalid':
			return {step: event.step, text: `its answer cannot be used: ${event.problem}`};
		case 'step.agent-vanished':
			return {step: event.step, text: event.message};
		case 'step.agent-failed':
		case 'step.failed':
			return {step: event.step, text: withoutStep(event.failure.message, event.step)};
		case 'step.sent-back':
			return {step: event.step, text: `back to ${event.to}: ${withoutStep(event.reason, event.step)}`};
		case 'steps.added':
			return {step: event.step, text: `plans: ${event.steps.map(({key}) => key).join(', ') || 'no further steps'}`};
		case 'step.revalidated':
			return {step: event.step, text: 'the work changed after it was looked at'};
		case 'base.taken-in':
			return {step: event.step, text: takenInText(event)};
		default:
			return null;
	}
};

/** A failure names its step, which stands beside it here. */
const withoutStep = (message: string, step: string): string =>
	message.startsWith(`${step}: `) ? message.slice(step.length + 2) : message;
