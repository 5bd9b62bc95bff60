// Real processes for the tests of this folder; every one carries a token of its own and is ended with its test.
import {type ChildProcess, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {onTestFinished} from 'vitest';
import {errorCode} from '../../src/domain/errors.ts';
import {identityOf} from '../../src/sessions/identity.ts';
import {findProcesses} from '../../src/sessions/process-tree.ts';
import {until} from '../support/until.ts';

export type Specimen = {readonly child: ChildProcess; readonly pid: number; readonly token: string};

/** A process may end by itself between the look and the signal. */
const end = (pid: number): void => {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if (errorCode(error) !== 'ESRCH') throw error;
	}
};

/** Runs a shell script in a session of its own, as an agent's is, and waits until it has printed `ready`. */
export const startScript = async (script: string, env: NodeJS.ProcessEnv = {}): Promise<Specimen> => {
	const token = env.MOSAIC_TOKEN ?? randomBytes(8).toString('hex');
	const child = spawn('/bin/sh', ['-c', script], {
		detached: true,
		env: {PATH: process.env.PATH, ...env, MOSAIC_TOKEN: token},
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const pid = child.pid as number;
	const agent = identityOf(pid);
	onTestFinished(() => {
		for (const left of findProcesses({agent, token})) end(left.pid);
	});
	let said = '';
	child.stdout?.on('data', (text: Buffer) => {
		said += text.toString();
	});
	await until(`"ready" from ${script}`, () => said.includes('ready'));
	return {child, pid, token};
};
