// Typing a prompt into an agent's own screen, where it stands at its prompt.
import {readScreen, type ScreenRule} from '../../runtimes/screen-rules.ts';
import type {TimedWrite} from '../../runtimes/submit.ts';
import type {HostedSession} from '../host/hosted-session.ts';

/** A person who typed so shortly before is not typed over. */
const PERSON_MS = 60_000;

/** Why nothing is typed now, in words; null where it can be. `typedAt`: when a person last typed, in milliseconds of `now`. */
export const whyNotPrompt = (
	session: Pick<HostedSession, 'state' | 'shown'>,
	rules: readonly ScreenRule[],
	{typedAt, now}: {readonly typedAt: number | null; readonly now: number},
): string | null => {
	if (session.state().state !== 'idle') return 'it is not at its prompt; nothing was typed';
	const reading = readScreen(rules, session.shown().rows);
	if (reading !== null && reading.state !== 'idle') return `its screen shows ${reading.rule}; nothing was typed`;
	if (typedAt !== null && now - typedAt < PERSON_MS) return 'a person types in it; nothing was typed';
	return null;
};

/** Types it with the pauses that its runtime needs. */
export const typeTimed = (writes: readonly TimedWrite[], type: (bytes: Buffer) => void): void => {
	const [first, ...rest] = writes;
	if (first === undefined) return;
	const typeIt = (): void => {
		type(Buffer.from(first.text));
		typeTimed(rest, type);
	};
	if (first.afterMs === 0) typeIt();
	else setTimeout(typeIt, first.afterMs);
};
