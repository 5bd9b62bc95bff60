// The session's own terminal, as the ACP client has it: a log that is written, a state that is told (OSC 7501), a line that
// a person who attached types.
import type {AgentEvent} from '../../domain/agent-event.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {createLog} from './log.ts';

export type LogTerminal = ReturnType<typeof openTerminal>;

/** Writes to the streams of this process. */
export const openTerminal = (stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) => {
	const log = createLog();
	const write = (text: string): void => {
		if (text !== '') stdout.write(text);
	};
	// A terminal that is gone takes its process with it (SIGHUP); the log is no reason to fail before that.
	stdout.on('error', () => {});
	return {
		show: (event: AgentEvent): void => write(log.show(event)),
		note: (text: string): void => write(log.note(text)),
		/** Working, or waiting for a person with these words. */
		tell: (state: 'working' | 'blocked', words: string): void => write(stateSequence(state, words)),
		/** The lines that are typed until `signal`; without one nothing is read. */
		onLine: (signal: AbortSignal, take: (line: string) => void): void => {
			let typed = '';
			const read = (chunk: string): void => {
				typed += chunk;
				for (let end = typed.search(/[\r\n]/); end >= 0; end = typed.search(/[\r\n]/)) {
					take(typed.slice(0, end).trim());
					typed = typed.slice(end + 1);
				}
				typed = typed.slice(-1000);
			};
			stdin.setEncoding('utf8');
			stdin.on('data', read);
			stdin.resume();
			signal.addEventListener('abort', () => {
				stdin.off('data', read);
				stdin.pause();
			});
		},
	};
};

const stateSequence = (state: 'working' | 'blocked', words: string): string => {
	const line = shorten(plainLine(words), 180);
	const message = line === '' ? '' : `:msg=${Buffer.from(line).toString('base64')}`;
	return `\u001b]7501;state=${state}:app=acp${state === 'blocked' ? ':kind=permission' : ''}${message}\u001b\\`;
};
