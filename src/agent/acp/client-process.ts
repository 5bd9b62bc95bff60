// A program of its own: the client of an ACP agent. A session host starts it on the session's terminal like any other agent,
// so that claim, gate, transcript, stop and reaping are the same for all; it starts the agent, and speaks with it.
import {pricesOf} from '../../config/prices.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {openChannel} from '../headless/channel.ts';
import {createLog} from '../log.ts';
import {agentSession} from '../session.ts';
import {createTelling} from '../telling.ts';
import {openTerminal} from './terminal.ts';
import {work} from './work.ts';

const argumentsOf = (words: readonly string[]): {prompt: string; argv: readonly string[]} => {
	const [flag, prompt = '', dashes, ...argv] = words;
	if (flag !== '--prompt' || dashes !== '--' || argv.length === 0) throw new Error('acp-client --prompt TEXT -- ARGV…');
	return {prompt, argv};
};

/** The first signal asks the agent to stop; the host that sent it goes on to harder ones by itself. */
const stopSignal = (): AbortSignal => {
	const stop = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
	return stop.signal;
};

const terminal = openTerminal(process.stdin, process.stdout);
const log = createLog();

const main = async (): Promise<number> => {
	const {env} = process;
	const stop = stopSignal();
	const caller = agentSession(env);
	const channel = await openChannel(caller, {canHandOver: false});
	const telling = createTelling({caller, env, channel, prices: pricesOf(caller.paths, env), print: terminal.print});
	// What the protocol's library says of odd messages would be raw words of the agent.
	console.error = (...words: unknown[]) => telling.note(words.map(String).join(' '));
	try {
		const options = {caller, env, cwd: process.cwd(), stop, terminal, channel, telling};
		return await work({...options, ...argumentsOf(process.argv.slice(2))});
	} finally {
		await channel.close();
	}
};

main().then(
	(code) => process.exit(code),
	(error) => {
		const message = plainLine(refusalFrom(error).message);
		terminal.print(log.show({type: 'error', kind: 'agent', fatal: true, message}));
		process.exit(1);
	},
);
