// Commands on their way to the controller: shown until they are answered, their answers told.
import type {Controller} from '../domain/controller.ts';
import type {Action, ViewEvent} from './view-state.ts';

/** Gives a function that asks, and tells `update` what happens. */
export const createAsking = (controller: Controller, update: (event: ViewEvent) => void) => {
	let asked = 0;
	return async ({command, doing, ifDone, ifStale}: Extract<Action, {do: 'ask'}>): Promise<void> => {
		const id = ++asked;
		update({type: 'asked', pending: {id, doing}});
		const outcome = await controller.dispatch(command);
		const text = outcome.ok ? outcome.message : outcome.refusal.message;
		update({type: 'answered', id, toast: {text, tone: outcome.ok ? 'good' : 'bad'}});
		if (outcome.ok && command.type === 'mission.select') update({type: 'panel-chosen', panel: 'tasks', zoomed: false});
		if (outcome.ok && ifDone) update(ifDone);
		if (!outcome.ok && ifStale && outcome.refusal.code.startsWith('stale')) update(ifStale);
	};
};
