import {Refused} from '../domain/errors.ts';
import type {Event} from '../domain/event.ts';
import type {LeaveDecision} from '../domain/leave.ts';
import type {SessionState} from '../domain/session.ts';
import type {Evidence} from '../domain/session-evidence.ts';
import type {SessionProgress} from '../domain/session-progress.ts';
import {plainLine} from '../domain/text.ts';
import {append} from '../store/journal.ts';
import {write} from '../store/open.ts';
import type {WishEvent} from '../store/project-wish.ts';
import type {Begun} from './begin.ts';

type Seen = Evidence & {readonly state: SessionState; readonly evidence: string; readonly message: string | null};

/** Records what state the agent was seen in, and by which evidence. */
export const recordState = (begun: Begun, seen: Seen): void =>
	recordWhereItTakes(begun, {type: 'session.state-changed', ...seen});

/** Records how far the agent is. */
export const recordProgress = (begun: Begun, progress: SessionProgress): void =>
	recordWhereItTakes(begun, {type: 'session.progressed', progress});

/** Records which release of its program the agent runs. */
export const recordRelease = (begun: Begun, release: string): void =>
	recordWhereItTakes(begun, {type: 'session.identified', release});

/** Records that a person takes over, before the agent is told. */
export const recordTakeOver = (begun: Begun, when: 'now' | 'turn', by: string): void =>
	recordWhereItTakes(begun, {type: 'session.take-over-requested', when, by: plainLine(by)});

/** Records a decision before the agent is told of it; the same wish once. Throws where the journal takes no write. */
export const recordDecision = ({db, claimed, now}: Begun, decision: LeaveDecision): void => {
	const {runId, sessionId} = claimed;
	const key = `${sessionId}:leave:${decision.id}`;
	write(db, () => void append(db, {at: now(), runId, sessionId, key, event: {type: 'permission.decided', decision}}));
};

/** Records what the agent asks leave for, or that nobody has to answer it any more. Throws where the journal takes no write. */
export const recordWish = ({db, claimed, now}: Begun, event: WishEvent): void => {
	const {runId, sessionId} = claimed;
	write(db, () => void append(db, {at: now(), runId, sessionId, event}));
};

/** Records that a prompt is typed; false where one for this reason was typed before. Throws where the journal takes no write. */
export const recordPrompt = ({db, claimed, now}: Begun, why: string, text: string): boolean => {
	const {runId, sessionId} = claimed;
	const entry = {at: now(), runId, sessionId, key: `${sessionId}:prompt:${why}`};
	return write(db, () => append(db, {...entry, event: {type: 'session.prompted', why, text}}));
};

/** Records that somebody asked the session to end, before anything is sent to it. */
export const recordStopRequest = (begun: Begun, by: string): void =>
	recordWhereItTakes(begun, {type: 'session.stop-requested', by});

/** A journal that takes no write (a full disk) costs a line of it; not the agent its host, nor a person the stop. */
const recordWhereItTakes = ({db, claimed, now}: Begun, event: Event): void => {
	const {runId, sessionId} = claimed;
	try {
		write(db, () => void append(db, {at: now(), runId, sessionId, event}));
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
	}
};
