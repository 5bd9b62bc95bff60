// The terminal around mosaic or tmux, as the benchmark sees it: when does a text appear?
import type {Size} from '../../src/domain/screen.ts';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {type BenchProject, mosaicBin} from './projects.ts';

export type OpenTui = {readonly pid: number; shows(text: string): Promise<void>; quit(): Promise<void>};

/** Starts the TUI in a terminal of 120×40. */
export const openTui = ({root, env}: BenchProject): OpenTui => {
	const terminal = openOuterTerminal([process.execPath, mosaicBin], root, env, {cols: 120, rows: 40});
	return {
		pid: terminal.pid,
		shows: terminal.shows,
		quit: async () => {
			terminal.write('q');
			await terminal.ended;
		},
	};
};

/** No text that is waited for is longer. */
const LONGEST = 100;

/** A program's terminal that reads as fast as it can. It draws what it reads until it is told to be blind. */
export const openOuterTerminal = (argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv, size: Size) => {
	const pty = openPty({argv, cwd, env, size});
	const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	let screen: ReturnType<typeof createScreen> | undefined = createScreen({size, onReply: (bytes) => pty.write(bytes)});
	let count = 0;
	let tail = '';
	let look = (): void => {};
	pty.onData((bytes) => {
		count += bytes.length;
		screen?.write(bytes);
		if (screen === undefined) tail = tail.slice(-LONGEST) + bytes.toString('latin1');
		look();
	});
	/** Waits until all these texts are on the screen, as often as they are named. */
	const shows = (...texts: string[]): Promise<void> =>
		new Promise((resolve) => {
			look = () => {
				const all = screen?.text().join('\n') ?? '';
				if (!texts.every((text) => all.split(text).length > texts.filter((other) => other === text).length)) return;
				look = () => {};
				resolve();
			};
			look();
		});
	const until = (typed: string, ...texts: string[]): Promise<number> =>
		new Promise((resolve) => {
			tail = '';
			const missing = new Set(texts);
			const begun = performance.now();
			look = () => {
				for (const text of missing) if (tail.includes(text)) missing.delete(text);
				if (missing.size > 0) return;
				look = () => {};
				resolve(performance.now() - begun);
			};
			pty.write(typed);
		});
	return {
		pid: pty.pid,
		write: pty.write,
		hangUp: pty.close,
		bytes: () => count,
		shows,
		until,
		ended,
		/** Draws no more, so that the reader costs next to nothing. */
		blind: () => {
			screen?.dispose();
			screen = undefined;
		},
	};
};
