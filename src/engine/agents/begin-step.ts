// The start of a step's session up to the moment before its process: the run stands in the journal already, and the
// engine carries what comes of it into the files.
import {randomBytes} from 'node:crypto';
import type {ProjectPaths} from '../../config/paths.ts';
import {type Refusal, refusalFrom} from '../../domain/errors.ts';
import {sessionIdOf, sessionNumberOf} from '../../domain/ids.ts';
import type {Mission} from '../../domain/mission.ts';
import type {Machine, ProcessIdentity} from '../../domain/process.ts';
import {missionPaths, readMission} from '../../mission/mission-file.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {deposeIfDead, insertClaim, nextSessionNumber} from '../../store/claim.ts';
import {append} from '../../store/journal.ts';
import {type Db, openForWriting, write} from '../../store/open.ts';
import {sessionUnderKey} from '../../store/run-lookup.ts';
import type {Begun} from '../begin.ts';
import type {Claimed} from '../claim-session.ts';
import {holderOf, judgeClaim} from '../holder.ts';
import {recordCrash} from '../record-end.ts';
import {socketDirectory, socketFile} from '../session-files.ts';
import {atStep} from '../step.ts';
import {reapDeposed} from '../takeover.ts';
import {undoBegin} from '../undo-begin.ts';
import {heldBy} from '../why-not.ts';
import {type StepOrder, sessionKey} from './step-order.ts';

export type BeginStepRequest = {
	readonly paths: ProjectPaths;
	readonly order: StepOrder;
	readonly env: NodeJS.ProcessEnv;
	readonly host: ProcessIdentity;
	readonly machine: Machine;
	readonly now: () => string;
	/** Called once the checkout is claimed, before anything else is done with it. */
	readonly onClaimed: (claimed: Claimed) => Promise<void>;
};

/** Begins the session of a step, or says why not; then nothing was changed. */
export const beginStep = async (request: BeginStepRequest): Promise<Begun | Refusal> => {
	const {paths, order, env, now, machine} = request;
	resolveExecutable(order.argv[0] as string, order.cwd, order.env);
	const mission = readMission(paths.missionFile);
	const db = openForWriting(paths.database);
	const claimed = claimStep(db, request, mission, socketDirectory(paths, env));
	if ('code' in claimed) {
		db.close();
		return claimed;
	}
	atStep('claimed');
	const {tasksFile} = missionPaths(mission, paths.root);
	const context = {paths, db, tasksFile, now, missionBefore: undefined, capsuleBefore: undefined};
	try {
		await request.onClaimed(claimed);
		await reapDeposed(db, order.checkout, machine.bootId, now);
		atStep('reaped');
	} catch (error) {
		undoBegin(context, claimed, refusalFrom(error).message);
		throw error;
	}
	const {taskId, taskTitle, runtime, argv, cwd} = order;
	const plan = {task: {id: taskId, title: taskTitle}, runtime, argv, warnings: []};
	const marks = {MOSAIC_TOKEN: claimed.token, MOSAIC_SESSION: claimed.sessionId, MOSAIC_SOCKET: claimed.socket};
	const {program, conversation} = order;
	return {...context, claimed, plan, program, conversation, cwd, environment: {...order.env, ...marks}};
};

const claimStep = (
	db: Db,
	{paths, order, host, machine, now}: BeginStepRequest,
	mission: Mission,
	sockets: string,
): Claimed | Refusal =>
	write(db, () => {
		const at = now();
		const before = sessionUnderKey(db, sessionKey(order.effectKey));
		if (before !== undefined) return startedAlready(before);
		const judgement = deposeIfDead(db, order.checkout, (claim) => judgeClaim(claim, machine), at);
		if (judgement.kind === 'held') return heldBy(holderOf(db, judgement.holder, judgement.liveness));
		if (judgement.deposed) recordCrash(db, judgement.deposed, paths.sessionsDir, at);
		const known = mission.sessions.map((session) => sessionNumberOf(session.session_id) ?? 0);
		const sessionId = sessionIdOf(nextSessionNumber(db, Math.max(0, ...known)));
		const token = randomBytes(24).toString('base64url');
		const socket = socketFile(sockets, sessionId);
		const generation = insertClaim(db, {checkout: order.checkout, sessionId, token, host, machine, socket, at});
		const {runId, taskId, taskTitle, runtime, command: argv, milestoneId} = order;
		const event = {taskId, taskTitle, runtime, argv, milestoneId, generation, host, machine};
		const key = sessionKey(order.effectKey);
		append(db, {at, runId, sessionId, key, event: {type: 'session.claimed', ...event}});
		return {generation, token, sessionId, runId, resumed: false, socket};
	});

const startedAlready = (sessionId: string): Refusal => ({
	kind: 'refused',
	code: 'already-started',
	message: `session ${sessionId} was started for this step already.`,
	sessionId,
});
