// Runs the real mosaic for the demo, one command after another, and shows what it says while it says it.
import {type ChildProcess, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {commitLines} from './commit.ts';
import type {Narrator} from './narrator.ts';
import type {DemoProject} from './project.ts';

export type Finished = {readonly exitCode: number | null; readonly said: string};

export type Shell = {
	/** Runs `mosaic …` in the project to its end. Rejects once the demo is over. */
	readonly mosaic: (...args: string[]) => Promise<Finished>;
	/** Shows the commits of the project. */
	readonly gitLog: () => Promise<string>;
	readonly busy: () => boolean;
	/** Ends a command that is still running, for good. */
	readonly kill: () => void;
};

/** The shell of one demo; `signal` ends it. */
export const createShell = ({paths, env}: DemoProject, narrator: Narrator, signal: AbortSignal): Shell => {
	let running: ChildProcess | undefined;
	const mosaic = async (...args: string[]): Promise<Finished> => {
		signal.throwIfAborted();
		narrator.command(['mosaic', ...args]);
		// In a group of its own, so that Ctrl-C comes to the demo alone, which then ends things in order.
		const child = spawn(process.execPath, [process.argv[1] as string, ...args], {
			cwd: paths.root,
			env,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		running = child;
		const said: string[] = [];
		for (const stream of [child.stdout, child.stderr])
			createInterface({input: stream}).on('line', (line) => {
				said.push(line);
				narrator.output(line);
			});
		const exitCode = await new Promise<number | null>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		running = undefined;
		signal.throwIfAborted();
		return {exitCode, said: said.join('\n')};
	};
	return {
		mosaic,
		gitLog: async () => {
			signal.throwIfAborted();
			narrator.command(['git', 'log', '--oneline']);
			const log = (await commitLines(paths.root)).trimEnd();
			for (const line of log.split('\n')) narrator.output(line);
			return log;
		},
		busy: () => running !== undefined,
		kill: () => void running?.kill('SIGKILL'),
	};
};
