// `checks.run`, `baseline.take` and `command.run`: commands in the workspace, one after another.
import type {CheckCommand, CheckResult} from '../../domain/check.ts';
import {redact, secretsIn} from '../../domain/redaction.ts';
import {plainLine} from '../../domain/text.ts';
import {commandToken, reapCommand, runCommand} from './run-command.ts';

export type ChecksRequest = {
	readonly commands: readonly CheckCommand[];
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
	/** Of the project and the effect: what an earlier try left running is found by it. */
	readonly root: string;
	readonly effectKey: string;
	/** What each command reads on its standard input. */
	readonly input?: string;
	/** The cap of them all, where there is one. */
	readonly timeoutSeconds?: number;
	readonly stop: AbortSignal;
};

/** Runs the commands in order, whatever each comes to; undefined where they were stopped. */
export const runChecks = async (request: ChecksRequest): Promise<CheckResult[] | undefined> => {
	const token = commandToken(request.root, request.effectKey);
	await reapCommand(token);
	const end = Date.now() + (request.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
	const results: CheckResult[] = [];
	for (const command of request.commands) {
		if (request.stop.aborted) return undefined;
		results.push(await runCheck(command, request, token, end));
	}
	return request.stop.aborted ? undefined : results;
};

const runCheck = async (
	{name, argv, timeoutSeconds}: CheckCommand,
	{cwd, env, input, stop}: ChecksRequest,
	token: string,
	end: number,
): Promise<CheckResult> => {
	const timeoutMs = Math.max(1, Math.min(timeoutSeconds * 1000, end - Date.now()));
	const result = await runCommand({
		argv,
		cwd,
		env,
		token,
		timeoutMs,
		signal: stop,
		...(input === undefined ? {} : {input}),
	});
	const {exitCode, signal, durationMs, problem} = result;
	const tail = problem === null ? result.tail : `${result.tail}\n${plainLine(problem)}`.trim();
	const shown = redact(tail, secretsIn(env));
	return {name, argv, exitCode, signal, timedOut: result.timedOut, durationMs, tail: shown};
};
