// What a session is doing, folded from what its program reports. Silence says nothing: a program that thinks for an
// hour works, and only its own word makes it idle.
import type {SessionState} from '../domain/session.ts';
import {unreachable} from '../domain/unreachable.ts';
import type {ProgramStatus} from './program-status.ts';

export type Detection = {
	readonly state: SessionState;
	/** Where the state was read from. */
	readonly evidence: string;
	/** The program's own words, cleaned. */
	readonly message: string | null;
};

/** A session whose agent was just let through the gate. */
export const JUST_STARTED: Detection = {state: 'working', evidence: 'started', message: null};

const PROGRESS = 'progress';

/** The detection after the agent said through mosaic's own door what it is at. */
export const afterProgress = (before: Detection, message: string): Detection => {
	const same = before.state === 'working' && before.evidence === PROGRESS && before.message === message;
	return same ? before : {state: 'working', evidence: PROGRESS, message};
};

/** The detection after a report; the same object when nothing changed. */
export const detect = (before: Detection, status: ProgramStatus): Detection => {
	const after = read(status);
	// A program that only says again that it works does not unsay what its agent said it works at.
	if (before.evidence === PROGRESS && after.state === 'working' && after.message === null) return before;
	const same = after.state === before.state && after.message === before.message && after.evidence === before.evidence;
	return same ? before : after;
};

const read = ({state, kind, message}: ProgramStatus): Detection => {
	const evidence = 'osc-7501';
	switch (state) {
		case 'working':
			return {state: 'working', evidence, message};
		case 'blocked':
			return {state: 'waiting', evidence, message: message ?? (kind === null ? null : `waits for: ${kind}`)};
		// The program is alive at its prompt: its turn is done, its session is not. That ends with the process.
		case 'idle':
		case 'done':
			return {state: 'idle', evidence, message};
		// It stands still until somebody looks, so it needs a person like a question does.
		case 'error':
			return {state: 'waiting', evidence, message: message === null ? 'reports an error' : `error: ${message}`};
		case 'clear':
			return JUST_STARTED;
		default:
			return unreachable(state);
	}
};
