import type {Event, ReapedProcess} from '../../domain/event.ts';
import {progressWords} from '../../domain/session-progress.ts';
import {wishQuestion} from '../../domain/wish.ts';
import {counted} from './count.ts';
import {describeRunEvent} from './run-event-text.ts';

/** What an event says, in a few words for people. The caller cleans it: it holds words of tasks and agents. */
export const describeEvent = (event: Event): string => {
	switch (event.type) {
		case 'run.started':
			return `${event.taskId} ${event.taskTitle} (${event.workflow})`;
		case 'run.resumed':
		case 'session.started':
		case 'session.settled':
			return '';
		case 'run.ended':
			return event.cause === event.state ? event.state : `${event.state}: ${event.cause}`;
		case 'session.claimed':
			return `${event.taskId} with ${event.runtime}`;
		case 'session.reaped':
			return reaped(event.processes);
		case 'task.marking':
			return `${event.taskId} ${event.from} → ${typeof event.to === 'string' ? event.to : event.to.restore}`;
		case 'task.marked':
			return `${event.taskId} ${event.status} by ${event.by}`;
		case 'task.mark-skipped':
			return `${event.taskId} ${event.reason}`;
		case 'session.spawned':
			return `pid ${event.agent.pid}`;
		case 'session.start-failed':
			return event.message;
		case 'session.state-changed':
			return event.message === null ? `${event.state} (${event.evidence})` : `${event.state}: ${event.message}`;
		case 'session.progressed':
			return progressWords(event.progress);
		case 'session.take-over-requested':
			return `by ${event.by}, ${event.when === 'now' ? 'at once' : 'after its turn'}`;
		case 'permission.asked':
			return `${event.wish.id}: ${wishQuestion(event.wish)}`;
		case 'permission.closed':
			return `${event.id}: ${event.cause}`;
		case 'permission.decided': {
			const {decision, by, tool, subject, reason} = event.decision;
			return `${decision} by ${by}: ${tool}${subject === null ? '' : ` ${subject}`} (${reason})`;
		}
		case 'session.prompted':
			return `${event.why}: ${event.text}`;
		case 'session.identified':
			return event.release;
		case 'session.stop-requested':
			return `by ${event.by}`;
		case 'session.ended':
			return ending(event);
		default:
			return describeRunEvent(event);
	}
};

const ending = (event: Extract<Event, {type: 'session.ended'}>): string => {
	const how = event.signal ?? (event.exitCode === null ? '' : `exit code ${event.exitCode}`);
	const left = event.leftovers.length === 0 ? '' : `, ${reaped(event.leftovers)}`;
	return `${event.reason}${how === '' ? '' : ` (${how})`}${left}`;
};

const reaped = (processes: readonly ReapedProcess[]): string =>
	`ended ${counted(processes.length, 'left-over process', 'es')}${processes.length === 0 ? '' : `: ${processes.map(({pid, command}) => `${command} (${pid})`).join(', ')}`}`;
