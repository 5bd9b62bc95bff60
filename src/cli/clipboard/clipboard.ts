// A person's copies: to the terminal (OSC 52), to a program of this machine, or nowhere, by the settings.
import {spawn} from 'node:child_process';
import type {CopyPolicy} from '../../config/screen-schema.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import type {Clipboard, Copied} from '../../tui/outer/clipboard.ts';
import {MOST_BYTES, osc52} from './osc52.ts';
import {type ClipboardProgram, clipboardPrograms, isRemote} from './programs.ts';

export type ClipboardOptions = {
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly platform?: NodeJS.Platform;
	/** Asked at each copy; what it throws is told. */
	readonly policy: () => CopyPolicy;
	/** Says a sequence to the person's terminal. */
	readonly say: (sequence: string) => void;
};

/** A clipboard for as long as the terminal is there. */
export const createClipboard = (options: ClipboardOptions): Clipboard => ({
	copy: async (text) => {
		try {
			return await copyBy(options.policy(), text, options);
		} catch (error) {
			return {ok: false, reason: (error as Error).message};
		}
	},
});

const copyBy = async (policy: CopyPolicy, text: string, options: ClipboardOptions): Promise<Copied> => {
	if (policy === 'off') return {ok: false, reason: 'Copying is off: clipboard.copy in the settings says so.'};
	if (policy === 'osc52') return toTerminal(text, options);
	if (policy === 'auto' && isRemote(options.env)) return toTerminal(text, options);
	const found = programsThere(options);
	const failures: string[] = [];
	for (const {file, program} of found) {
		const failure = await runProgram(file, program, text, options);
		if (failure === null) return {ok: true, to: program.argv[0]};
		failures.push(`${program.argv[0]}: ${failure}`);
	}
	if (policy === 'auto') return toTerminal(text, options);
	const reason =
		failures.length > 0 ? failures.join('; ') : 'none of wl-copy, xclip, xsel, pbcopy or clip.exe works here';
	return {
		ok: false,
		reason: `Nothing was copied: ${reason}. Set clipboard.copy to "osc52" to copy through the terminal.`,
	};
};

const toTerminal = (text: string, {say}: ClipboardOptions): Copied => {
	const sequence = osc52(text);
	if (sequence !== null) {
		say(sequence);
		return {ok: true, to: 'the terminal'};
	}
	const [size, most] = [Buffer.byteLength(text), MOST_BYTES].map((bytes) => `${Math.ceil(bytes / 1000)} kB`);
	return {
		ok: false,
		reason: `Nothing was copied: ${size} are too much for terminals, which take ${most}. Select less.`,
	};
};

type Found = {readonly file: string; readonly program: ClipboardProgram};

const programsThere = ({env, cwd, platform = process.platform}: ClipboardOptions): Found[] =>
	clipboardPrograms(env, platform).flatMap((program): Found[] => {
		try {
			return [{file: resolveExecutable(program.argv[0], cwd, env), program}];
		} catch {
			return [];
		}
	});

/** A program that hangs holds up nobody for longer. */
const PATIENCE_MS = 3000;

/** Gives why it failed, or null. Its exit counts, not the end of its output: some stay to hold the selection. */
const runProgram = (
	file: string,
	{argv, encoding}: ClipboardProgram,
	text: string,
	{env}: ClipboardOptions,
): Promise<string | null> =>
	new Promise((resolve) => {
		const child = spawn(file, argv.slice(1), {env, stdio: ['pipe', 'ignore', 'ignore'], detached: true});
		const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
		const settle = (failure: string | null): void => {
			clearTimeout(timer);
			resolve(failure);
		};
		child.once('error', (error) => settle(error.message));
		child.once('exit', (code, signal) => settle(code === 0 ? null : `ended with ${signal ?? code}`));
		// One that does not read what it was started for fails by its exit.
		child.stdin.on('error', () => {});
		child.stdin.end(Buffer.from(text, encoding));
	});
