// An agent starts behind a gate: a shell that waits for one line and only then becomes the agent. Between the two the
// host writes down who the agent is, so none ever runs unrecorded; if the host dies first, nothing runs at all.
import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {isRunning} from '../domain/process.ts';
import {plainLine, shorten} from '../domain/text.ts';
import {observeProcess, readProc} from './identity.ts';
import {openPty, type Pty, type PtyOptions} from './pty.ts';

export type GateEnd =
	| {readonly kind: 'exited'; readonly exitCode: number | null; readonly signal: string | null}
	/** The agent never ran; the system's reason, in one line. */
	| {readonly kind: 'not-started'; readonly message: string};

export type Gate = Omit<Pty, 'onData' | 'onExit'> & {
	/** Lets the agent run. Once. */
	open(): void;
	/** The agent's own bytes: nothing of the gate is among them. */
	onOutput(listener: (bytes: Buffer) => void): void;
	onExit(listener: (end: GateEnd) => void): void;
};

const NAME = 'mosaic-gate-';
const LAST_WORDS = 'exec "$@"';

/**
 * Says its name when it is ready, waits for its name on the terminal, and becomes the program. A program whose name
 * begins with a dash reads as an option of bash's `exec`, which `--` prevents and dash does not know. Whatever goes wrong is told under the gate's name.
 */
const SCRIPT = [
	'printf \'%s\\n\' "$0"',
	'IFS= read -r line || exit 125',
	'[ "$line" = "$0" ] || exit 125',
	'case $1 in -*) (exec -- true) 2>/dev/null && exec -- "$@" ;; esac',
	LAST_WORDS,
].join('\n');

/** Starts the gate. `shell` is for tests of other shells. Throws as openPty does. */
export const openGate = (options: PtyOptions, shell = '/bin/sh'): Gate => {
	if (options.argv.length === 0) throw new Error('no program to start');
	const name = `${NAME}${randomBytes(12).toString('hex')}`;
	const pty = openPty({...options, argv: [shell, '-c', SCRIPT, name, ...options.argv]});
	const held: (string | Uint8Array)[] = [];
	let wanted = false;
	let opened = false;
	const tryOpen = () => {
		if (!wanted || opened || !filter.ready()) return;
		opened = true;
		pty.write(`${name}\n`);
		for (const data of held.splice(0)) pty.write(data);
	};
	const filter = gateFilter(name);
	let onOutput = (_: Buffer) => {};
	pty.onData((bytes) => {
		const own = filter.push(bytes);
		tryOpen();
		if (own.length > 0) onOutput(own);
	});
	return {
		...pty,
		open: () => {
			wanted = true;
			tryOpen();
		},
		write: (data) => void (opened ? pty.write(data) : held.push(data)),
		onOutput: (listener) => {
			onOutput = listener;
		},
		onExit: (listener) =>
			pty.onExit((exit) => {
				const failure = filter.end(exit.exitCode);
				if (failure.rest.length > 0) onOutput(failure.rest);
				listener(
					failure.message === null ? {kind: 'exited', ...exit} : {kind: 'not-started', message: failure.message},
				);
			}),
	};
};

/**
 * Resolves once the process has become the agent: its command line is not the gate's any more. Never, if it ends before
 * that; race it against the exit. In the middle of an exec the command line reads empty, as that of an ended process does.
 */
export const whenThroughGate = async (pid: number): Promise<undefined> => {
	for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
		const commandLine = commandLineOf(pid);
		if (commandLine !== '' && !isAtGate(commandLine)) return undefined;
		if (commandLine === '' && !isThere(pid)) return new Promise(() => {});
		await delay(wait);
	}
};

const isThere = (pid: number): boolean => {
	const now = observeProcess(pid);
	return now !== null && isRunning(now);
};

/** Between its fork and its first exec the process still has this one's command line. */
const isAtGate = (commandLine: string): boolean =>
	commandLine.includes(`${LAST_WORDS}\0${NAME}`) || (commandLine !== '' && commandLine === commandLineOf(process.pid));

/** Arguments end in NUL; empty for a process that has ended. */
const commandLineOf = (pid: number): string => {
	if (process.platform === 'linux') return readProc(`/proc/${pid}/cmdline`) ?? '';
	return (observeProcess(pid)?.command ?? '').replace(` ${NAME}`, `\0${NAME}`);
};

const NOTHING: Buffer = Buffer.alloc(0);
const LONGEST_MESSAGE = 8192;

/**
 * Takes the gate's own words out of the output: its ready line, the echo of the go-line, and the message under its
 * name when the program could not be started. The agent cannot speak under that name: it never learns it.
 */
export const gateFilter = (name: string) => {
	let phase: 'starting' | 'waiting' | 'running' | 'agent' | 'failed' = 'starting';
	let held: Buffer = NOTHING;
	const line = Buffer.from(`${name}\r\n`);
	const prefix = Buffer.from(`${name}: `);
	/** Drops all up to and with the gate's line; false while it has not come. */
	const skipLine = (): boolean => {
		const at = held.indexOf(line);
		if (at < 0) return false;
		held = held.subarray(at + line.length);
		return true;
	};
	const push = (bytes: Buffer): Buffer => {
		if (phase === 'agent') return bytes;
		held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
		if (phase === 'starting' && skipLine()) phase = 'waiting';
		if (phase === 'waiting' && skipLine()) phase = 'running';
		if (phase === 'running' && held.subarray(0, prefix.length).equals(prefix)) phase = 'failed';
		const begun = held.subarray(0, prefix.length).equals(prefix.subarray(0, held.length));
		if (phase !== 'running' || begun) {
			if (held.length > LONGEST_MESSAGE && phase === 'failed') held = held.subarray(0, LONGEST_MESSAGE);
			return NOTHING;
		}
		phase = 'agent';
		const rest = held;
		held = NOTHING;
		return rest;
	};
	const end = (exitCode: number | null): {message: string | null; rest: Buffer} => {
		const started = phase === 'agent' || phase === 'running';
		if (started) return {message: null, rest: phase === 'running' ? held : NOTHING};
		if (phase === 'failed' && exitCode !== 126 && exitCode !== 127) return {message: null, rest: NOTHING};
		return {message: reasonIn(held.toString(), name), rest: NOTHING};
	};
	return {push, end, ready: () => phase !== 'starting'};
};

/** The system's reason in the words of dash, bash or node-pty, without the gate's own part of them. */
const reasonIn = (text: string, name: string): string => {
	const said = text.replaceAll(name, '').trim();
	const reason = said
		.replace(/^: (?:line )?\d+: (?:exec: )?/, '')
		.replace(/^(?:execvp\(3\)|chdir\(2\)) failed\.: /, '');
	return shorten(plainLine(reason.split(/\r?\n/)[0] ?? ''), 300) || 'the shell that starts it ended without a word';
};
