// The answer of a step, checked at once, so that the agent itself can mend it.
import {ImplementAnswer, ReviewAnswer} from '../domain/answer.ts';
import {refuse} from '../domain/errors.ts';
import {redacted, secretsIn} from '../domain/redaction.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import {type AgentSession, requireStep} from './session.ts';

/** Takes the answer, without the secrets of `env`. Invalid (exit 5) with the field named; handing in again replaces what was there. */
export const handIn = (caller: AgentSession, value: unknown, env: NodeJS.ProcessEnv = process.env): void => {
	const {task, files} = requireStep(caller, 'results');
	const answer = validated(value, task.expects === 'review' ? ReviewAnswer : ImplementAnswer);
	writeFileAtomic(files.handedIn, `${JSON.stringify(redacted(answer, secretsIn(env)), null, 2)}\n`);
};

/** The JSON value of a text; invalid (exit 5) where it is none. */
export const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
		return refuse('invalid', 'invalid-json', `the result is not valid JSON (${reason}). Mend it and hand it in again.`);
	}
};

const validated = (value: unknown, schema: typeof ImplementAnswer | typeof ReviewAnswer): object => {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.map(String).join('.') || 'the whole document';
	return refuse(
		'invalid',
		'invalid-result',
		`the result: ${field}: ${issue?.message ?? 'invalid'}. Mend it and hand it in again.`,
	);
};
