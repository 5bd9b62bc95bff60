// The real binary in a real terminal, driven by keys and judged by what is on its screen.
import {onTestFinished} from 'vitest';
import type {ScreenModes, StyledText} from '../../src/domain/screen.ts';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {mosaicBin} from './mosaic.ts';
import type {ScratchProject} from './scratch.ts';
import {until} from './until.ts';

export type Journey = {
	readonly pid: number;
	/** Keys as a terminal sends them. */
	press(keys: string): void;
	/** Waits until the text is on the screen; fails with the screen when it does not come. */
	sees(text: string | RegExp): Promise<void>;
	/** Waits until the text is gone from the screen. */
	noLongerSees(text: string | RegExp): Promise<void>;
	screen(): string;
	rows(): readonly (readonly StyledText[])[];
	/** The column and row of a text on the screen, counted from 1. */
	placeOf(wanted: string): {x: number; y: number};
	/** All that was written to the terminal, one character for each byte. */
	bytes(): string;
	modes(): ScreenModes;
	/** How the first place of a text on the screen looks; undefined where it is not there. */
	styleOf(wanted: string): StyledText | undefined;
	cursor(): {x: number; y: number; visible: boolean};
	resize(cols: number, rows: number): void;
	/** The program's end, after which the terminal is as it left it. */
	readonly ended: Promise<{exitCode: number | null; signal: string | null}>;
	/** Whether the terminal shows its main screen again, with a cursor and no mode left on. */
	isRestored(): boolean;
};

export type JourneyOptions = {
	readonly cols?: number;
	readonly rows?: number;
	readonly env?: NodeJS.ProcessEnv;
	/** What the terminal answers to what it was told, instead of what the emulator does. */
	readonly answer?: (bytes: string) => string;
};

/** Starts mosaic in a terminal; ended after the test. */
export const journey = (
	project: ScratchProject,
	args: readonly string[] = [],
	options: JourneyOptions = {},
): Journey => {
	const size = {cols: options.cols ?? 120, rows: options.rows ?? 40};
	const env = {...project.env, TERM: 'xterm-256color', ...options.env};
	const pty = openPty({argv: [process.execPath, mosaicBin(), ...args], cwd: project.root, env, size});
	const {answer} = options;
	const screen = createScreen({size, onReply: (bytes) => answer === undefined && pty.write(bytes)});
	let written = '';
	pty.onData((bytes) => {
		const latin1 = bytes.toString('latin1');
		written += latin1;
		screen.write(bytes);
		if (answer) pty.write(answer(latin1));
	});
	const ended = new Promise<{exitCode: number | null; signal: string | null}>((resolve) => pty.onExit(resolve));
	onTestFinished(async () => {
		pty.close();
		await ended;
	});
	const text = () => screen.text().join('\n');
	const has = (wanted: string | RegExp) => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()));
	const waitFor = async (what: string, probe: () => boolean) => {
		await until(what, probe).catch((error: Error) => {
			throw new Error(`${error.message}\n--- screen ---\n${text()}`);
		});
	};
	return {
		pid: pty.pid,
		press: (keys) => pty.write(keys),
		sees: (wanted) => waitFor(`${wanted} on the screen`, () => has(wanted)),
		noLongerSees: (wanted) => waitFor(`${wanted} gone from the screen`, () => !has(wanted)),
		screen: text,
		rows: () => screen.rows(),
		placeOf: (wanted) => {
			const lines = text().split('\n');
			const y = lines.findIndex((line) => line.includes(wanted));
			return {x: (lines[y]?.indexOf(wanted) ?? -1) + 1, y: y + 1};
		},
		bytes: () => written,
		modes: () => screen.modes(),
		styleOf: (wanted) =>
			screen
				.rows()
				.flat()
				.find((part) => part.text.includes(wanted)),
		cursor: () => screen.cursor(),
		resize: (cols, rows) => {
			pty.resize({cols, rows});
			screen.resize({cols, rows});
		},
		ended,
		isRestored: () => {
			const {alternateScreen, bracketedPaste, applicationCursor, mouse} = screen.modes();
			return !alternateScreen && !bracketedPaste && !applicationCursor && mouse === 'none' && screen.cursor().visible;
		},
	};
};
