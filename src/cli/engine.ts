// How commands talk to the engine of their project.
import {Refused} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';
import type {EngineCommand} from '../engine/kernel/engine-command.ts';
import type {EngineAnswer} from '../engine/kernel/port.ts';
import type {Context} from './context.ts';

type Done = Extract<EngineAnswer, {ok: true}>;

/** Asks the engine, which is started where none runs, and gives its answer; throws its refusal. */
export const askEngine = async (context: Context, command: EngineCommand): Promise<Done> => {
	const {openLastingEngine} = await import('../daemon/engine/lasting-engine.ts');
	const engine = await openLastingEngine(context.paths(), context.env);
	try {
		const answer = await engine.dispatch(command);
		if (!answer.ok) throw new Refused(answer.refusal);
		return answer;
	} finally {
		await engine.close();
	}
};

/** The run that an approval or a question belongs to: `run-001` of `run-001-a2`. */
export const runOfId = (id: string, what: string): string => {
	const match = /^(run-\d+)-[aq]\d+$/.exec(id);
	if (match?.[1]) return match[1];
	throw new Refused({
		kind: 'not-found',
		code: `unknown-${what}`,
		message: `no ${what} ${quoted(id)}. \`mosaic approvals\` lists what waits for a person.`,
	});
};
