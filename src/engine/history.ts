import type {SessionRecord} from '../domain/mission.ts';
import type {Db} from '../store/open.ts';
import {readSessions} from '../store/views.ts';
import {sessionRecord} from './mission-mirror.ts';

/** The last session that ended, by the journal; what the next agent is told of its predecessor. */
export const previousSession = (db: Db, now: string): SessionRecord | null => {
	const ended = readSessions(db, now, {last: 20}).filter((session) => session.endedAt !== null && !session.startFailed);
	const last = ended[ended.length - 1];
	return last ? sessionRecord(last) : null;
};
