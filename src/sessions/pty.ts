// The one door to node-pty, and to its native half only. Its JavaScript half loses what was not read 200 ms after the
// exit, spins on a terminal that takes no input, sends SIGHUP to a pid that may be somebody else's by then, and sets
// TERM and PWD (node-pty 1.1.0, lib/unixTerminal.js).
import {closeSync, constants, openSync, readSync, write as writeFd, writeSync} from 'node:fs';
import {createRequire} from 'node:module';
import {constants as systemConstants} from 'node:os';
import path from 'node:path';
import {ReadStream} from 'node:tty';
import * as nodePty from 'node-pty';
import {errorCode} from '../domain/errors.ts';
import type {Size} from '../domain/screen.ts';
import type {ProcessExit} from '../domain/session.ts';
import {createTerminalReader, type TerminalReader} from './terminal-reader.ts';

export type PtyOptions = {
	/** The program (found by PATH) and its arguments, passed as they are. */
	readonly argv: readonly string[];
	readonly cwd: string;
	/** The whole environment; entries without a value are left out. */
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly size: Size;
	/** TERM, where the environment's own shall not count. */
	readonly name?: string;
};

export type Pty = {
	readonly pid: number;
	/** Reading starts with the first listener; there is one. */
	onData(listener: (bytes: Buffer) => void): void;
	/** Once, after all output was given to the data listener. */
	onExit(listener: (exit: ProcessExit) => void): void;
	/** Queued; what the terminal does not take waits without cost. Nothing happens after the exit. */
	write(data: string | Uint8Array): void;
	resize(size: Size): void;
	pause(): void;
	resume(): void;
	/** Gives the data listener at once what waits in the terminal, also while it is paused; false where that does not end. */
	readAll(): boolean;
	/** Hangs up: the terminal's processes get SIGHUP from the system. The exit is still reported. */
	close(): void;
};

/** How long a terminal may stay silent after its program's exit before what is left in it is given up. */
const SILENCE_AFTER_EXIT_MS = 200;
/** What talks on for longer than this many silences is not the program that ended. */
const MOST_LOOKS = 10;

/** Starts a program in a new session on a new terminal. Throws when the system refuses it, or argv holds a NUL. */
export const openPty = (options: PtyOptions): Pty => {
	const end = exitAfterOutput();
	const {pid, fd, pty} = fork(options, (exitCode, signal) => {
		release();
		end.exited(exitCode, signal);
	});
	const release = holdOpen(pty);
	const input = inputQueue(fd);
	const reader = createTerminalReader();
	const socket = new ReadStream(fd, {onread: reader});
	reader.drives(socket);
	// EIO is how a terminal says that nobody holds its other side any more.
	socket.on('error', input.close);
	socket.on('close', () => {
		release();
		input.close();
		end.closed();
	});
	end.watch(socket, reader);
	return {
		pid,
		onData: reader.start,
		onExit: end.listen,
		write: input.write,
		resize: ({cols, rows}) => {
			if (!socket.destroyed) native.resize(fd, clampSize(cols), clampSize(rows));
		},
		pause: reader.pause,
		resume: reader.resume,
		readAll: () => socket.destroyed || readAll(fd, reader.give),
		close: () => {
			input.close();
			socket.destroy();
		},
	};
};

/** More than the system keeps of a terminal's output: a program that prints on is not waited for. */
const MOST_AT_ONCE = 256 * 1024;

const readAll = (fd: number, give: (bytes: Buffer) => void): boolean => {
	for (let read = 0; read < MOST_AT_ONCE; ) {
		const buffer = Buffer.allocUnsafe(4096);
		const length = tryRead(fd, buffer);
		if (length === 0) return true;
		give(buffer.subarray(0, length));
		read += length;
	}
	return false;
};

/** How many bytes were there; none where it is empty, or over, which its stream finds out. */
const tryRead = (fd: number, buffer: Buffer): number => {
	try {
		return readSync(fd, buffer);
	} catch {
		return 0;
	}
};

/**
 * Holds the program's side of the terminal open until the answer is called. A program may close or redirect all three
 * of its own: the last one to close it ends the terminal, and the end of the terminal ends the program (SIGHUP).
 */
const holdOpen = (terminal: string): (() => void) => {
	let held: number | undefined;
	try {
		held = openSync(terminal, constants.O_RDWR | constants.O_NOCTTY);
	} catch {
		// the program ended at once and took its terminal along
	}
	return () => {
		if (held !== undefined) closeSync(held);
		held = undefined;
	};
};

type Native = {
	fork(
		file: string,
		args: string[],
		env: string[],
		cwd: string,
		cols: number,
		rows: number,
		uid: number,
		gid: number,
		utf8: boolean,
		helper: string,
		onExit: (exitCode: number, signal: number) => void,
	): {pid: number; fd: number; pty: string};
	resize(fd: number, cols: number, rows: number): void;
};

const native = (nodePty as unknown as {native: Native}).native;

const fork = (options: PtyOptions, onExit: (exitCode: number, signal: number) => void) => {
	const [file, ...args] = options.argv;
	if (file === undefined) throw new Error('no program to start');
	const env = {...options.env, ...(options.name === undefined ? {} : {TERM: options.name})};
	const pairs = Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
	// C strings end at a NUL: the program would get another argument than the one that was shown.
	if ([...options.argv, ...pairs, options.cwd].some((text) => text.includes('\0')))
		throw new Error('an argument, a variable or the directory holds a NUL character');
	const {cols, rows} = options.size;
	return native.fork(file, args, pairs, options.cwd, clampSize(cols), clampSize(rows), -1, -1, true, helper(), onExit);
};

/** macOS starts programs through a helper that lies beside the native module. */
const helper = (): string => {
	if (process.platform !== 'darwin') return '';
	const root = path.dirname(createRequire(import.meta.url).resolve('node-pty/package.json'));
	return path.join(root, 'prebuilds', `${process.platform}-${process.arch}`, 'spawn-helper');
};

const clampSize = (cells: number): number => Math.min(Math.max(Math.trunc(cells) || 1, 1), 1000);

const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
	Object.entries(systemConstants.signals).map(([name, number]) => [number, name]),
);

/** Joins the two ends of a program, its exit and the end of its output, into one report. */
const exitAfterOutput = () => {
	let exit: ProcessExit | undefined;
	let closed = false;
	let listener: ((exit: ProcessExit) => void) | undefined;
	let onExited = () => {};
	const report = () => {
		if (!closed || exit === undefined || listener === undefined) return;
		const tell = listener;
		listener = undefined;
		tell(exit);
	};
	return {
		listen: (wanted: (exit: ProcessExit) => void) => {
			listener = wanted;
			if (closed && exit !== undefined) queueMicrotask(report);
		},
		exited: (exitCode: number, signal: number) => {
			exit =
				signal > 0 ? {exitCode: null, signal: SIGNAL_NAMES.get(signal) ?? `SIG${signal}`} : {exitCode, signal: null};
			onExited();
			report();
		},
		closed: () => {
			closed = true;
			report();
		},
		watch: (socket: ReadStream, reader: TerminalReader) => {
			onExited = () => closeWhenSilent(socket, reader);
		},
	};
};

/** Where something still holds the terminal open after the exit, ends it once it has been read and is silent. */
const closeWhenSilent = (socket: ReadStream, reader: TerminalReader): void => {
	if (socket.destroyed) return;
	let read = socket.bytesRead;
	let looks = 0;
	const timer = setInterval(() => {
		if (reader.isPaused()) return;
		looks++;
		if (socket.bytesRead === read || looks === MOST_LOOKS) socket.destroy();
		read = socket.bytesRead;
	}, SILENCE_AFTER_EXIT_MS);
	socket.once('close', () => clearInterval(timer));
};

/** Writes to the terminal in order. A full one is tried again after a while, never in a loop. */
const inputQueue = (fd: number) => {
	const queue: Uint8Array[] = [];
	let open = true;
	let busy = false;
	let timer: NodeJS.Timeout | undefined;
	const pump = (wait: number): void => {
		const next = queue[0];
		if (!open || busy || next === undefined) return;
		busy = true;
		writeFd(fd, next, (error, written) => {
			busy = false;
			if (error === null) {
				if (written >= next.length) queue.shift();
				else queue[0] = next.subarray(written);
				pump(RETRY_MS);
			} else if (errorCode(error) === 'EAGAIN') {
				timer = setTimeout(pump, wait, Math.min(wait * 2, 100));
			} else queue.length = 0;
		});
	};
	return {
		write: (data: string | Uint8Array) => {
			const bytes = typeof data === 'string' ? Buffer.from(data) : data;
			if (!open || bytes.length === 0 || queue.length >= MOST_WAITING) return;
			const rest = queue.length > 0 ? bytes : bytes.subarray(writeNow(fd, bytes));
			if (rest.length === 0) return;
			queue.push(rest);
			if (queue.length === 1) pump(RETRY_MS);
		},
		close: () => {
			open = false;
			clearTimeout(timer);
			queue.length = 0;
		},
	};
};

/** A key costs no detour through a thread: the terminal takes it at once or says that it is full. Gives what it took. */
const writeNow = (fd: number, bytes: Uint8Array): number => {
	try {
		return writeSync(fd, bytes);
	} catch {
		// Full, or over: the queue finds out which.
		return 0;
	}
};

const RETRY_MS = 4;
/** A program that asks its terminal without end and reads no answer loses answers; its host does not lose its memory. */
const MOST_WAITING = 16_384;
