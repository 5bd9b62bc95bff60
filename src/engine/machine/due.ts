import type {Effect, EffectAction} from '../../domain/effect.ts';
import type {RunMachine, StepRecord} from './state.ts';

/** A failed effect is tried again after so many seconds, by the number of failures. */
const PAUSES_S = [0, 2, 15];

/** An effect of a step, unless the same one is in flight. Its key is never given to another one. */
export const dueForStep = (
	run: RunMachine,
	step: StepRecord,
	action: EffectAction,
	notBefore?: string | null,
): Effect | undefined => {
	const {turn, performed, tries, triedAt} = step;
	if (isInFlight(run, action.kind, step.plan.key)) return undefined;
	const key = `${run.id}/${turn}/${action.kind}/${performed}`;
	return {
		key,
		runId: run.id,
		step: step.plan.key,
		turn,
		tries,
		notBefore: notBefore ?? waitAfter(tries, triedAt),
		action,
	};
};

/** An effect of the run as a whole, unless the same one is in flight. */
export const dueForRun = (run: RunMachine, action: EffectAction): Effect | undefined => {
	const {tries, triedAt, performed} = run;
	if (isInFlight(run, action.kind, null)) return undefined;
	const key = `${run.id}/run/${action.kind}/${performed}`;
	return {key, runId: run.id, step: null, turn: null, tries, notBefore: waitAfter(tries, triedAt), action};
};

const isInFlight = (run: RunMachine, kind: EffectAction['kind'], step: string | null): boolean =>
	Object.values(run.inFlight).some((effect) => effect.action.kind === kind && effect.step === step);

const waitAfter = (tries: number, triedAt: string | null): string | null => {
	const pause = PAUSES_S[Math.min(tries, PAUSES_S.length - 1)] ?? 0;
	return triedAt === null || pause === 0 ? null : new Date(Date.parse(triedAt) + pause * 1000).toISOString();
};
