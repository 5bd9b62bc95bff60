// What a session is doing, judged by all that its program tells and shows. Silence says nothing: a program that thinks
// for an hour works, and only its own word makes it idle. Pure.
import type {SessionState} from '../domain/session.ts';
import {type Evidence, NO_EVIDENCE, STATE_SOURCES, type StateSource} from '../domain/session-evidence.ts';
import {unreachable} from '../domain/unreachable.ts';
import type {ProgramStatus} from './program-status.ts';

export type Detection = Evidence & {
	readonly state: SessionState;
	/** Where the state was read from. */
	readonly evidence: string;
	/** The program's own words, cleaned. */
	readonly message: string | null;
};

/** What one source says now. `resting`: at its prompt or waiting for a person, it cannot tell which. */
export type Sight = Evidence & {
	readonly state: 'working' | 'waiting' | 'idle' | 'resting';
	readonly message: string | null;
};

/** What is known of a session: the sight of each source that says something, and the words of its agent. */
export type Sights = Partial<Readonly<Record<StateSource, Sight>>> & {
	/** What the agent said by mosaic's own door that it is at. */
	readonly said?: string;
};

/** A session whose agent was just let through the gate, or of which nothing is known any more. */
export const JUST_STARTED: Detection = {state: 'working', evidence: 'started', message: null, ...NO_EVIDENCE};

/**
 * The state by the most trusted source that says something. A lower one is asked only where that one cannot tell a
 * question from a prompt.
 */
export const judge = ({said, ...sights}: Sights): Detection =>
	said === undefined ? judgeSights(sights) : {...JUST_STARTED, evidence: 'progress', message: said};

const judgeSights = (sights: Sights): Detection => {
	const [first, ...lower] = STATE_SOURCES.filter((source) => sights[source] !== undefined);
	if (first === undefined) return JUST_STARTED;
	const sight = sights[first] as Sight;
	if (sight.state !== 'resting') return detection(first, sight, sight.state);
	const asks = lower.find((source) => sights[source]?.state === 'waiting');
	if (asks !== undefined) return detection(asks, sights[asks] as Sight, 'waiting');
	return detection(first, sight, 'idle');
};

const detection = (evidence: StateSource, {message, rule, seen}: Sight, state: SessionState): Detection => ({
	state,
	evidence,
	message,
	rule,
	seen,
});

/** What is known after a source said something else; `null`: it says nothing any more. The same object without a change. */
export const afterSight = (before: Sights, source: StateSource, sight: Sight | null): Sights => {
	if (sameSight(before[source] ?? null, sight)) return before;
	const {[source]: _, said, ...rest} = before;
	const sights: Sights = sight === null ? rest : {...rest, [source]: sight};
	if (said === undefined) return sights;
	// A program that only says again that it works does not unsay what its agent said it works at.
	const {state, message} = judgeSights(sights);
	return state === 'working' && message === null ? {...sights, said} : sights;
};

/**
 * A hook tells of a moment: what the program reports later and otherwise is newer. claude runs none after Esc, and goes on
 * after leave was given without running one.
 */
export const withoutOlder = (before: Sights, source: StateSource, sight: Sight | null): Sights => {
	const {hook, ...rest} = before;
	const isNewer = hook !== undefined && (source === 'osc-7501' || source === 'title') && sight !== null;
	return isNewer && sight.state !== 'resting' && sight.state !== hook.state ? rest : before;
};

/** What is known after the agent said by mosaic's own door what it is at. */
export const afterWord = (before: Sights, said: string): Sights => (before.said === said ? before : {...before, said});

const sameSight = (one: Sight | null, other: Sight | null): boolean =>
	one === other ||
	(one !== null &&
		other !== null &&
		one.state === other.state &&
		one.message === other.message &&
		one.rule === other.rule &&
		// What works may draw a spinner there; each turn of it is no news.
		(one.seen === other.seen || one.state === 'working'));

/** Whether two detections say the same. */
export const sameDetection = (one: Detection, other: Detection): boolean =>
	one.state === other.state &&
	one.evidence === other.evidence &&
	one.message === other.message &&
	one.rule === other.rule &&
	one.seen === other.seen;

/** What a program's report by OSC 7501 says of it; null where it takes back what it said. */
export const statusSight = ({state, kind, message}: ProgramStatus): Sight | null => {
	const sight = (seen: Sight['state'], words: string | null): Sight => ({
		state: seen,
		message: words,
		rule: `state=${state}${kind === null ? '' : `:kind=${kind}`}`,
		seen: null,
	});
	switch (state) {
		case 'working':
			return sight('working', message);
		case 'blocked':
			return sight('waiting', message ?? (kind === null ? null : `waits for: ${kind}`));
		// The program is alive at its prompt: its turn is done, its session is not. That ends with the process.
		case 'idle':
		case 'done':
			return sight('idle', message);
		// It stands still until somebody looks, so it needs a person like a question does.
		case 'error':
			return sight('waiting', message === null ? 'reports an error' : `error: ${message}`);
		case 'clear':
			return null;
		default:
			return unreachable(state);
	}
};
