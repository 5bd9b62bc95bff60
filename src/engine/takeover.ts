// Before a new start, every process of the dead generations of the checkout must be gone.
import {existsSync, realpathSync, rmSync} from 'node:fs';
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {removeStaleTemps} from '../files/stale-temps.ts';
import {reap} from '../sessions/reap.ts';
import {type Claim, markReaped, unreapedClaims} from '../store/claim.ts';
import {append} from '../store/journal.ts';
import {type Db, write} from '../store/open.ts';
import {readSession} from '../store/views.ts';

/** Ends what the deposed generations left running and removes their sockets. Refused, naming them, when some cannot be ended. */
export const reapDeposed = async (db: Db, checkout: string, here: string, now: () => string): Promise<void> => {
	for (const claim of unreapedClaims(db, checkout)) {
		// After a reboot nothing of the generation can be left, and its pids mean other processes.
		if (claim.machine.bootId === here) await reapGeneration(db, claim, now);
		if (claim.socket !== null) rmSync(claim.socket, {force: true});
		write(db, () => markReaped(db, claim.generation));
	}
};

/** A print-only call writes the capsule without the journal's lock; none takes this long. */
const CAPSULE_MS = 60_000;

/** Removes the temp files of writers that were killed. The journal's lock keeps all living writers of these files out. */
export const removeTornWrites = (db: Db, paths: ProjectPaths, tasksFile: string): void =>
	write(db, () => {
		for (const file of [paths.missionFile, paths.lockFile]) removeStaleTemps(file);
		removeStaleTemps(paths.capsuleFile, CAPSULE_MS);
		if (existsSync(tasksFile)) removeStaleTemps(realpathSync(tasksFile));
	});

const reapGeneration = async (db: Db, claim: Claim, now: () => string): Promise<void> => {
	const {ended, left} = await reap({agent: claim.agent, token: claim.token});
	if (ended.length > 0) write(db, () => recordReaped(db, claim, ended, now()));
	if (left.length === 0) return;
	const names = left.map((process) => `${process.pid} (${plainLine(process.command)})`).join(', ');
	throw new Refused({
		kind: 'refused',
		code: 'not-reaped',
		message: `processes of ${claim.sessionId} cannot be ended: ${names}. End them by hand, then try again.`,
		sessionId: claim.sessionId,
		...(left[0] ? {pid: left[0].pid} : {}),
	});
};

const recordReaped = (db: Db, claim: Claim, processes: Awaited<ReturnType<typeof reap>>['ended'], at: string): void => {
	const runId = readSession(db, claim.sessionId, at)?.runId ?? null;
	append(db, {
		at,
		runId,
		sessionId: claim.sessionId,
		event: {type: 'session.reaped', generation: claim.generation, processes},
	});
};
