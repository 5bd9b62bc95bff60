// The wall of `mosaic attach`: there is nobody to ask in it, so only what the policy allows leaves for the terminal.
import type {RemoteScreen} from '../daemon/remote-screen.ts';
import type {ScreenSignal} from '../domain/signal.ts';
import type {WallPolicy} from '../domain/wall-policy.ts';
import {Asker, canAsk} from '../tui/outer/asker.ts';
import {Outbox} from '../tui/outer/outbox.ts';
import type {Terminal} from '../tui/outer/terminal.ts';
import {BELL, clipboardBytes, notificationBytes, titleBytes} from '../tui/outer/writes.ts';

export type AttachWallOptions = {
	readonly sessionId: string;
	readonly screen: RemoteScreen;
	readonly terminal: Terminal;
	readonly policy: WallPolicy;
	readonly env: NodeJS.ProcessEnv;
	readonly request: () => void;
	readonly pass: (bytes: Uint8Array) => void;
};

/** Asks the terminal for its colours, hands them to the session, and lets its signals out as the policy says. */
export const wallOfAttach = ({sessionId, screen, terminal, policy, env, request, pass}: AttachWallOptions) => {
	const outbox = new Outbox(request);
	const asker = new Asker({pass, known: ({colours}) => screen.tellColours(colours)});
	terminal.expect(() => asker.expecting);
	screen.whenSignalled((signal) => outbox.put(bytesOf(signal, sessionId, terminal, policy)));
	if (canAsk(env)) outbox.put(asker.questions());
	return {read: asker.read, take: () => outbox.take(), settled: () => asker.settled(), close: () => asker.close()};
};

export type AttachWall = ReturnType<typeof wallOfAttach>;

const bytesOf = (signal: ScreenSignal, sessionId: string, terminal: Terminal, policy: WallPolicy): string => {
	switch (signal.kind) {
		case 'title':
			return policy.titles === 'allow' ? terminal.nameWindow(titleBytes(`${sessionId} ${signal.text}`)) : '';
		case 'bell':
			return policy.bells === 'allow' ? BELL : '';
		case 'notification':
			return policy.notifications === 'allow' ? notificationBytes(sessionId, signal.text) : '';
		case 'clipboard':
			return policy.clipboard === 'allow' ? clipboardBytes(signal.text) : '';
		default:
			return '';
	}
};
