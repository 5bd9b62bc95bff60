// The process itself: how it ends.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {scratchDirectory} from '../support/scratch.ts';

/** Ends as `start` has it end in a process that runs these lines besides. */
const ending = async (lines: string): Promise<unknown[]> => {
	const script = path.join(scratchDirectory(), 'main.mjs');
	const program = path.resolve(import.meta.dirname, '../../src/cli/start.ts');
	writeFileSync(script, `import {start} from ${JSON.stringify(program)};\n${lines}`);
	return once(spawn(process.execPath, [script, '--version'], {stdio: 'ignore'}), 'exit');
};

const failStdout = (code: string) =>
	`process.stdout.emit('error', Object.assign(new Error('write failed'), {code: '${code}'}));`;

test('a command that left something open ends all the same', async () => {
	expect(await ending('setInterval(() => {}, 1e6); await start(process, 100);')).toEqual([0, null]);
});

test('a reader that has enough ends a command quietly, a disk that fails does not', async () => {
	expect(await ending(`start(process); ${failStdout('EPIPE')} process.exitCode = 9;`)).toEqual([0, null]);
	expect(await ending(`start(process); ${failStdout('EIO')}`)).toEqual([70, null]);
});

test('a terminal that was closed ends a command quietly, and what draws on it by itself', async () => {
	const terminal = 'process.stdout.isTTY = true; start(process);';
	expect(await ending(`${terminal} ${failStdout('EIO')}`)).toEqual([0, null]);
	const drawn = `process.stdout.on('error', () => setTimeout(() => process.exit(7), 1)); ${terminal}`;
	expect(await ending(`${drawn} ${failStdout('EIO')}`)).toEqual([7, null]);
});
