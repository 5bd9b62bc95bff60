// What a turn used, by a command of the agent's own where the protocol does not tell all of it.
import {execFile} from 'node:child_process';
import type {Usage} from '../../domain/usage.ts';
import {exportedUsage, usageCommand} from '../../runtimes/acp-form.ts';

const PATIENCE_MS = 20_000;
const MOST_BYTES = 256 * 1024 * 1024;

type Turn = {
	readonly runtime: string;
	readonly argv: readonly string[];
	readonly conversation: string;
	readonly startedAt: number;
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	readonly stop: AbortSignal;
};

/** The usage since the turn began; undefined where there is no such command, it failed, or there is no time for it. */
export const wholeUsage = async (turn: Turn): Promise<readonly Usage[] | undefined> => {
	const [program, ...args] = usageCommand(turn.runtime, turn.argv, turn.conversation) ?? [];
	if (program === undefined || turn.stop.aborted) return undefined;
	const {cwd, env, stop: signal, startedAt} = turn;
	const options = {cwd, env, signal, timeout: PATIENCE_MS, maxBuffer: MOST_BYTES, killSignal: 'SIGKILL'} as const;
	return new Promise((resolve) => {
		const child = execFile(program, args, options, (error, stdout) =>
			resolve(error ? undefined : exportedUsage(stdout, startedAt)),
		);
		child.stdin?.end();
	});
};
