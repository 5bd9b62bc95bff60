// An agent that asked a person by `mosaic ask` waits for one, whatever its own program shows meanwhile. Pure.
import type {InboxItem} from './run.ts';
import {isLive, type Session} from './session.ts';

/** The session while a question of it is open: waiting, by the evidence `asked` where its own program does not say so already. */
export const withQuestion = (session: Session, inbox: readonly InboxItem[]): Session => {
	if (!isLive(session.state) || session.state === 'waiting') return session;
	const asked = inbox.find((item) => item.kind === 'question' && item.question.sessionId === session.id);
	if (asked?.kind !== 'question') return session;
	const {id, question, askedAt} = asked.question;
	return {
		...session,
		state: 'waiting',
		evidence: 'asked',
		message: question,
		why: {rule: id, seen: null, since: askedAt},
	};
};
