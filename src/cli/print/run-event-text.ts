import type {BatchEvent} from '../../domain/event.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {takenInText} from '../../domain/taken-in.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {sumUsage} from '../../domain/usage.ts';
import {counted} from './count.ts';

/** What an event of a run says, in a few words for people. The caller cleans it. */
export const describeRunEvent = (event: RunEvent | BatchEvent): string => {
	switch (event.type) {
		case 'run.paused':
		case 'run.continued':
		case 'run.closed':
			return '';
		case 'command.accepted':
			return `${event.command} by ${event.by}`;
		case 'run.stop-requested':
			return event.reason;
		case 'run.reopened':
			return `from ${event.from}${event.reset ? ', set back' : ''}`;
		case 'effect.started':
			return `${event.effect.action.kind} ${event.effect.key}`;
		case 'effect.recovered':
			return event.key;
		case 'effect.finished':
			return `${event.key}: ${event.outcome}`;
		case 'effect.failed':
			return `${event.key}: ${event.failure.message}${event.again ? ' (will be tried again)' : ''}`;
		case 'task.state-marked':
			return `${event.taskId} ${event.to}${event.note === null ? '' : `: ${event.note}`}`;
		case 'workspace.prepared':
			return `${event.workspace.path}${event.workspace.branch === null ? '' : ` on ${event.workspace.branch}`}`;
		case 'workspace.guarded':
			return counted(Object.keys(event.settings).length, 'setting');
		case 'workspace.removed':
			return event.note ?? '';
		case 'checkpoint.pushed':
			return event.tip;
		case 'checkpoint.failed':
			return `${event.message} (${event.failures} in a row)`;
		case 'report.written':
			return event.files.join(', ');
		case 'step.skipped':
			return `${event.step}: ${event.reason}`;
		case 'follow-ups.unreadable':
			return `${counted(event.bad, 'line')} of ${event.key} cannot be read`;
		case 'artifact.stored':
			return `${event.artifact.id} ${event.artifact.kind} of ${event.artifact.subject}`;
		case 'artifact.changed':
			return `${event.artifactId} is not what was validated`;
		case 'findings.recorded':
			return counted(event.findings.length, 'finding');
		case 'checks.recorded':
			return event.results.map((result) => `${result.name} ${result.verdict}`).join(', ');
		case 'usage.recorded':
			return `${event.step}: ${sumUsage([event.usage]).outputTokens} tokens out`;
		case 'integration.advanced':
			return [event.request.stage, event.request.url, event.request.note].filter((part) => part !== null).join(' ');
		case 'integration.declined':
			return `${event.head}, ${counted(event.reviews.length, 'review')}`;
		case 'integrated':
			return event.url ?? event.commit ?? '';
		case 'batch.started':
			return `${event.batchId}, ${event.parallel} at once${event.until === null ? '' : `, until ${event.until}`}`;
		case 'batch.suspended':
			return `${event.taskId}: ${event.reason}`;
		case 'batch.resumed':
			return `${event.taskId} ${event.runId}`;
		case 'batch.ended':
			return event.reason;
		default:
			return describeStepEvent(event);
	}
};

type StepEvent = Extract<
	RunEvent,
	{turn: number} | {type: `${'approval' | 'question'}.${string}` | 'follow-up.received'}
>;

const describeStepEvent = (event: Exclude<StepEvent, {type: DescribedAbove}>): string => {
	switch (event.type) {
		case 'step.started':
			return `${event.step}, attempt ${event.attempt}`;
		case 'step.agent-ended':
			return `${event.step}${event.sessionId === null ? '' : `: ${event.sessionId}`}`;
		case 'step.answer-invalid':
			return `${event.step}: ${event.problem}`;
		case 'step.agent-vanished':
			return `${event.step}: ${event.message}`;
		case 'step.answered':
		case 'step.completed':
			return `${event.step}: ${event.summary}`;
		case 'step.agent-failed':
		case 'step.failed':
			return inStep(event.step, event.failure.message);
		case 'step.sent-back':
			return `${event.step} to ${event.to}: ${event.reason}`;
		case 'steps.added':
			return `${event.step}: ${event.steps.map(({key}) => key).join(', ')}`;
		case 'step.revalidated':
			return `${event.step}: the work changed after it was looked at`;
		case 'base.taken-in':
			return `${event.step}: ${takenInText(event)}`;
		case 'approval.opened':
			return `${event.approval.id} ${event.approval.title}`;
		case 'approval.decided':
			return `${event.approvalId} ${event.decision.action} by ${event.decision.by}`;
		case 'approval.withdrawn':
			return `${event.approvalId}: ${event.reason}`;
		case 'question.asked':
			return `${event.question.id} ${event.question.question}`;
		case 'question.answered':
			return `${event.questionId}: ${event.answer}`;
		case 'question.withdrawn':
			return `${event.questionId}: ${event.reason}`;
		case 'follow-up.received':
			return event.title;
		default:
			return unreachable(event);
	}
};

/** A failure's message often names its step already. */
const inStep = (step: string, message: string): string =>
	message.startsWith(`${step}: `) ? message : `${step}: ${message}`;

type DescribedAbove = 'usage.recorded' | 'integration.advanced' | 'integration.declined' | 'checks.recorded';
