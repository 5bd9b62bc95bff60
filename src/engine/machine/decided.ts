import type {Refusal} from '../../domain/errors.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import type {RunMachine} from './state.ts';

/** What a command comes to. No events: it was done already. */
export type Decided = readonly RunEvent[] | Refusal;

/** Whether a decision is a refusal. */
export const isRefusal = (decided: Decided): decided is Refusal => 'code' in decided;

/** A no of the machine (exit 3). */
export const refused = (code: string, message: string): Refusal => ({kind: 'refused', code, message});

/** The end of everything that is under way; what waits for a person waits no longer. */
export const stopAs = (run: RunMachine, as: 'cancelled' | 'interrupted', reason: string): RunEvent[] => [
	{type: 'run.stop-requested', as, reason},
	...withdrawals(run, `the run was ${as === 'cancelled' ? 'aborted' : 'stopped'}`),
];

/** Takes back everything that waits for a person. */
export const withdrawals = (run: RunMachine, reason: string): RunEvent[] => [
	...run.approvals
		.filter(({state}) => state === 'open')
		.map(({id}) => ({type: 'approval.withdrawn', approvalId: id, reason}) as const),
	...run.questions
		.filter(({state}) => state === 'open')
		.map(({id}) => ({type: 'question.withdrawn', questionId: id, reason}) as const),
];
