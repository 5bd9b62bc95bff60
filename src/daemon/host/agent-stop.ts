// Ending the agent of a session host on request, whoever asks: a viewer, a signal, the end of the starter.
import type {ProcessIdentity} from '../../domain/process.ts';
import type {Begun} from '../../engine/begin.ts';
import {recordStopRequest} from '../../engine/record-state.ts';
import {interrupt, reap} from '../../sessions/reap.ts';
import type {ViewerMessage} from '../protocol.ts';

/** Ends the agent on request: asked first, then made to. */
export const createStop = (begun: Begun, agent: ProcessIdentity) => {
	let requested = false;
	let ending = false;
	const request = (by: string): void => {
		if (!requested) recordStopRequest(begun, by);
		requested = true;
	};
	const end = (by: string): void => {
		request(by);
		if (ending) return;
		ending = true;
		// What outlives the last step is named at the end of the session; see engine/finish.ts.
		reap({agent, token: begun.claimed.token}).catch(() => {});
	};
	process.on('SIGTERM', () => end('SIGTERM'));
	process.on('SIGINT', () => end('SIGINT'));
	return {
		requested: () => requested,
		take: (message: Extract<ViewerMessage, {type: 'stop'}>): void => {
			if (message.how === 'end') return end(message.by);
			request(message.by);
			interrupt(agent);
		},
	};
};

export type Stop = ReturnType<typeof createStop>;
