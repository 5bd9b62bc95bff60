// What events do to the steps of a run.
import {isStepOver} from '../../domain/step.ts';
import {withAdded} from './added.ts';
import {FRESH_TURN, untouched} from './first-state.ts';
import type {MachineEntry, MachineEvent, RunMachine, StepRecord} from './state.ts';

/** The run with its steps brought up to the event; unchanged where it is about none. */
export const foldStep = (run: RunMachine, {at, event}: MachineEntry): RunMachine => {
	switch (event.type) {
		case 'step.sent-back':
			return setBack(run, event.to, event.step, at, event.extraAttempt);
		case 'step.revalidated':
			return revalidated(run, event, at);
		case 'base.taken-in':
			return tookIn(run, event, at);
		case 'steps.added':
			return {...run, steps: withAdded(run.steps, event.step, event.steps)};
		case 'run.reopened':
			return reopened(run, event, at);
		case 'run.ended':
			return {...run, steps: run.steps.map((step) => atEnd(step, event, at))};
		case 'step.started':
			return withStep({...run, turn: event.turn}, event.step, (step) => started(step, event, at));
		case 'step.skipped':
			return withStep(run, event.step, (step) => ({...step, state: 'skipped', reason: event.reason, endedAt: at}));
		case 'step.agent-ended':
			return withStep({...run, work: event.work ?? run.work}, event.step, (step) =>
				worked({...step, sessionId: event.sessionId, state: 'awaiting-artifact', repair: null}, at),
			);
		default:
			return 'step' in event && 'turn' in event && event.step !== null
				? withStep(run, event.step, (step) => stepped(step, event, at))
				: run;
	}
};

const stepped = (step: StepRecord, event: MachineEvent, at: string): StepRecord => {
	switch (event.type) {
		case 'step.answer-invalid': {
			const repair = {problem: event.problem, sessionId: event.sessionId};
			return {...step, state: 'awaiting-artifact', repairs: step.repairs + 1, repair, answer: null};
		}
		case 'step.agent-vanished':
			return event.reason === 'churn' ? {...step, churn: step.churn + 1} : {...step, crashes: step.crashes + 1};
		case 'step.agent-failed':
			return {...step, agentFailure: event.failure};
		case 'step.answered': {
			const {verdict, asks, summary, output} = event;
			return worked({...step, state: 'validating', answer: {verdict, asks, summary, output}}, at);
		}
		case 'step.completed': {
			const {verdict, summary, output} = event;
			return resting({...step, state: 'completed', verdict, summary, output}, at);
		}
		case 'step.failed':
			return resting({...step, state: 'failed', failure: event.failure, reason: event.failure.message}, at);
		case 'checks.recorded':
			return {...step, checks: event.results};
		default:
			return step;
	}
};

type Started = Extract<MachineEvent, {type: 'step.started'}>;

const started = (step: StepRecord, {attempt, turn}: Started, at: string): StepRecord => ({
	...step,
	...FRESH_TURN,
	attempt,
	previousTurn: step.turn,
	turn,
	artifact: null,
	state: 'running',
	startedAt: step.startedAt ?? at,
	workingSince: at,
});

/** The steps from one to another are pending again; what later steps had read of them stays until they are done anew. */
const setBack = (run: RunMachine, to: string, from: string, at: string, extra: boolean): RunMachine => {
	const [first, last] = [indexOf(run, to), indexOf(run, from)];
	const steps = run.steps.map((step, index): StepRecord => {
		if (index < first || index > last) return step;
		const back: StepRecord = {...worked(step, at), state: 'pending', workingSince: null, endedAt: null};
		return index === first && extra ? {...back, extra: back.extra + 1} : back;
	});
	return {...run, steps, request: null, again: null};
};

const revalidated = (run: RunMachine, event: Extract<MachineEvent, {type: 'step.revalidated'}>, at: string) =>
	withStep({...setBack(run, event.to, event.step, at, false), work: event.work}, event.step, (step) => ({
		...step,
		revalidations: step.revalidations + 1,
	}));

// Only who looked at the work looks again; what others did stays done. A pull request goes on as the same one.
const tookIn = (run: RunMachine, event: Extract<MachineEvent, {type: 'base.taken-in'}>, at: string): RunMachine => {
	const {base, files, again, work} = event;
	const steps = run.steps.map((step): StepRecord => {
		const {key} = step.plan;
		if (key !== event.step && !again.includes(key)) return step;
		const back: StepRecord = {...worked(step, at), state: 'pending', workingSince: null, endedAt: null};
		return key === event.step ? {...back, takeIns: back.takeIns + 1} : back;
	});
	const taken = {base, commit: work.commit, files, again};
	return {...run, steps, work, again: null, tookIn: [...run.tookIn, taken]};
};

const reopened = (run: RunMachine, event: Extract<MachineEvent, {type: 'run.reopened'}>, at: string): RunMachine => {
	const first = indexOf(run, event.from);
	const steps = run.steps.map((step, index): StepRecord => {
		if (index < first) return grantsRetry(run, event, step) ? {...step, extra: step.extra + 1} : step;
		if (event.reset) {
			const {startedAt, workedMs, turn} = worked(step, at);
			return {...untouched(step.plan, step.addedBy), startedAt, workedMs, turn};
		}
		if (step.state === 'completed' || step.state === 'skipped') return step;
		return {
			...worked(step, at),
			state: 'pending',
			workingSince: null,
			endedAt: null,
			extra: step.attempt > 0 ? step.extra + 1 : step.extra,
			revalidations: 0,
			takeIns: 0,
		};
	});
	return {...run, steps};
};

// A step that failed for want of attempts of another one gets nowhere unless that one may work once more.
const grantsRetry = (run: RunMachine, {from, reset}: {from: string; reset: boolean}, step: StepRecord): boolean => {
	const plan = run.steps.find((candidate) => candidate.plan.key === from)?.plan;
	return !reset && plan !== undefined && 'back' in plan && plan.back === step.plan.key;
};

// Nothing is left looking as if it ran: what an interruption caught waits, what an abort caught has failed.
const atEnd = (
	step: StepRecord,
	{state, cause}: Extract<MachineEvent, {type: 'run.ended'}>,
	at: string,
): StepRecord => {
	if (step.state === 'pending' || isStepOver(step.state)) return step;
	if (state === 'interrupted') return {...worked(step, at), state: 'pending', workingSince: null};
	return resting({...step, state: 'failed', reason: cause}, at);
};

const resting = (step: StepRecord, at: string): StepRecord => {
	const over = {...worked(step, at), workingSince: null};
	return step.state === 'pending' ? over : {...over, endedAt: step.endedAt ?? at};
};

/** Counts the work up to now; from now on the step works unless something else is said. */
export const worked = (step: StepRecord, at: string): StepRecord => {
	if (step.workingSince === null) return step;
	const ms = Math.max(0, Date.parse(at) - Date.parse(step.workingSince));
	return {...step, workedMs: step.workedMs + ms, workingSince: at};
};

/** The run with one step changed. */
export const withStep = (run: RunMachine, key: string, change: (step: StepRecord) => StepRecord): RunMachine => ({
	...run,
	steps: run.steps.map((step) => (step.plan.key === key ? change(step) : step)),
});

const indexOf = (run: RunMachine, key: string): number => run.steps.findIndex((step) => step.plan.key === key);
