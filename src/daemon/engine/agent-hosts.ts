// The engine's way to the session hosts of its runs.
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../../config/paths.ts';
import {Refused} from '../../domain/errors.ts';
import type {AgentHosts} from '../../engine/kernel/hosts.ts';
import {askHost} from '../ask-host.ts';
import {connectSession} from '../client.ts';
import {findSession} from '../session-address.ts';
import {startSessionHost} from '../spawn.ts';
import {stopSession} from '../stop-session.ts';

/** The terminal of an agent that nobody looks at yet; a viewer gives it another size. */
const SIZE = {cols: 120, rows: 40};
/** A host that was just started, or is just ending, does not answer for a moment. */
const PAUSE_MS = 150;

/** `inline`: the sessions end with this process. */
export const createAgentHosts = (paths: ProjectPaths, env: NodeJS.ProcessEnv, inline: boolean): AgentHosts => ({
	start: async (step) => {
		const started = await startSessionHost({root: paths.root, options: {}, step, ...SIZE, watched: false, inline}, env);
		return 'code' in started ? started : {sessionId: started.sessionId};
	},
	whenGone: async (sessionId, signal, onState) => {
		while (!signal.aborted) {
			const {address} = findSession(paths, sessionId, new Date());
			if (!address) return;
			if (await untilClosed(address, signal, onState)) return;
			await delay(PAUSE_MS, undefined, {signal}).catch(() => {});
		}
	},
	prompt: async (sessionId, prompt) => {
		const {address} = findSession(paths, sessionId, new Date());
		if (!address) return 'it has ended';
		const answer = await askHost(address, {type: 'prompt', ...prompt}, 'typed');
		return answer.type === 'typed' ? null : answer.message;
	},
	stop: async (sessionId, by) => {
		try {
			await stopSession(paths, {sessionId, by, force: false});
		} catch (error) {
			// Somebody else was faster: it has ended.
			if (!(error instanceof Refused) || error.refusal.code !== 'not-live') throw error;
		}
	},
});

/** Whether a connection stood and has closed; false where none came to be. */
const untilClosed = (
	address: Parameters<typeof connectSession>[0],
	signal: AbortSignal,
	onState: (() => void) | undefined,
): Promise<boolean> =>
	new Promise((resolve) => {
		let onAbort = (): void => {};
		const handlers = {
			onMessage: ({type}: {type: string}) => {
				if (type === 'state') onState?.();
			},
			onBytes: () => {},
			onClose: () => {
				signal.removeEventListener('abort', onAbort);
				resolve(true);
			},
		};
		connectSession(address, handlers).then(
			(connection) => {
				onAbort = () => connection.close();
				if (signal.aborted) return onAbort();
				signal.addEventListener('abort', onAbort);
				if (onState === undefined) return;
				connection.send({type: 'watch', what: 'state'});
				// What it told before somebody listened stands in the journal.
				onState();
			},
			() => resolve(false),
		);
	});
