// mosaic in a terminal, as the benchmark sees it: when does a text appear on the screen?
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {type BenchProject, mosaicBin} from './projects.ts';

export type OpenTui = {readonly pid: number; shows(text: string): Promise<void>; quit(): Promise<void>};

/** Starts the TUI in a terminal of 120×40. */
export const openTui = ({root, env}: BenchProject): OpenTui => {
	const size = {cols: 120, rows: 40};
	const pty = openPty({argv: [process.execPath, mosaicBin], cwd: root, env, size});
	const screen = createScreen({size, onReply: (bytes) => pty.write(bytes)});
	const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	let look = (): void => {};
	pty.onData((bytes) => {
		screen.write(bytes);
		look();
	});
	return {
		pid: pty.pid,
		shows: (text) =>
			new Promise((resolve) => {
				look = () => {
					if (screen.text().some((line) => line.includes(text))) resolve();
				};
				look();
			}),
		quit: async () => {
			pty.write('q');
			await ended;
		},
	};
};
