// Making sure that nobody works in a checkout any more: what a claim of a dead host left is recorded and ended.
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../../config/paths.ts';
import {thisMachine} from '../../sessions/identity.ts';
import {activeClaim, deposeIfDead} from '../../store/claim.ts';
import {type Db, write} from '../../store/open.ts';
import {readUnsettled} from '../../store/views.ts';
import {judgeClaim} from '../holder.ts';
import {recordCrash} from '../record-end.ts';
import {settleSession} from '../settle.ts';
import {reapDeposed} from '../takeover.ts';

export type Place = {
	readonly paths: ProjectPaths;
	readonly db: Db;
	readonly tasksFile: string;
	readonly now: () => string;
};

/** Ends what a dead holder left in the checkout. `held`: its host lives, or cannot be judged from here. */
export const clearCheckout = async (place: Place, checkout: string): Promise<'free' | 'held'> => {
	const {paths, db, now} = place;
	const here = thisMachine();
	const judgement = write(db, () => {
		const found = deposeIfDead(db, checkout, (claim) => judgeClaim(claim, here), now());
		if (found.kind === 'free' && found.deposed) recordCrash(db, found.deposed, paths.sessionsDir, now());
		return found;
	});
	if (judgement.kind === 'held') return 'held';
	await reapDeposed(db, checkout, here.bootId, now);
	const {deposed} = judgement;
	if (deposed)
		for (const session of readUnsettled(db, now())) if (session.id === deposed.sessionId) settleSession(place, session);
	return 'free';
};

/** How long a host may take to end after its session did. */
const PATIENCE_MS = 20_000;

/** Waits until the host of a session that has ended let go of its checkout. */
export const untilReleased = async (place: Place, checkout: string): Promise<void> => {
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
		if (!activeClaim(place.db, checkout) || (await clearCheckout(place, checkout)) === 'free') return;
		await delay(20);
	}
};
