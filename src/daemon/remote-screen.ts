// A viewer's window on a session: a terminal of its own, fed by the session's host, or by the transcript after its end.

import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import type {ScreenStatus, ScreenView, Size, StyledText} from '../domain/screen.ts';
import {createScreen, type InputModes, type Screen} from '../sessions/screen.ts';
import {readTranscript} from '../sessions/transcript.ts';
import {connectSession, type SessionConnection} from './client.ts';
import {findSession} from './session-address.ts';

/** A window whose keys go to the session. */
export type RemoteScreen = ScreenView & {
	readonly inputModes: InputModes;
	type(bytes: string | Uint8Array): void;
	resizeSession(size: Size): void;
	/** Why there is nothing to see, once that is known. */
	readonly failure: string | null;
	/** Whether the session's whole screen was read at least once. */
	readonly drawn: boolean;
	/** Plain text of the visible rows. */
	text(): string[];
};

/** What is shown of the end of a transcript; a screen and its scrollback are less. */
const TRANSCRIPT_TAIL = 2 * 1024 * 1024;

/** Opens a window. Never throws: what goes wrong is its status and failure. */
export const openRemoteScreen = (paths: ProjectPaths, sessionId: string, size: Size): RemoteScreen => {
	let screen: Screen = createScreen({size});
	let status: ScreenStatus = 'connecting';
	let failure: string | null = null;
	let connection: SessionConnection | undefined;
	let closed = false;
	let drawn = false;
	const listeners = new Set<() => void>();
	let told = false;
	const changed = (): void => {
		if (told || closed) return;
		told = true;
		setImmediate(() => {
			told = false;
			for (const listener of listeners) listener();
		});
	};
	const become = (next: ScreenStatus): void => {
		status = next;
		changed();
	};
	const renew = (wanted: Size): void => {
		screen.dispose();
		screen = createScreen({size: wanted});
	};
	const showTranscript = (): void => {
		let bytes = Buffer.concat([...readTranscript(path.join(paths.sessionsDir, sessionId))]);
		if (bytes.length > TRANSCRIPT_TAIL) bytes = bytes.subarray(bytes.length - TRANSCRIPT_TAIL);
		screen.write(bytes, () => become('ended'));
	};
	const connect = async (): Promise<void> => {
		const {address} = findSession(paths, sessionId, new Date());
		if (!address) return showTranscript();
		let over = false;
		const made = await connectSession(address, {
			onMessage: (message) => {
				if (message.type === 'screen') {
					renew(message);
					become('live');
				} else if (message.type === 'resized') screen.resize(message);
				else if (message.type === 'ended') over = true;
				changed();
			},
			onBytes: (bytes) =>
				screen.write(bytes, () => {
					drawn = true;
					changed();
				}),
			onClose: () => become(over ? 'ended' : 'lost'),
		});
		if (closed) return made.close();
		connection = made;
		made.send({type: 'watch', what: 'screen'});
	};
	connect().catch((error: Error) => {
		failure = error.message;
		become('lost');
	});
	return {
		get size() {
			return screen.size();
		},
		get status() {
			return status;
		},
		get failure() {
			return failure;
		},
		get drawn() {
			return drawn;
		},
		get cursor() {
			return screen.cursor();
		},
		get modes() {
			return screen.modes();
		},
		get inputModes() {
			return screen.modes();
		},
		row: (y: number): readonly StyledText[] => screen.row(y),
		text: () => screen.text(),
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		type: (bytes) => connection?.type(bytes),
		resizeSession: ({cols, rows}) => connection?.send({type: 'resize', cols, rows}),
		close: () => {
			closed = true;
			connection?.close();
			listeners.clear();
			screen.dispose();
		},
	};
};
