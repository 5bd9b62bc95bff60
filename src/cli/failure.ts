import {EXIT_CODES, isSystemFault, type Refusal, refusalFrom} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';

type FailureTarget = {
	readonly json: boolean;
	readonly env: NodeJS.ProcessEnv;
	readonly stderr: {write(text: string): unknown};
};

/**
 * Says on stderr why a command failed, in one line (with `--json`, as one JSON document), and gives the exit code. The
 * stack is shown only with MOSAIC_DEBUG=1.
 */
export const reportFailure = (thrown: unknown, target: FailureTarget): number => {
	const refusal = refusalFrom(thrown);
	target.stderr.write(`${target.json ? JSON.stringify(failureDocument(refusal)) : failureLine(refusal)}\n`);
	if (target.env.MOSAIC_DEBUG === '1' && thrown instanceof Error) target.stderr.write(`${thrown.stack}\n`);
	return EXIT_CODES[refusal.kind];
};

/** The line a person reads. */
const failureLine = (refusal: Refusal): string => {
	const message = plainLine(refusal.message);
	if (refusal.kind !== 'bug' || isSystemFault(refusal.code)) return `mosaic: ${message}`;
	return `mosaic: unexpected: ${message} (MOSAIC_DEBUG=1 shows where)`;
};

/** The document a script reads. */
const failureDocument = (refusal: Refusal) => ({
	schema: 'mosaic/error@1',
	...refusal,
	exitCode: EXIT_CODES[refusal.kind],
});
