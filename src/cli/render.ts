// `mosaic render`: what mosaic starts in the terminal of a headless session. It prints what the agent does.
import {readFileSync} from 'node:fs';
import {openChannel} from '../agent/headless/channel.ts';
import {runHeadless} from '../agent/headless/run.ts';
import {agentSession} from '../agent/session.ts';
import {createTelling} from '../agent/telling.ts';
import {redacted, secretsIn} from '../domain/redaction.ts';
import {HeadlessOrder} from '../engine/agents/headless-order.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import type {Context} from './context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the agent that the file orders; the exit code is 0 where it says that it is done. */
export const renderCommand = async ({env, cwd, stdout}: Context, {file}: {readonly file: string}): Promise<number> => {
	const order = HeadlessOrder.parse(JSON.parse(readFileSync(file, 'utf8')));
	const caller = agentSession(env);
	const channel = await openChannel(caller);
	const print = (text: string): void => void stdout.write(text.replaceAll('\n', '\r\n'));
	const telling = createTelling({caller, env, channel, prices: order.prices, print});
	const outcome = await runHeadless({
		order,
		env,
		cwd,
		caller,
		channel,
		telling,
		onSignal: (take) => {
			for (const signal of SIGNALS) process.on(signal, () => take(signal));
		},
	});
	writeFileAtomic(order.outcomeFile, `${JSON.stringify(redacted(outcome, secretsIn(env)))}\n`, {mode: 0o600});
	await channel.close();
	// Its end is the session's: an engine that was asked and has not answered must not keep it.
	process.exit(outcome.kind === 'done' ? 0 : 1);
};
