// Whether the holder of a checkout lives. The holder is the session host: an agent whose host is gone is an orphan.
import type {ProjectPaths} from '../config/paths.ts';
import {judgeProcess, type Liveness, type Machine} from '../domain/process.ts';
import {observeProcess, thisMachine} from '../sessions/identity.ts';
import {activeClaims, type Claim} from '../store/claim.ts';
import type {Db} from '../store/open.ts';
import {readSession} from '../store/views.ts';
import {placeOf} from './place.ts';
import type {Holder} from './why-not.ts';

/** Judges a claim by its host's pid, start time and boot. */
export const judgeClaim = (claim: Claim, here: Machine): Liveness =>
	judgeProcess({machine: claim.machine, process: claim.host}, here, observeProcess);

/** The claim's session and process as a refusal names them. */
export const holderOf = (db: Db, claim: Claim, liveness: Liveness): Holder => ({
	sessionId: claim.sessionId,
	pid: claim.agent?.pid ?? claim.host.pid,
	taskId: readSession(db, claim.sessionId, claim.claimedAt)?.taskId ?? '',
	unknown: liveness === 'unknown',
});

/** Who holds the project's checkout now, or undefined; a dead holder holds nothing, the original of a copy neither. */
export const currentHolder = (db: Db, paths: ProjectPaths): Holder | undefined => {
	for (const claim of activeClaims(db)) {
		if (placeOf(claim, paths) !== 'here') continue;
		const liveness = judgeClaim(claim, thisMachine());
		if (liveness !== 'dead') return holderOf(db, claim, liveness);
	}
	return undefined;
};
