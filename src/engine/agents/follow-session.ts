// One session of a step, from the moment it stands in the journal to its end, through whatever becomes of its host.
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {readSessionEvents} from '../../store/journal.ts';
import {readSession, type SessionRow} from '../../store/views.ts';
import type {AgentHosts} from '../kernel/hosts.ts';
import {newestChange} from '../record-end.ts';
import {hasHandedIn} from '../results/handed-in.ts';
import {clearCheckout, type Place, untilReleased} from './clear-checkout.ts';
import {watchLingering} from './lingering.ts';
import type {TurnFiles} from './run-files.ts';
import {createTurnEnd, judgeTurn} from './turn-end.ts';
import {startWatchdog} from './watchdog.ts';

export type FollowOptions = {
	readonly place: Place;
	readonly hosts: AgentHosts;
	readonly sessionId: string;
	readonly checkout: string;
	readonly timeoutMs: number;
	readonly inactivityMs: number | null;
	/** Whether an open question of this session waits for a person. */
	readonly hasOpenQuestion: () => boolean;
	/** Where it hands in its result. */
	readonly files: TurnFiles;
	/** Whether it works on a screen of its own, and goes back to its prompt instead of ending. */
	readonly stays: boolean;
	/** Ends the session because its run is stopped. */
	readonly stop: AbortSignal;
};

export type Followed = {
	readonly session: SessionRow;
	/** Why mosaic ended it; null where it ended by itself or by a person's `mosaic stop`. */
	readonly endedBy: 'inactivity-timeout' | 'max-duration' | 'handed-in' | 'turn-over' | 'stopped' | null;
};

/** Follows the session to its recorded end. */
export const followSession = async (options: FollowOptions): Promise<Followed> => {
	const {place, hosts, sessionId, checkout, stop} = options;
	const read = (): SessionRow => readSession(place.db, sessionId, place.now()) as SessionRow;
	const transcript = path.join(place.paths.sessionsDir, sessionId);
	const wake = new AbortController();
	let endedBy: Followed['endedBy'] = null;
	const end = (why: Exclude<Followed['endedBy'], null>) => (): void => {
		endedBy ??= why;
		wake.abort();
	};
	const onStop = end('stopped');
	stop.addEventListener('abort', onStop);
	if (stop.aborted) onStop();
	const isWaiting = (): boolean => {
		const {state, progress} = read();
		return state === 'waiting' || progress?.takenOver === true || options.hasOpenQuestion();
	};
	const lastActivity = (): number => newestChange(transcript);
	const endLingering = watchLingering({...options, lastActivity, isWaiting, onOverdue: end('handed-in')});
	const endWatch = startWatchdog({
		startedAt: Date.parse(read().startedAt),
		timeoutMs: options.timeoutMs,
		inactivityMs: options.inactivityMs,
		lastActivity,
		isWaiting,
		onTrip: (cause) => end(cause)(),
	});
	const look = createTurnEnd({
		sessionId,
		hosts,
		judge: () => {
			const session = read();
			if (session.state !== 'idle' || isWaiting()) return 'works';
			return judgeTurn(readSessionEvents(place.db, session), hasHandedIn(options.files));
		},
		end: (why) => end(why)(),
	});
	try {
		while (read().endedAt === null) {
			if (endedBy !== null) await hosts.stop(sessionId, endedBy);
			else await hosts.whenGone(sessionId, wake.signal, options.stays ? look : undefined);
			if (endedBy === null && read().endedAt === null && (await clearCheckout(place, checkout)) === 'held')
				await delay(100);
		}
		await untilReleased(place, checkout);
		return {session: read(), endedBy};
	} finally {
		endLingering();
		endWatch();
		stop.removeEventListener('abort', onStop);
	}
};
