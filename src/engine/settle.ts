// Carrying a recorded end into the files: the task's status (SPEC MR-14), mission.json, the lock. Can be repeated.
import {existsSync, rmSync} from 'node:fs';
import type {ProjectPaths} from '../config/paths.ts';
import type {TaskStatus} from '../domain/task.ts';
import {type Claim, releaseClaim} from '../store/claim.ts';
import {append} from '../store/journal.ts';
import {type Db, write} from '../store/open.ts';
import {isSoloRun} from '../store/run-lookup.ts';
import {readUnsettled, type SessionRow} from '../store/views.ts';
import {readTasksFile} from '../tasks/file.ts';
import {publishLock} from './lock-mirror.ts';
import {type Marking, restoreTaskStatus, setTaskStatus} from './mark-task.ts';
import {publishMission} from './mission-mirror.ts';
import {atStep} from './step.ts';

export type SettleContext = {
	readonly paths: ProjectPaths;
	readonly db: Db;
	readonly tasksFile: string;
	readonly now: () => string;
};

/** Settles every session whose end was recorded but not carried into the files; for whoever holds the checkout. */
export const settleAll = (context: SettleContext): void => {
	for (const session of readUnsettled(context.db, context.now())) settleSession(context, session);
};

/** Settles one ended session. */
export const settleSession = (context: SettleContext, session: SessionRow): void => {
	const {db, now} = context;
	if (isSoloRun(db, session.runId)) settleTask(context, session);
	atStep('settle-marked');
	publishMission(context.paths, db, context.tasksFile, now());
	atStep('settle-published');
	write(
		db,
		() =>
			void append(db, {
				at: now(),
				runId: session.runId,
				sessionId: session.id,
				event: {type: 'session.settled'},
				key: `${session.id}:settled`,
			}),
	);
	atStep('settled');
};

/**
 * Gives the checkout back: the socket goes while the claim still tells whose it is, the claim ends, the lock file goes.
 * Where not all processes could be ended (`reaped` false), the next start looks for them again.
 */
export const releaseCheckout = (
	context: SettleContext,
	claim: Pick<Claim, 'generation' | 'token' | 'socket'>,
	reaped = true,
): void => {
	if (claim.socket !== null) rmSync(claim.socket, {force: true});
	write(context.db, () => void releaseClaim(context.db, claim, context.now(), reaped));
	atStep('released');
	publishLock(context.db, context.paths);
};

const settleTask = (context: SettleContext, session: SessionRow): void => {
	const {db, tasksFile, now} = context;
	const task = readTasksFile(tasksFile).tasks.find((candidate) => candidate.id === session.taskId);
	if (!task || !existsSync(tasksFile)) return;
	const marking: Marking = {
		db,
		tasksFile,
		taskId: session.taskId,
		sessionId: session.id,
		runId: session.runId,
		by: 'mosaic',
		now,
	};
	if (session.startFailed) {
		if (session.previousStatus !== null && task.statusText !== session.previousStatus)
			restoreTaskStatus(marking, session.previousStatus);
		return;
	}
	const to = statusAfter(session);
	// What stands there now is the agent's or a person's own word unless it is mosaic's "in progress".
	if (to === undefined || task.status !== 'in-progress') return;
	setTaskStatus({...marking, step: 'settle-marking'}, to);
};

const statusAfter = (session: SessionRow): TaskStatus | undefined => {
	if (session.endedReason === 'completed') return 'review';
	return session.endedReason === 'failed' || session.endedReason === 'timed-out' ? 'failed' : undefined;
};
