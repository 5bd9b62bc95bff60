// From an effect to what came of it. Whatever is thrown on the way becomes an outcome with a class, a code and a hint.
import {setTimeout as delay} from 'node:timers/promises';
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import {Refused} from '../../domain/errors.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {runAgentStep} from '../steps/agent-step.ts';
import {pushCheckpoint} from '../steps/checkpoint.ts';
import {runCheckStep, runCommandStep, takeBaseline} from '../steps/command-steps.ts';
import type {StepContext} from '../steps/context.ts';
import {thrownOutcome} from '../steps/failures.ts';
import {integrate} from '../steps/integrate.ts';
import {markStatus} from '../steps/mark.ts';
import {takeOwedFile} from '../steps/owed-file.ts';
import {writeReport} from '../steps/report.ts';
import {prepareWorkspace, removeWorkspace} from '../steps/workspace.ts';

/** How soon an effect goes on that found no room for the journal. */
const AGAIN_MS = 2000;

/**
 * Performs one effect, from wherever an earlier try left it. Never rejects. While the disk has no room for the journal it
 * waits: no outcome could be written down, and work that an agent has done is not done again for want of it.
 */
export const perform = async (context: StepContext, effect: Effect): Promise<EffectOutcome> => {
	for (let now = context; ; now = {...context, recovered: true}) {
		try {
			return await performerOf(now, effect);
		} catch (error) {
			const isFull = error instanceof Refused && error.refusal.code === 'SQLITE_FULL';
			if (!isFull || context.stop.aborted) return thrownOutcome(error);
			await delay(AGAIN_MS, undefined, {signal: context.stop}).catch(() => {});
		}
	}
};

const performerOf = (context: StepContext, effect: Effect): Promise<EffectOutcome> => {
	const {action} = effect;
	switch (action.kind) {
		case 'task.mark':
			return markStatus(context, effect, action);
		case 'workspace.prepare':
			return prepareWorkspace(context, effect, action);
		case 'baseline.take':
			return takeBaseline(context, effect, action);
		case 'agent.run':
			return runAgentStep(context, effect, action);
		case 'artifact.take':
			return takeOwedFile(context, effect, action);
		case 'checks.run':
			return runCheckStep(context, effect, action);
		case 'command.run':
			return runCommandStep(context, effect, action);
		case 'integrate':
			return integrate(context, effect, action);
		case 'checkpoint.push':
			return pushCheckpoint(context, effect, action);
		case 'workspace.remove':
			return removeWorkspace(context, effect, action);
		case 'report.write':
			return writeReport(context, effect, action);
		default:
			return unreachable(action);
	}
};
