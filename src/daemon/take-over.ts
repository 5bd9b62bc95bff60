// A person's wish to go on with a headless agent in its own screen; its session's host passes it on.
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {askHost} from './ask-host.ts';
import {liveAddress} from './session-address.ts';

/** Asks the session's host; refused (exit 3) where the session has ended or is not headless. */
export const takeOverSession = async (paths: ProjectPaths, sessionId: string, when: 'now' | 'turn'): Promise<void> => {
	const address = liveAddress(paths, sessionId, new Date());
	const answer = await askHost(address, {type: 'take-over', when, by: 'a person'}, 'taking-over');
	if (answer.type !== 'refused') return;
	const message = `${sessionId}: ${plainLine(answer.message)}.`;
	throw new Refused({kind: 'refused', code: 'not-headless', message, sessionId});
};
