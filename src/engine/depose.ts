// Ending a session whose host is gone: what a start would do first, without the start.
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import type {Liveness} from '../domain/process.ts';
import {missionPaths, readMission} from '../mission/mission-file.ts';
import {thisMachine} from '../sessions/identity.ts';
import {activeClaims, type Claim, deposeIfDead} from '../store/claim.ts';
import {openForWriting, write} from '../store/open.ts';
import {readSession} from '../store/views.ts';
import {holderOf, judgeClaim} from './holder.ts';
import {publishLock} from './lock-mirror.ts';
import {takeInOtherPlaces} from './other-places.ts';
import {placeOf} from './place.ts';
import {recordCrash} from './record-end.ts';
import {settleAll} from './settle.ts';
import {reapDeposed} from './takeover.ts';
import {heldBy, whyNotLive} from './why-not.ts';

export type DeposeOptions = {
	/** A person says that a holder which cannot be judged from here is gone. */
	readonly force: boolean;
	readonly now: () => string;
};

/** Marks the session of a dead host crashed, ends its processes, frees the checkout. Refused for one that lives, or ended. */
export const depose = async (paths: ProjectPaths, sessionId: string, {force, now}: DeposeOptions): Promise<void> => {
	const {tasksFile} = missionPaths(readMission(paths.missionFile), paths.root);
	const here = thisMachine();
	const db = openForWriting(paths.database);
	let checkout = paths.root;
	try {
		write(db, () => {
			const holder = activeClaims(db).find((claim) => claim.sessionId === sessionId);
			if (!holder) throw new Refused(endedAlready(readSession(db, sessionId, now())));
			const judge = (claim: Claim): Liveness => {
				const liveness = judgeClaim(claim, here);
				return liveness === 'unknown' && force ? 'dead' : liveness;
			};
			checkout = placeOf(holder, paths) === 'elsewhere' ? holder.checkout : paths.root;
			const others = takeInOtherPlaces(db, paths, judge, now());
			const judgement = others.kind === 'held' ? others : deposeIfDead(db, checkout, judge, now());
			if (judgement.kind === 'held') throw new Refused(heldBy(holderOf(db, judgement.holder, judgement.liveness)));
			if (judgement.deposed) recordCrash(db, judgement.deposed, paths.sessionsDir, now());
		});
		await reapDeposed(db, checkout, here.bootId, now);
		settleAll({paths, db, tasksFile, now});
		publishLock(db, paths);
	} finally {
		db.close();
	}
};

const endedAlready = (session: Parameters<typeof whyNotLive>[0] | undefined) =>
	(session && whyNotLive(session)) ?? {
		kind: 'refused' as const,
		code: 'not-live',
		message: 'the session does not hold this checkout.',
	};
