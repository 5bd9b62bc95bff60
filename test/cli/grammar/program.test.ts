import {spawn} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicBin, mosaicJson} from '../../support/mosaic.ts';
import {scratchProject} from '../../support/scratch.ts';
import {TASKS} from '../tasks-sample.ts';

describe('the command line', () => {
	test.each([
		[['statu'], /^mosaic: unknown command 'statu' \(Did you mean status\?\)\. .*\n$/],
		[['status', '--nope'], /^mosaic: unknown option '--nope'.*\n$/],
		[['status', 'extra'], /^mosaic: too many arguments.*\n$/],
		[['done'], /^mosaic: missing required argument 'task'.*\n$/],
		[['resume'], /^mosaic: name the task to resume.*\n$/],
		[['run', 'a', '--task', 'b'], /^mosaic: two tasks are named.*\n$/],
		[['run', '--'], /^mosaic: no command stands after.*\n$/],
		[['run', '--env', '1=2'], /^mosaic: .*NAME=value.*\n$/],
		[['events', '--since', 'x'], /^mosaic: .*whole number.*\n$/],
		[['completion', 'tcsh'], /^mosaic: no completion for "tcsh".*\n$/],
		[[], /^mosaic: the full screen needs a terminal.*\n$/],
		[['--project', '.'], /^mosaic: the full screen needs a terminal.*\n$/],
	])('refuses %j with exit 2 and one line', async (args, line) => {
		const result = await mosaic(scratchProject({}, {git: false}), args);
		expect(result).toMatchObject({exitCode: 2, stdout: ''});
		expect(result.stderr).toMatch(line);
	});

	test('answers with --json on stderr too when it refuses, and cleans what it repeats', async () => {
		const result = await mosaic(scratchProject({}, {git: false}), ['st\u001b[31mx', '--json']);
		expect(result).toMatchObject({exitCode: 2, stdout: ''});
		expect(JSON.parse(result.stderr)).toMatchObject({code: 'unknownCommand'});
		expect((await mosaic(scratchProject({}, {git: false}), ['st\u001b[31mx'])).stderr).not.toContain('\u001b');
	});

	test('knows its version and helps with every command', async () => {
		const project = scratchProject({}, {git: false});
		const {version} = JSON.parse(readFileSync(path.resolve('package.json'), 'utf8'));
		expect((await mosaic(project, ['--version'])).stdout).toBe(`${version}\n`);
		expect((await mosaic(project, ['-V'])).stdout).toBe(`${version}\n`);
		const help = await mosaic(project, ['--help']);
		expect(help).toMatchObject({exitCode: 0, stderr: ''});
		expect(help.stdout).toContain('Examples:');
		expect(help.stdout).toContain('resume [options] <task>');
		expect((await mosaic(project, ['help', 'run'])).stdout).toContain('--print-only');
	});

	test('a project that does not exist is not found', async () => {
		expect(await mosaic(scratchProject({}), ['--project', '/no/such', 'status'])).toMatchObject({exitCode: 4});
	});
});

describe('output', () => {
	test('has colour only where it is wanted', async () => {
		const project = scratchProject({'TASKS.md': TASKS});
		await mosaicJson(project, ['init']);
		const coloured = async (env: NodeJS.ProcessEnv) =>
			(await mosaic(project, ['tasks'], {env})).stdout.includes('\u001b[');
		expect(await coloured({})).toBe(false);
		expect(await coloured({FORCE_COLOR: '1'})).toBe(true);
		expect(await coloured({FORCE_COLOR: '0'})).toBe(false);
		expect(await coloured({NO_COLOR: '1'})).toBe(false);
	});

	test('to a reader that went away ends quietly', async () => {
		const rows = Array.from({length: 5000}, (_, index) => `| X${index} | open | ${'long '.repeat(20)} | |`).join('\n');
		const project = scratchProject({'TASKS.md': `${TASKS}${rows}\n`});
		await mosaicJson(project, ['init']);
		const child = spawn(process.execPath, [mosaicBin(), 'tasks'], {cwd: project.root, env: project.env});
		let stderr = '';
		child.stderr.on('data', (text) => {
			stderr += text;
		});
		child.stdout.once('data', () => child.stdout.destroy());
		const exitCode = await new Promise((resolve) => child.on('close', resolve));
		expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
	});
});

describe('what is loaded', () => {
	/** The sources that a call of mosaic compiled, by V8's own record. */
	const loaded = async (args: string[]): Promise<string[]> => {
		const project = scratchProject({'TASKS.md': TASKS});
		await mosaicJson(project, ['init']);
		await mosaicJson(project, ['done', 'T2']);
		const record = path.join(project.home, 'record');
		mkdirSync(record);
		const result = await mosaic(project, args, {env: {NODE_V8_COVERAGE: record}});
		expect(result).toMatchObject({exitCode: 0, stderr: ''});
		const documents = readdirSync(record).map((name) => JSON.parse(readFileSync(path.join(record, name), 'utf8')));
		const urls = documents.flatMap(({result: scripts}) => scripts.map((script: {url: string}) => script.url));
		return urls.filter((url: string) => url.startsWith('file:')).map((url: string) => new URL(url).pathname);
	};

	test.each([[['status', '--json']], [['tasks']], [['next']], [['sessions']]])(
		'by %j is neither React nor a pseudo-terminal nor a terminal emulator',
		async (args) => {
			const files = await loaded(args);
			expect(files.length).toBeGreaterThan(2);
			expect(files.filter((file) => /node-pty|xterm/.test(file))).toEqual([]);
			const texts = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(file, 'utf8'));
			expect(
				texts.filter((text) => /react\.transitional\.element|node-pty|yoga/i.test(text) && !text.includes('doctor-')),
			).toEqual([]);
		},
	);
});

test('what the system refuses is one line in its words and exit 70; its stack only on request', async () => {
	const project = scratchProject({'.mosaic': 'a file where a folder must be'});
	const plain = await mosaic(project, ['init']);
	expect(plain).toMatchObject({exitCode: 70, stdout: ''});
	expect(plain.stderr).toMatch(/^mosaic: ENOTDIR: .*\n$/);
	const debug = await mosaic(project, ['init'], {env: {MOSAIC_DEBUG: '1'}});
	expect(debug.stderr).toContain('\n    at ');
});

test('a home that cannot be written costs a warning, not the mission', async () => {
	const project = scratchProject({});
	const result = await mosaic(project, ['init', '--json'], {
		env: {XDG_STATE_HOME: '/dev/null/nowhere', XDG_CACHE_HOME: '/dev/null/nowhere'},
	});
	expect(result.exitCode).toBe(0);
	expect(result.stderr).toMatch(/^mosaic: warning: the list of missions was not updated: .*\n$/);
	expect(JSON.parse(result.stdout)).toMatchObject({created: true});
});
