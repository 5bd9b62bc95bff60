import type {EffectOutcome} from '../../domain/effect.ts';
import {errorCode, isSystemFault, type Refusal, refusalFrom} from '../../domain/errors.ts';
import type {Failure, FailureCause, FailureClass} from '../../domain/failure.ts';
import {plainLine, shorten} from '../../domain/text.ts';

/** A failure in one clean line. */
export const failure = (cause: FailureCause, kind: FailureClass, code: string, message: string): Failure => ({
	cause,
	class: kind,
	code,
	message: shorten(plainLine(message), 1000),
});

/** The outcome for what an effect was refused, under the cause of its room. A person has to mend it, unless it passes by itself. */
export const refusedOutcome = (cause: FailureCause, refusal: Refusal): EffectOutcome => ({
	kind: 'failed',
	failure: failure(cause, PASSING.has(refusal.code) ? 'retryable' : 'human-required', refusal.code, refusal.message),
});

/** What goes away by itself: another one is at work just now. */
const PASSING = new Set(['locked', 'held', 'changing', 'SQLITE_BUSY', 'SQLITE_FULL']);

/** The outcome for what was thrown: a refusal, a fault of the system, or a bug. */
export const thrownOutcome = (error: unknown): EffectOutcome => {
	const refusal = refusalFrom(error);
	if (refusal.kind !== 'bug') return refusedOutcome(refusal.kind === 'invalid' ? 'configuration' : 'internal', refusal);
	const code = errorCode(error) ?? 'bug';
	return {
		kind: 'failed',
		failure: failure('internal', isSystemFault(code) ? 'retryable' : 'fatal', code, refusal.message),
	};
};
