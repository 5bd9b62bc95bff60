import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {commandToken, runCommand} from '../../../src/engine/checks/run-command.ts';
import {tailOf} from '../../../src/engine/checks/tail.ts';
import {processesWith, processMark} from '../../support/marked-processes.ts';
import {scratchDirectory} from '../../support/scratch.ts';
import {until} from '../../support/until.ts';

const place = () => {
	const cwd = scratchDirectory();
	const mark = processMark();
	const run = (script: string, timeoutMs = 30_000, more: {input?: string; signal?: AbortSignal} = {}) =>
		runCommand({
			argv: ['/bin/sh', '-c', script],
			cwd,
			env: {PATH: process.env.PATH, [mark.name]: mark.value},
			token: commandToken(cwd, 'check'),
			timeoutMs,
			...more,
		});
	return {cwd, mark, run};
};

describe('a command', () => {
	test('is told by its exit code and the end of what it wrote', async () => {
		const result = await place().run('echo out; echo err >&2; exit 3');
		expect(result).toMatchObject({exitCode: 3, signal: null, problem: null, leftovers: 0});
		expect(result.tail.split('\n').sort()).toEqual(['err', 'out']);
	});

	test('that is killed is told by its signal', async () => {
		expect(await place().run('kill -9 $$')).toMatchObject({exitCode: null, signal: 'SIGKILL', problem: null});
	});

	test('that does not end is ended with all it started', async () => {
		const {run, mark} = place();
		const result = await run('sleep 900 & sleep 900', 50);
		expect(result.problem).toContain('longer than');
		expect(processesWith(mark.entry)).toEqual([]);
	});

	test('leaves no process in the background behind', async () => {
		const {run, mark} = place();
		const result = await run('trap "" HUP INT; setsid sleep 900 & exit 0');
		expect(result).toMatchObject({exitCode: 0, leftovers: 1});
		expect(processesWith(mark.entry)).toEqual([]);
	});

	test('that is not there is a problem in words', async () => {
		const cwd = scratchDirectory();
		const result = await runCommand({argv: ['no-such-program'], cwd, env: {}, token: 'x', timeoutMs: 1000});
		expect(result).toMatchObject({exitCode: null, problem: 'it could not be started (ENOENT)'});
	});

	test('reads its input, and is ended on request', async () => {
		const {run, cwd} = place();
		expect(await run('cat', 30_000, {input: 'hello'})).toMatchObject({exitCode: 0, tail: 'hello'});
		const stop = new AbortController();
		const running = run('echo $$ >began; exec sleep 900', 30_000, {signal: stop.signal});
		await until('its start', () => existsSync(path.join(cwd, 'began')) && readFileSync(path.join(cwd, 'began')).length);
		stop.abort();
		expect(await running).toMatchObject({problem: 'it was ended on request'});
	});
});

describe('the tail of an output', () => {
	test('holds no escape sequence, no overwritten progress and no control character', () => {
		expect(tailOf('\u001b[31mred\u001b[0m\r\n10%\r20%\rdone\n\u001b]0;title\u0007x\u0007\n\n')).toBe('red\ndone\nx');
	});

	test('is bounded', () => {
		const text = tailOf(`${'y'.repeat(10_000)}\n`.repeat(200));
		expect(text.split('\n')).toHaveLength(60);
		expect(text.length).toBeLessThan(30_000);
	});
});
