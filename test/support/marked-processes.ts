// Finding and ending all that a test started, however far it strayed: every process inherits a mark in its environment.
import {randomBytes} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {onTestFinished} from 'vitest';
import {until} from './until.ts';

export type MarkedProcess = {readonly pid: number; readonly command: string; readonly environ: readonly string[]};

/** The running processes whose environment holds this entry (`NAME=value`). Linux only; zombies have no environment. */
export const processesWith = (entry: string): MarkedProcess[] =>
	readdirSync('/proc').flatMap((name) => {
		if (!/^\d+$/.test(name)) return [];
		const environ = read(`/proc/${name}/environ`).split('\0');
		if (!environ.includes(entry)) return [];
		return [{pid: Number(name), command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' '), environ}];
	});

/** A fresh mark for `env`; whatever carries it is killed when the test ends, also when it fails. */
export const processMark = (): {readonly name: string; readonly value: string; readonly entry: string} => {
	const value = randomBytes(8).toString('hex');
	const entry = `TEST_MARK=${value}`;
	onTestFinished(() =>
		until('the end of all that the test started', () => {
			const left = processesWith(entry);
			for (const {pid} of left) kill(pid);
			return left.length === 0;
		}).then(() => {}),
	);
	return {name: 'TEST_MARK', value, entry};
};

/** `kill -9`; one that has just gone is fine. */
export const kill = (pid: number): void => {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// gone already
	}
};

const read = (file: string): string => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		return '';
	}
};
