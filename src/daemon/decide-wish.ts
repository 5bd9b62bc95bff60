// A person's word about a wish goes to the session's host: it knows whether the agent still asks.
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {sessionOfWish} from '../domain/wish.ts';
import {askHost} from './ask-host.ts';
import {liveAddress} from './session-address.ts';

export type WishDecision = {readonly id: string; readonly allow: boolean; readonly reason: string};

/** Tells the host; refused (exit 3) where the session has ended, or nobody waits for the answer any more. */
export const decideWish = async (paths: ProjectPaths, {id, allow, reason}: WishDecision): Promise<void> => {
	const sessionId = sessionOfWish(id);
	if (sessionId === undefined)
		throw new Refused({kind: 'not-found', code: 'unknown-question', message: `no question ${quoted(id)}.`});
	const address = liveAddress(paths, sessionId, new Date());
	const answer = await askHost(address, {type: 'decide-wish', id, allow, reason}, 'wish-decided');
	if (answer.type !== 'refused') return;
	throw new Refused({
		kind: 'refused',
		code: answer.code,
		message: `${plainLine(answer.message)}. \`mosaic approvals\` lists what waits.`,
		sessionId,
	});
};
