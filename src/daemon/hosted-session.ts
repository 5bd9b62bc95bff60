// One running agent: its terminal's bytes on their way to transcript, screen and viewers, and its state on its way to
// the journal.
import type {Size} from '../domain/screen.ts';
import {type Detection, detect, JUST_STARTED} from '../sessions/detect.ts';
import type {Gate} from '../sessions/gate.ts';
import {createScreen} from '../sessions/screen.ts';
import {openTranscript} from '../sessions/transcript.ts';
import {bytesFrame, messageFrame} from './protocol.ts';
import {createViewers} from './viewers.ts';

/** The agent's output that may wait to be read and written before its terminal is paused, and when it goes on. */
const HIGH_WATER = 512 * 1024;
const LOW_WATER = 128 * 1024;
/** Lines of history a host keeps for those who attach; the transcript has all. 5,000 would cost some 10 MB more. */
const SCROLLBACK = 2000;
/** A state that lasts shorter than this is a flicker, not worth a durable event. */
const SETTLED_MS = 60;

export type HostedSessionOptions = {
	readonly gate: Gate;
	readonly size: Size;
	readonly transcriptDir: string;
	readonly keepEarly: boolean;
	readonly onState: (detection: Detection) => void;
};

/** Wires a gate to its screen, transcript and viewers. */
export const hostSession = ({gate, size, transcriptDir, keepEarly, onState}: HostedSessionOptions) => {
	const transcript = openTranscript(transcriptDir);
	const states = stateReporter(onState);
	const screen = createScreen({
		size,
		scrollback: SCROLLBACK,
		onReply: (bytes) => gate.write(bytes),
		onStatus: (status) => states.fold(status),
	});
	const viewers = createViewers(() => {
		const now = screen.size();
		return Buffer.concat([messageFrame({type: 'screen', ...now}), bytesFrame(screen.snapshot())]);
	}, keepEarly);
	let unread = 0;
	let paused = false;
	const steer = (): void => {
		const waiting = Math.max(unread, transcript.pendingBytes());
		if (!paused && waiting > HIGH_WATER) {
			paused = true;
			gate.pause();
		} else if (paused && waiting < LOW_WATER) {
			paused = false;
			gate.resume();
		}
	};
	gate.onOutput((bytes) => {
		transcript.append(bytes);
		unread += bytes.length;
		screen.write(bytes, () => {
			unread -= bytes.length;
			viewers.output(bytes);
			steer();
		});
		steer();
	});
	return {
		viewers,
		state: () => states.current(),
		resize: (wanted: Size): void => {
			const now = screen.size();
			if (now.cols === wanted.cols && now.rows === wanted.rows) return;
			gate.resize(wanted);
			screen.resize(wanted);
			viewers.tell({type: 'resized', ...screen.size()});
		},
		/** Everything the agent wrote is on its screen and on disk. */
		drained: async (): Promise<void> => {
			states.stop();
			await screen.settled();
			await transcript.close();
		},
	};
};

export type HostedSession = ReturnType<typeof hostSession>;

const stateReporter = (onState: (detection: Detection) => void) => {
	let current = JUST_STARTED;
	let reported = JUST_STARTED;
	let timer: NodeJS.Timeout | undefined;
	const report = (): void => {
		timer = undefined;
		if (JSON.stringify(current) === JSON.stringify(reported)) return;
		reported = current;
		onState(current);
	};
	return {
		current: () => current,
		fold: (status: Parameters<typeof detect>[1]): void => {
			current = detect(current, status);
			timer ??= setTimeout(report, SETTLED_MS);
		},
		stop: (): void => clearTimeout(timer),
	};
};
