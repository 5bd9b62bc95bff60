// A program in a mosaic session that fills the terminal of an attached TUI, beside a plain emulator of the same bytes.
import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Size} from '../../src/domain/screen.ts';
import {openPty} from '../../src/sessions/pty.ts';
import {internalsOf} from '../../src/sessions/terminal-internals.ts';
import {readTranscript} from '../../src/sessions/transcript.ts';
import {Paper} from '../tui/compositor/paper.ts';
import {mosaic, mosaicBin} from './mosaic.ts';
import {type ScratchProject, scratchProject} from './scratch.ts';
import {until} from './until.ts';

const TASKS = '| id | status | description |\n|---|---|---|\n| T1 | not-started | Dig the well |\n';

/** The size of a session that was started without a terminal: attached in a terminal that fits, it is not resized. */
const SESSION: Size = {cols: 120, rows: 40};
/** Header and footer of the attached view stand below the session. */
const OUTER: Size = {cols: SESSION.cols, rows: SESSION.rows + 2};

/** Starts a session of a shell line in a scratch project of its own, known to the same person as another project. */
export const sessionOf = async (
	line: string,
	files: Readonly<Record<string, string>> = {},
	beside?: ScratchProject,
): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': TASKS, ...files});
	const project = beside ? {...made, env: beside.env} : made;
	await mosaic(project, ['init', '--name', 'Well']);
	const env = {TERM: 'xterm-256color'};
	const {exitCode, stderr} = await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', line], {env});
	expect({exitCode, stderr}).toMatchObject({exitCode: 0});
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	return project;
};

/** mosaic in a terminal that an emulator of its own draws. */
export const openTerminal = (project: ScratchProject, size: Size, args: readonly string[] = []) => {
	const env = {...project.env, TERM: 'xterm-256color', COLORTERM: 'truecolor'};
	const pty = openPty({argv: [process.execPath, mosaicBin(), ...args], cwd: project.root, env, size});
	const paper = new Paper(size, 'normal');
	let count = 0;
	pty.onData((bytes) => {
		count += bytes.length;
		paper.write(bytes);
	});
	const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	onTestFinished(async () => {
		pty.close();
		await ended;
	});
	const sees = async (text: string): Promise<void> => {
		await until(text, () => paper.text().includes(text)).catch((error: Error) => {
			throw new Error(`${error.message}\n--- screen ---\n${paper.text()}`);
		});
	};
	const resize = (next: Size): void => {
		paper.resize(next);
		pty.resize(next);
	};
	return {pty, paper, ended, sees, resize, bytes: () => count};
};

/** Where the cursor is seen; one that is hidden may be anywhere. */
const cursorOf = (paper: Paper): {x: number; y: number} | null => {
	const {x, y} = paper.cursor();
	return internalsOf(paper.terminal).cursorHidden ? null : {x: Math.min(x, paper.terminal.cols - 1), y};
};

/** Runs a shell line in an attached session; `showsTheSame` waits until mosaic shows what a plain terminal shows of its bytes. */
export const programInPane = async (line: string, files: Readonly<Record<string, string>> = {}) => {
	const project = await sessionOf(line, files);
	const terminal = openTerminal(project, OUTER);
	await terminal.sees('sess-001');
	terminal.pty.write('a');
	await terminal.sees('Ctrl+Q leaves');
	const printed = () => Buffer.concat([...readTranscript(path.join(project.root, '.mosaic', 'sessions', 'sess-001'))]);
	/** The sizes that the session had, and how much had been printed before each. */
	const sizes = [{from: 0, ...SESSION}];
	const reference = () => {
		const plain = new Paper(SESSION, 'normal');
		const all = printed();
		for (const [index, {from, ...size}] of sizes.entries()) {
			plain.resize(size);
			plain.write(all.subarray(from, sizes[index + 1]?.from));
		}
		return {cells: plain.cells(), cursor: cursorOf(plain)};
	};
	const seen = () => {
		const {cols, rows} = sizes.at(-1) ?? SESSION;
		return {cells: terminal.paper.cells(cols, rows), cursor: cursorOf(terminal.paper)};
	};
	const isSame = () => JSON.stringify(seen()) === JSON.stringify(reference());
	return {
		project,
		press: terminal.pty.write,
		sees: terminal.sees,
		text: () => terminal.paper.text(),
		ended: terminal.ended,
		/** Another size for a program that has come to rest: what it printed before belongs to the old one. */
		resize: (size: Size): void => {
			sizes.push({from: printed().length, ...size});
			terminal.resize({cols: size.cols, rows: size.rows + 2});
		},
		showsTheSame: async (): Promise<void> => {
			await until('the same screen', isSame, 10_000).catch(() => expect(seen()).toEqual(reference()));
		},
	};
};
