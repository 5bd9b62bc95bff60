// Typing a prompt into an agent's own screen, where it stands at its prompt.
import type {Adapter} from '../../runtimes/adapter.ts';
import {readScreen} from '../../runtimes/screen-rules.ts';
import type {HostedSession} from '../hosted-session.ts';

/** Types it as its runtime takes it; a refusal in words where it is not the agent's turn to be told something. */
export const typePrompt = (session: HostedSession, adapter: Adapter, text: string): string | null => {
	if (session.state().state !== 'idle') return 'it is not at its prompt; nothing was typed';
	const reading = readScreen(adapter.screenRules, session.shown().rows);
	if (reading !== null && reading.state !== 'idle') return `its screen shows ${reading.rule}; nothing was typed`;
	const writes = [...adapter.submit(text)];
	const next = (): void => {
		const write = writes.shift();
		if (write === undefined) return;
		const typeIt = (): void => {
			session.type(Buffer.from(write.text));
			next();
		};
		if (write.afterMs === 0) typeIt();
		else setTimeout(typeIt, write.afterMs);
	};
	next();
	return null;
};
