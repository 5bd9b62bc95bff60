// What waits for a person, as it is now: a host that was killed took along what only it could answer.
import type {ProjectPaths} from '../config/paths.ts';
import type {InboxItem} from '../domain/run.ts';
import {sessionOfWish} from '../domain/wish.ts';
import {thisMachine} from '../sessions/identity.ts';
import {activeClaims, type Claim} from '../store/claim.ts';
import type {Db} from '../store/open.ts';
import {readInbox} from '../store/run-views.ts';
import {judgeClaim} from './holder.ts';
import {placeOf} from './place.ts';

/** The claims whose hosts are gone, by session, before anybody wrote that down. */
export const deadClaims = (db: Db, paths: ProjectPaths): ReadonlyMap<string, Claim> => {
	const here = thisMachine();
	const dead = activeClaims(db).filter(
		(claim) => placeOf(claim, paths) === 'original' || judgeClaim(claim, here) === 'dead',
	);
	return new Map(dead.map((claim) => [claim.sessionId, claim]));
};

/**
 * The inbox without the wishes of dead hosts, which nobody can answer any more. A question of theirs stays and says so: its
 * answer is told to the next agent.
 */
export const livingInbox = (db: Db, dead: ReadonlyMap<string, Claim>): InboxItem[] =>
	readInbox(db).flatMap((item): InboxItem[] => {
		if (item.kind !== 'question' || !dead.has(item.question.sessionId ?? '')) return [item];
		return sessionOfWish(item.question.id) === undefined ? [{...item, gone: true}] : [];
	});
