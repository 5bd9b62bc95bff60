// The real binary, as a person or a script runs it.
import {type ChildProcess, spawn} from 'node:child_process';
import type {ScratchProject} from './scratch.ts';

export type Finished = {
	readonly exitCode: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
};

export type MosaicOptions = {readonly env?: NodeJS.ProcessEnv; readonly input?: string; readonly cwd?: string};

/** The built program under test. */
export const mosaicBin = (): string => {
	const bin = process.env.MOSAIC_TEST_BIN;
	if (bin === undefined) throw new Error('MOSAIC_TEST_BIN is not set: run the tests through vitest');
	return bin;
};

/** Starts mosaic in the project and hands back the process and the promise of its end. */
export const startMosaic = (project: ScratchProject, args: readonly string[], options: MosaicOptions = {}) => {
	const child: ChildProcess = spawn(process.execPath, [mosaicBin(), ...args], {
		cwd: options.cwd ?? project.root,
		env: {...project.env, ...options.env},
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	child.stdin?.on('error', () => {});
	child.stdin?.end(options.input ?? '');
	const finished = new Promise<Finished>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (exitCode, signal) => resolve({exitCode, signal, stdout, stderr}));
	});
	return {child, finished, output: () => ({stdout, stderr})};
};

/** Runs mosaic to its end. */
export const mosaic = (
	project: ScratchProject,
	args: readonly string[],
	options: MosaicOptions = {},
): Promise<Finished> => startMosaic(project, args, options).finished;

/** Runs mosaic with `--json` and gives the document; fails with stderr where it exits other than `exitCode`. */
export const mosaicJson = async <T = Record<string, unknown>>(
	project: ScratchProject,
	args: readonly string[],
	exitCode = 0,
): Promise<T> => {
	const result = await mosaic(project, [...args, '--json']);
	if (result.exitCode !== exitCode)
		throw new Error(`mosaic ${args.join(' ')} exited ${result.exitCode}: ${result.stderr}${result.stdout}`);
	return JSON.parse(result.stdout) as T;
};
