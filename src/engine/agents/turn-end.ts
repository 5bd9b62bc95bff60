// An agent on its own screen does not end with its work: it goes back to its prompt. Its turn is over where it says so, by a
// hook, a report, its title or its prompt after it had worked; silence says nothing. With a result its session is ended;
// without one it is told once what is missing, and gets no further chance.
import {setTimeout as delay} from 'node:timers/promises';
import type {Event} from '../../domain/event.ts';
import type {AgentHosts} from '../kernel/hosts.ts';

/** The one reason for which an agent is prompted by mosaic. */
const NUDGE = 'no-result';

const NUDGE_TEXT =
	'Your turn ended without a result. Look at what is there, finish what is missing, and hand the result in now: one JSON object as you were told, by `mosaic result -` or in the file that $MOSAIC_RESULT names.';

/** `works`: nothing to do yet. */
export type TurnVerdict = 'works' | 'over' | 'missing' | 'over-without';

/** What the events of a session that stands at its prompt, oldest first, and its result come to. Pure. */
export const judgeTurn = (events: readonly Event[], hasResult: boolean): TurnVerdict => {
	const nudged = events.findLastIndex((event) => event.type === 'session.prompted' && event.why === NUDGE);
	const worked = events
		.slice(nudged + 1)
		.some(
			(event) => event.type === 'session.state-changed' && event.state === 'working' && event.evidence !== 'started',
		);
	if (!worked) return 'works';
	if (hasResult) return 'over';
	return nudged < 0 ? 'missing' : 'over-without';
};

export type TurnEndOptions = {
	readonly sessionId: string;
	readonly hosts: Pick<AgentHosts, 'prompt'>;
	readonly judge: () => TurnVerdict;
	readonly end: (why: 'handed-in' | 'turn-over') => void;
};

/** Its hook is heard before its screen shows the prompt; and a prompt that goes away again was none. */
const SETTLE_MS = 400;
const TRIES = 20;

/** Looks when the state changed, and for some seconds until a prompt is taken. Gives the look. */
export const createTurnEnd = ({sessionId, hosts, judge, end}: TurnEndOptions): (() => void) => {
	let looking = false;
	const settle = async (): Promise<void> => {
		for (let tries = 0; tries < TRIES; tries++) {
			const verdict = judge();
			if (verdict === 'works') return;
			await delay(SETTLE_MS);
			if (judge() !== verdict) continue;
			if (verdict === 'over') return end('handed-in');
			if (verdict === 'over-without') return end('turn-over');
			if ((await hosts.prompt(sessionId, {why: NUDGE, text: NUDGE_TEXT})) === null) return;
		}
	};
	return () => {
		if (looking) return;
		looking = true;
		settle()
			.catch(() => {}) // its host is gone, which is heard elsewhere
			.finally(() => {
				looking = false;
			});
	};
};
