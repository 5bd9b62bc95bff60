import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type GateEnd, gateFilter, openGate, whenThroughGate} from '../../src/sessions/gate.ts';
import {identityOf, observeProcess} from '../../src/sessions/identity.ts';
import {reap} from '../../src/sessions/reap.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const shells = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((shell) => existsSync(shell));

const opened = (argv: string[], options: {shell?: string; cwd?: string; env?: Record<string, string>} = {}) => {
	const gate = openGate(
		{
			argv,
			cwd: options.cwd ?? '/',
			env: {PATH: process.env.PATH, ...options.env},
			size: {cols: 80, rows: 24},
		},
		options.shell,
	);
	const agent = identityOf(gate.pid);
	let output = '';
	gate.onOutput((bytes) => {
		output += bytes.toString('latin1');
	});
	const ended = new Promise<GateEnd>((resolve) => gate.onExit(resolve));
	onTestFinished(async () => {
		await reap({agent, token: ''}, [{signal: 'SIGKILL', graceMs: 5000}]);
		gate.close();
	});
	return {gate, ended, output: () => output};
};

const run = async (argv: string[], options: Parameters<typeof opened>[1] = {}) => {
	const {gate, ended, output} = opened(argv, options);
	gate.open();
	const end = await ended;
	return {end, output: output()};
};

const executable = (text: string | Buffer, mode = 0o755): string => {
	const file = path.join(scratchDirectory(), 'agent');
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
};

describe.each(shells)('a gate of %s', (shell) => {
	test('lets the agent run, in the same process, and shows nothing of itself', async () => {
		const {gate, ended, output} = opened(['sh', '-c', 'echo "$$ $0 $1"; exit 3', 'a b', '$(x)'], {shell});
		gate.open();
		expect(await ended).toEqual({kind: 'exited', exitCode: 3, signal: null});
		expect(output()).toBe(`${gate.pid} a b $(x)\r\n`);
	});

	test('passes every argument as it is', async () => {
		const args = ['-n', '--', '', 'a b', '$(touch x)', '`x`', '\'"\\', 'line\nend', '*', 'é漢😀', '~', '$HOME', ';&|'];
		const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
		const {end, output} = await run([process.execPath, '-e', script, '--', ...args], {shell});
		expect(end).toMatchObject({exitCode: 0});
		expect(JSON.parse(Buffer.from(output, 'latin1').toString())).toEqual(args);
	});

	test('starts a program whose name begins with a dash or holds blanks', async () => {
		const directory = scratchDirectory();
		for (const name of ['-c', '--help', 'a b', '$(x)', 'new\nline']) {
			writeFileSync(path.join(directory, name), '#!/bin/sh\necho "ran $1"\n', {mode: 0o755});
			const env = {PATH: `${directory}:${process.env.PATH}`};
			expect((await run([name, 'it'], {shell, env})).output).toBe('ran it\r\n');
		}
	});

	test('tells a program that cannot be started from one that exits 127', async () => {
		const failures = [
			['/no/such/program'],
			['no-such-program-anywhere'],
			[executable('#!/no/such/interpreter\n')],
			[executable('echo never\n', 0o644)],
			['/tmp'],
		];
		for (const argv of failures) {
			const {end, output} = await run(argv, {shell});
			expect(end).toEqual({kind: 'not-started', message: expect.stringMatching(/^[^\n]*\S[^\n]*$/)});
			expect(JSON.stringify(end)).not.toMatch(/mosaic-gate|exec:/);
			expect(output).toBe('');
		}
		expect((await run(['sh', '-c', 'exit 127'], {shell})).end).toMatchObject({kind: 'exited', exitCode: 127});
		expect(await run(['sh', '-c', 'no-such-thing'], {shell})).toMatchObject({
			end: {kind: 'exited', exitCode: 127},
			output: expect.stringContaining('not found'),
		});
	});

	test('runs a script without an interpreter line, as shells do', async () => {
		expect((await run([executable('echo plain\n')], {shell})).output).toBe('plain\r\n');
	});

	test('hands on the environment', async () => {
		const {output} = await run(['env'], {shell, env: {'A-B': '1', MOSAIC_TOKEN: 'x y', EMPTY: ''}});
		expect(output.split('\r\n')).toEqual(expect.arrayContaining(['MOSAIC_TOKEN=x y', 'EMPTY=']));
	});

	test('runs nothing when its host goes away or another line comes', async () => {
		const file = path.join(scratchDirectory(), 'ran');
		const {gate, ended} = opened(['touch', file], {shell});
		await until('the gate to wait', () => observeProcess(gate.pid)?.state === 'S');
		gate.close();
		await ended;
		expect(existsSync(file)).toBe(false);
	});
});

describe('a gate', () => {
	test('reports a missing directory and arguments that are too long', async () => {
		const lost = await run(['true'], {cwd: '/no/such/directory'});
		expect(lost.end).toEqual({kind: 'not-started', message: 'No such file or directory'});
		const long = await run(['true', 'x'.repeat(3_000_000)]);
		expect(long.end).toEqual({kind: 'not-started', message: expect.stringContaining('too long')});
	});

	test('refuses an argument that the system would cut short', () => {
		expect(() => opened(['echo', 'a\0b'])).toThrow('NUL');
		expect(() => opened([])).toThrow('no program');
	});

	test('holds back what is typed before it opens', async () => {
		const {gate, ended, output} = opened(['sh', '-c', 'read line; echo "got $line"']);
		gate.write('hello\n');
		gate.open();
		await ended;
		expect(output()).toContain('got hello');
	});

	test('tells when the process became the agent', async () => {
		const {gate} = opened(['sleep', '100']);
		let through = false;
		const passed = whenThroughGate(gate.pid).then(() => {
			through = true;
		});
		await until('the gate to wait', () => observeProcess(gate.pid)?.state === 'S');
		expect(through).toBe(false);
		gate.open();
		await passed;
		if (process.platform === 'linux') expect(readFileSync(`/proc/${gate.pid}/cmdline`, 'utf8')).toBe('sleep\x080\0');
	});

	test('names the signal that ended its agent', async () => {
		expect((await run(['sh', '-c', 'kill -TERM $$'])).end).toEqual({kind: 'exited', exitCode: null, signal: 'SIGTERM'});
	});

	test('an agent cannot forge the gate’s failure', () => {
		const filter = gateFilter('secret');
		expect(filter.push(Buffer.from('secret\r\nsec')).toString()).toBe('');
		expect(filter.push(Buffer.from('ret\r\nmosaic-gate: 1: exec: x: not found')).toString()).toContain('mosaic-gate');
		expect(filter.end(127)).toMatchObject({message: null});
	});

	test('gives the agent’s bytes whole, however they are cut', () => {
		const bytes = Buffer.from('warning\r\nsecret\r\nsecret\r\nsecr and more');
		for (let cut = 0; cut <= bytes.length; cut++) {
			const filter = gateFilter('secret');
			const told = [filter.push(bytes.subarray(0, cut)), filter.push(bytes.subarray(cut))];
			expect(Buffer.concat(told).toString()).toBe('secr and more');
		}
	});
});

describe('a terminal', () => {
	test('gives all output before the exit, even to a reader that pauses', async () => {
		const {gate, ended, output} = opened(['sh', '-c', 'head -c 12000 /dev/zero | tr "\\0" x; printf END']);
		gate.open();
		gate.pause();
		let done = false;
		void ended.then(() => {
			done = true;
		});
		const resume = setInterval(() => {
			gate.resume();
			setImmediate(gate.pause);
		}, 250);
		onTestFinished(() => clearInterval(resume));
		await until('the end', () => done);
		expect(output()).toHaveLength(12_003);
		expect(output().endsWith('END')).toBe(true);
	});

	test('has the size it was given', async () => {
		const {gate, ended, output} = opened(['sh', '-c', 'stty size; read x; stty size']);
		gate.open();
		await until('the first size', () => output().includes('24 80'));
		gate.resize({cols: 100, rows: 30});
		gate.write('\n');
		await ended;
		expect(output()).toContain('30 100');
	});

	test('gives bytes that are no UTF-8 as they are, and takes a long paste', async () => {
		const {output} = await run(['printf', '\\377\\376']);
		expect(output).toBe('\xff\xfe');
		const file = path.join(scratchDirectory(), 'got');
		const {gate, ended} = opened(['sh', '-c', `stty raw -echo; echo go; head -c 200000 > ${file}`]);
		gate.onOutput((bytes) => {
			if (bytes.includes('go')) gate.write(Buffer.alloc(200_000, 'y'));
		});
		gate.open();
		await ended;
		expect(readFileSync(file)).toHaveLength(200_000);
	});

	test('ends although a daemon holds it open', async () => {
		const {end} = await run(['sh', '-c', '(setsid sleep 3 &) ; echo bye']);
		expect(end).toMatchObject({kind: 'exited', exitCode: 0});
	});
});
