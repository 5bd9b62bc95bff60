// Taking a checkout: one transaction that judges the holder, marks a dead one crashed and inserts the next generation.
import {randomBytes} from 'node:crypto';
import type {ProjectPaths} from '../config/paths.ts';
import {type Refusal, Refused} from '../domain/errors.ts';
import {runIdOf, sessionIdOf, sessionNumberOf} from '../domain/ids.ts';
import type {Mission} from '../domain/mission.ts';
import type {Machine, ProcessIdentity} from '../domain/process.ts';
import {type Claim, deposeIfDead, insertClaim, nextRunNumber, nextSessionNumber} from '../store/claim.ts';
import {append} from '../store/journal.ts';
import {type Db, write} from '../store/open.ts';
import {lastRunOfTask} from '../store/views.ts';
import {holderOf, judgeClaim} from './holder.ts';
import {foreignHolder} from './lock-mirror.ts';
import {takeInOtherPlaces} from './other-places.ts';
import type {RunPlan} from './plan.ts';
import {recordCrash} from './record-end.ts';
import {drivenByEngine, ENDED, heldBy} from './why-not.ts';

export type ClaimInput = {
	readonly db: Db;
	readonly paths: ProjectPaths;
	readonly mission: Mission;
	readonly plan: RunPlan;
	readonly host: ProcessIdentity;
	readonly machine: Machine;
	/** Where the host will listen, by session id. */
	readonly socketOf: (sessionId: string) => string;
	readonly now: string;
};

/** A claimed session. Everything that is written for it afterwards names its generation and token. */
export type Claimed = Pick<Claim, 'generation' | 'token' | 'sessionId'> & {
	readonly runId: string;
	/** Whether the run was interrupted before and goes on. */
	readonly resumed: boolean;
	readonly socket: string;
};

/** Claims the checkout for a new session, or says who has it. Durable when it returns. */
export const claimSession = (input: ClaimInput): Claimed | Refusal =>
	write(input.db, () => {
		const {db, paths, machine, now} = input;
		const foreign = foreignHolder(db, paths.lockFile, machine);
		if (foreign) return foreign;
		const others = takeInOtherPlaces(db, paths, (claim) => judgeClaim(claim, machine), now);
		if (others.kind === 'held') return heldBy(holderOf(db, others.holder, others.liveness));
		const judgement = deposeIfDead(db, paths.root, (claim) => judgeClaim(claim, machine), now);
		if (judgement.kind === 'held') return heldBy(holderOf(db, judgement.holder, judgement.liveness));
		if (judgement.deposed) recordCrash(db, judgement.deposed, paths.sessionsDir, now);
		return insert(input);
	});

const insert = (input: ClaimInput): Claimed => {
	const {db, plan, now} = input;
	const known = input.mission.sessions.map((session) => sessionNumberOf(session.session_id) ?? 0);
	const sessionId = sessionIdOf(nextSessionNumber(db, Math.max(0, ...known)));
	const token = randomBytes(24).toString('base64url');
	const socket = input.socketOf(sessionId);
	const {host, machine} = input;
	const checkout = input.paths.root;
	const generation = insertClaim(db, {checkout, sessionId, token, host, machine, socket, at: now});
	const {runId, resumed} = startOrResumeRun(input);
	append(db, {
		at: now,
		runId,
		sessionId,
		event: {
			type: 'session.claimed',
			taskId: plan.task.id,
			taskTitle: plan.task.title,
			runtime: plan.runtime,
			argv: plan.command,
			milestoneId: plan.milestone?.id ?? null,
			generation,
			host,
			machine,
		},
	});
	return {generation, token, sessionId, runId, resumed, socket};
};

/** An interrupted run of the task goes on; otherwise a new one begins. */
const startOrResumeRun = ({db, plan, now, paths}: ClaimInput): {runId: string; resumed: boolean} => {
	const last = lastRunOfTask(db, plan.task.id);
	if (last && last.workflow !== 'solo' && !ENDED.has(last.state)) throw new Refused(drivenByEngine(last));
	if (last?.state === 'interrupted') {
		append(db, {at: now, runId: last.id, sessionId: null, event: {type: 'run.resumed'}});
		return {runId: last.id, resumed: true};
	}
	if (last?.state === 'running')
		throw new Refused({
			kind: 'bug',
			code: 'run-without-claim',
			message: `${last.id} is marked running but nobody holds ${paths.root}.`,
		});
	const runId = runIdOf(nextRunNumber(db));
	append(db, {
		at: now,
		runId,
		sessionId: null,
		event: {
			type: 'run.started',
			taskId: plan.task.id,
			taskTitle: plan.task.title,
			workflow: plan.workflow,
			milestone: plan.milestone,
			checkout: paths.root,
		},
	});
	return {runId, resumed: false};
};
