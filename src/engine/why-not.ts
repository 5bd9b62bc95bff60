// One predicate each for the key hint, the command line and the start itself: the reason a thing cannot be done now.
import type {Refusal} from '../domain/errors.ts';
import type {Run} from '../domain/run.ts';
import {isLive, type Session} from '../domain/session.ts';
import {isFinished, type Task} from '../domain/task.ts';
import {plainLine, quoted} from '../domain/text.ts';

/** Who works in the checkout, as far as a refusal must name it. */
export type Holder = {
	readonly sessionId: string;
	readonly pid: number | null;
	readonly taskId: string;
	readonly unknown: boolean;
};

/** Why a task can be neither started nor resumed in this checkout, or undefined (SPEC MR-3, MR-11). */
export const whyNotStart = (task: Task, holder: Holder | undefined): Refusal | undefined => {
	if (isFinished(task.status))
		return {
			kind: 'refused',
			code: 'wrong-status',
			message: `task ${plainLine(task.id)} is already ${task.status}. Change its status in the tasks file to run it again.`,
		};
	return holder && heldBy(holder);
};

/** Why a task is left to the engine: a run of it is under way, or waits to go on. */
export const whyEngineDrives = (runs: readonly Run[], taskId: string): Refusal | undefined => {
	const run = runs.find((one) => one.taskId === taskId && one.workflow !== 'solo' && !ENDED.has(one.state));
	return run && drivenByEngine(run);
};

/** The states in which a run of the engine leaves its task to others. */
export const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** The refusal that names the run, and what can be done with it in its state. */
export const drivenByEngine = (run: Pick<Run, 'id' | 'taskId' | 'state'>): Refusal => ({
	kind: 'refused',
	code: 'run-active',
	message: `${run.id} of ${quoted(run.taskId)} ${whatItDoes(run)}, \`mosaic abort ${run.id} --reason …\` ends it.`,
});

const whatItDoes = ({id, state}: Pick<Run, 'id' | 'state'>): string => {
	if (state === 'waiting') return 'waits for a person: `mosaic approvals` shows for what';
	if (state === 'running' || state === 'stopping')
		return `is ${state}: \`mosaic events --run ${id} --follow\` shows how it goes`;
	return `is ${state}: \`mosaic continue ${id}\` goes on with it`;
};

/** The refusal that names the session and process in the way. */
export const heldBy = (holder: Holder): Refusal => {
	const who = `session ${holder.sessionId}${holder.pid === null ? '' : ` (PID ${holder.pid})`}`;
	const message = holder.unknown
		? `${who} holds this checkout from another machine or container, so it cannot be judged from here. Stop it there; if it is surely gone, \`mosaic stop ${holder.sessionId} --force\`.`
		: `${who} is working on ${quoted(holder.taskId)} in this checkout. Attach with \`mosaic attach ${holder.sessionId}\` or end it with \`mosaic stop ${holder.sessionId}\`.`;
	return {
		kind: 'refused',
		code: 'held',
		message,
		sessionId: holder.sessionId,
		...(holder.pid === null ? {} : {pid: holder.pid}),
	};
};

/** Why a task cannot be resumed: besides what stops a start, it must have been begun. */
export const whyNotResume = (
	task: Task,
	last: Session | undefined,
	holder: Holder | undefined,
): Refusal | undefined => {
	const refusal = whyNotStart(task, holder);
	if (refusal || last || task.status !== 'not-started') return refusal;
	return {
		kind: 'refused',
		code: 'never-started',
		message: `task ${plainLine(task.id)} was never started, so there is nothing to resume. Start it with \`mosaic run\`.`,
	};
};

/** Why a person's mark "done" is not taken. */
export const whyNotDone = (task: Task): Refusal | undefined =>
	isFinished(task.status)
		? {
				kind: 'refused',
				code: 'wrong-status',
				message: `task ${plainLine(task.id)} is already ${task.status}.`,
			}
		: undefined;

/** Why a session cannot be stopped or attached to. */
export const whyNotLive = (session: Session): Refusal | undefined =>
	isLive(session.state)
		? undefined
		: {
				kind: 'refused',
				code: 'not-live',
				message: `session ${session.id} has ended (${session.endedReason ?? session.state}).`,
				sessionId: session.id,
			};
