// What follows by itself, and what is to be done now. Pure: the same state and time give the same answer.
import type {Effect} from '../../domain/effect.ts';
import {checkpointDue} from './checkpoint.ts';
import {closing} from './closing.ts';
import {conclude} from './conclude.ts';
import {markDue} from './marking.ts';
import type {Move} from './move.ts';
import {seal} from './receipt.ts';
import {setUp} from './set-up.ts';
import {currentStep, type MachineEvent, type RunMachine} from './state.ts';
import {stepMove} from './step-move.ts';

/** What a run waits for; always something with a name. */
export type Wait =
	| {readonly kind: 'effect'; readonly key: string}
	| {readonly kind: 'approval'; readonly id: string}
	| {readonly kind: 'question'; readonly id: string}
	| {readonly kind: 'time'; readonly at: string; readonly key: string}
	| {readonly kind: 'paused'};

export type Schedule = {
	/** To be appended now, in one transaction; then the state is folded and scheduled again. Effects come once this is empty. */
	readonly events: readonly MachineEvent[];
	/** To be started now: recorded as `effect.started`, then performed. */
	readonly effects: readonly Effect[];
	/** Started and not finished. A new engine performs each of these again, which looks first what is there. */
	readonly inFlight: readonly Effect[];
	/** Keys of effects in flight that are to be ended, because the run is stopping. */
	readonly cancel: readonly string[];
	readonly waits: readonly Wait[];
};

/** What is next for a run at a time (ISO 8601). A run that is closed has nothing more; one that is not waits for something. */
export const schedule = (run: RunMachine, now: string): Schedule => {
	const inFlight = Object.values(run.inFlight);
	const move = nextMove(run);
	const mark = run.closed ? undefined : markDue(run);
	const due = [mark, checkpointDue(run), move.effect].filter((effect) => effect !== undefined);
	const {ready, later} = byTime(due, now);
	const events = move.events ?? [];
	return {
		events,
		effects: events.length > 0 ? [] : ready,
		inFlight,
		cancel: run.stop ? inFlight.filter(({action}) => action.kind !== 'task.mark').map(({key}) => key) : [],
		waits: [...waitsOf(run, inFlight), ...later],
	};
};

const nextMove = (run: RunMachine): Move => {
	if (run.ended) return closing(run);
	if (run.stop) return stopping(run, run.stop);
	if (run.pausedFrom) return {};
	return setUp(run) ?? working(run);
};

// Work that reached its base while the run was being stopped stays there: the step is done, whatever else is not.
const stopping = (run: RunMachine, {as, reason}: NonNullable<RunMachine['stop']>): Move => {
	if (Object.keys(run.inFlight).length > 0) return {};
	const step = currentStep(run);
	if (run.integrated && step?.plan.kind === 'integrate' && step.answer) return conclude(run, step);
	if (!step) return working(run);
	const failure = {cause: 'cancelled', class: 'human-required', code: 'aborted', message: reason} as const;
	const why = as === 'cancelled' ? {failure: {...failure, step: null}} : {};
	return ending({type: 'run.ended', state: as, cause: reason, ...why});
};

const working = (run: RunMachine): Move => {
	const step = currentStep(run);
	if (!step) return {events: [...seal(run), {type: 'run.ended', state: 'completed', cause: 'completed'}]};
	if (step.state === 'failed' && step.failure) {
		const failure = {...step.failure, step: step.plan.key};
		return ending({type: 'run.ended', state: 'failed', cause: failure.cause, failure});
	}
	return stepMove(run, step);
};

const ending = (event: MachineEvent): Move => ({events: [event]});

const byTime = (due: readonly Effect[], now: string): {ready: Effect[]; later: Wait[]} => {
	const isLater = ({notBefore}: Effect) => notBefore !== null && Date.parse(notBefore) > Date.parse(now);
	const later = due.filter(isLater).map(({key, notBefore}): Wait => ({kind: 'time', key, at: notBefore as string}));
	return {ready: due.filter((effect) => !isLater(effect)), later};
};

const waitsOf = (run: RunMachine, inFlight: readonly Effect[]): Wait[] => [
	...inFlight.map(({key}): Wait => ({kind: 'effect', key})),
	...run.approvals.filter(({state}) => state === 'open').map(({id}): Wait => ({kind: 'approval', id})),
	...run.questions.filter(({state}) => state === 'open').map(({id}): Wait => ({kind: 'question', id})),
	...(run.pausedFrom ? [{kind: 'paused'} as const] : []),
];
