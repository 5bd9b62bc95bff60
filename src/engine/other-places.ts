// Before a start, and before a stop: the claims that name another path than the one where the project lies now.
import type {ProjectPaths} from '../config/paths.ts';
import type {Liveness} from '../domain/process.ts';
import {type Claim, claimsOfOtherPlaces, endClaimAt, type Judgement} from '../store/claim.ts';
import type {Db} from '../store/open.ts';
import {placeOf} from './place.ts';
import {recordCrash} from './record-end.ts';

/**
 * Brings the claims that name other paths up to where the project lies now: those of a place that was left are judged
 * like this one's own, those of the original of a copy end without a look at their processes. Within `write`.
 */
export const takeInOtherPlaces = (
	db: Db,
	paths: ProjectPaths,
	judge: (claim: Claim) => Liveness,
	now: string,
): Judgement => {
	for (const claim of claimsOfOtherPlaces(db, paths.root)) {
		const place = placeOf(claim, paths);
		if (place === 'elsewhere') continue;
		const liveness = place === 'original' || !claim.active ? 'dead' : judge(claim);
		if (liveness !== 'dead') return {kind: 'held', holder: claim, liveness};
		endClaimAt(db, claim.generation, {checkout: paths.root, at: now, reaped: place === 'original'});
		if (claim.active) recordCrash(db, claim, paths.sessionsDir, now);
	}
	return {kind: 'free', deposed: undefined};
};
