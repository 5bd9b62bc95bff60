import type {Refusal} from '../../domain/errors.ts';
import {quoted} from '../../domain/text.ts';

/** Exit 4: the engine drove no such run. */
export const unknownRun = (runId: string): Refusal => ({
	kind: 'not-found',
	code: 'unknown-run',
	message: `no run ${quoted(runId)} that the engine drives. \`mosaic runs\` lists them.`,
});

type Issue = {readonly path: readonly PropertyKey[]; readonly message: string};

/** Exit 2: what a client asked for is no command; the issue names the field. */
export const notACommand = (issue: Issue | undefined): Refusal => ({
	kind: 'usage',
	code: 'bad-command',
	message: `${issue?.path.map(String).join('.') || 'the command'}: ${issue?.message ?? 'not understood'}.`,
});
