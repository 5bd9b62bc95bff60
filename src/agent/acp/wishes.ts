// The model and effort that a role asks for, among those that the agent offers.
import {type ClientContext, methods, type SessionConfigOption} from '@agentclientprotocol/sdk/unstable';
import {plainLine, quoted} from '../../domain/text.ts';

export type Wishes = {readonly model: string | null; readonly effort: string | null};

/** Sets what is wished for. Throws where the agent has no such choice: another model than the one asked for is no answer. */
export const chooseOptions = async (
	agent: ClientContext,
	sessionId: string,
	offered: readonly SessionConfigOption[],
	{model, effort}: Wishes,
): Promise<void> => {
	for (const [what, category, wish] of [
		['model', 'model', model],
		['effort', 'thought_level', effort],
	] as const) {
		if (wish === null) continue;
		const option = offered.find((one) => one.category === category);
		const values = option?.type === 'select' ? valuesOf(option) : [];
		if (option === undefined || !values.includes(wish)) {
			const known = values.slice(0, 20).map(plainLine).join(', ') || 'none to choose from';
			throw new Error(`it has no ${what} ${quoted(wish)}. It has: ${known}`);
		}
		if (option.currentValue !== wish)
			await agent.request(methods.agent.session.setConfigOption, {sessionId, configId: option.id, value: wish});
	}
};

const valuesOf = (option: Extract<SessionConfigOption, {type: 'select'}>): string[] =>
	option.options.flatMap((entry) => ('options' in entry ? entry.options.map(({value}) => value) : [entry.value]));
