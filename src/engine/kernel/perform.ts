// From an effect to what came of it. Whatever is thrown on the way becomes an outcome with a class, a code and a hint.
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
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

/** Performs one effect, from wherever an earlier try left it. Never rejects. */
export const perform = async (context: StepContext, effect: Effect): Promise<EffectOutcome> => {
	try {
		return await performerOf(context, effect);
	} catch (error) {
		return thrownOutcome(error);
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
