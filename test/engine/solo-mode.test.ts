// The plain runner with an agent that the settings name a mode for, and what is known of its program: through the real binary.
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, eventsOf, startsIn, taskStatus, type Workshop, workshop} from '../support/workshop.ts';

const support = path.resolve(import.meta.dirname, '../support');
const RELEASE = '2.1.329';

type Use = {
	readonly mode?: 'interactive' | 'headless';
	readonly script: 'headless-claude.mjs' | 'screen-claude.mjs';
	readonly release?: string;
	readonly rules?: readonly object[];
	readonly env?: Record<string, string>;
};

/** A program named `claude` that runs the script, says its release, and leaves a line each time that it is asked for it. */
const wrapped = async ({mode, script, release = RELEASE, rules = [], env = {}}: Use): Promise<Workshop> => {
	const place = await workshop();
	const program = path.join(place.folder, 'bin', 'claude');
	const asked = `if [ "$1" = --version ]; then echo x >>"$SHOP/asked"; echo "${release} (Claude Code)"; exit 0; fi`;
	writeFileSync(program, `#!/bin/sh\n${asked}\nexec '${process.execPath}' '${path.join(support, script)}' "$@"\n`);
	chmodSync(program, 0o755);
	const claude = {...(mode === undefined ? {} : {mode}), env};
	const config = {runtime: 'claude', runtimes: {claude}};
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify(config));
	const own = path.join(place.home, 'config', 'mosaic');
	mkdirSync(own, {recursive: true});
	writeFileSync(path.join(own, 'config.json'), JSON.stringify({permissions: rules}));
	return place;
};

const LETS = [{command: 'touch *', action: 'allow', reason: 'harmless'}];
const linesIn = (place: Workshop, name: string) =>
	readFileSync(path.join(place.folder, name), 'utf8').trim().split('\n');
type Why = {sessions: {id: string; state: string; release?: string; why: Record<string, unknown>}[]};

describe('the plain runner', () => {
	test('starts an agent without its screen where the settings say so: its stream, its leave, its end', async () => {
		const place = await wrapped({mode: 'headless', script: 'headless-claude.mjs', rules: LETS});
		const plan = await mosaicJson<{launchCommand: string[]; mode: string; program: string; problems: string[]}>(place, [
			'run',
			'T1',
			'--workflow',
			'solo',
			'--print-only',
		]);
		expect(plan).toMatchObject({mode: 'headless', program: path.join(place.folder, 'bin', 'claude')});
		expect(plan.launchCommand.slice(0, 4)).toEqual(['claude', '-p', '--output-format', 'stream-json']);
		expect(plan.problems).toEqual([expect.stringContaining('not signed in')]);
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'solo'])).toMatchObject({exitCode: 0});
		expect(taskStatus(place, 'T1')).toBe('review');
		expect(startsIn(place)).toHaveLength(1);
		expect(startsIn(place)[0]).toContain('--permission-prompt-tool stdio');
		const {stdout} = await mosaic(place, ['transcript', 'sess-001', '--print', '--plain']);
		expect(stdout).toContain('allowed by policy: harmless');
		await allGone(place);
	});

	test('starts one on its screen with its hooks, answers what it asks, and resumes it in the same mode', async () => {
		const place = await wrapped({mode: 'interactive', script: 'screen-claude.mjs', rules: LETS, env: {TURNS: 'ask'}});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'solo', '--detach'])).toMatchObject({exitCode: 0});
		await until('the leave', async () => (await eventsOf(place)).some(({type}) => type === 'permission.decided'));
		expect(startsIn(place)[0]).toMatch(/--settings \S+sess-001\/hooks\.json --session-id /);
		await mosaic(place, ['stop', 'sess-001']);
		expect(await mosaic(place, ['resume', 'T1', '--detach'])).toMatchObject({exitCode: 0});
		await until('the second start', () => startsIn(place).length === 2);
		expect(startsIn(place)[1]).toMatch(/--settings \S+sess-002\/hooks\.json/);
		await mosaic(place, ['stop', 'sess-002']);
		await allGone(place);
	});

	test('keeps the command as it stands where nothing is said, or where one is given', async () => {
		const place = await wrapped({script: 'screen-claude.mjs'});
		const printed = async (...more: string[]) =>
			await mosaicJson<{launchCommand: string[]; mode?: string}>(place, [
				'run',
				'T1',
				'--workflow',
				'solo',
				'--print-only',
				...more,
			]);
		const plain = await printed();
		expect(plain.launchCommand.slice(0, 2)).toEqual(['claude', '-p']);
		expect(plain.launchCommand).toHaveLength(3);
		expect(plain.mode).toBeUndefined();
		const moded = await wrapped({mode: 'interactive', script: 'screen-claude.mjs'});
		const args = ['run', 'T1', '--workflow', 'solo', '--print-only', '--json', '--', 'echo', '{prompt}'];
		const given = JSON.parse((await mosaic(moded, args)).stdout);
		expect(given.launchCommand[0]).toBe('echo');
		expect(given.mode).toBeUndefined();
	});
});

describe('the release of a program', () => {
	const why = async (place: Workshop) => (await mosaicJson<Why>(place, ['sessions', '--why', '--all'])).sessions;

	test('is asked for once, kept with each session, and again once the program changed', async () => {
		const place = await wrapped({mode: 'headless', script: 'headless-claude.mjs', rules: LETS});
		for (const task of ['T1', 'T3'])
			expect(await mosaic(place, ['run', task, '--workflow', 'solo'])).toMatchObject({exitCode: 0});
		expect((await why(place)).map(({release}) => release)).toEqual([RELEASE, RELEASE]);
		expect(linesIn(place, 'asked')).toHaveLength(1);
		const program = path.join(place.folder, 'bin', 'claude');
		writeFileSync(program, readFileSync(program, 'utf8').replace(RELEASE, '9.0.1'));
		expect(await mosaic(place, ['run', 'T2', '--workflow', 'solo'])).toMatchObject({exitCode: 0});
		const last = (await why(place)).at(-1);
		expect(last).toMatchObject({
			release: '9.0.1',
			why: {about: `tried with ${RELEASE}; 9.0.1 is newer: the newest rules for its screen are used`},
		});
		expect((await mosaic(place, ['sessions', '--why', '--all'])).stdout).toContain('runs: claude 9.0.1 (tried with');
		const {checks} = await mosaicJson<{checks: {name: string; detail: string}[]}>(place, ['doctor']);
		expect(checks.find(({name}) => name.startsWith('runtime claude'))?.detail).toContain('9.0.1 is newer');
	});

	test('that is older than all known screens leaves its dialogs to a person, and says so', async () => {
		const place = await wrapped({
			mode: 'interactive',
			script: 'screen-claude.mjs',
			release: '1.0.88',
			rules: LETS,
			env: {TURNS: 'ask', NO_HOOKS: '1'},
		});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'solo', '--detach'])).toMatchObject({exitCode: 0});
		const waiting = await until('its own word', async () => {
			const [session] = await why(place);
			return session?.release !== undefined && session.state === 'waiting' && session;
		});
		expect(waiting.why).toMatchObject({
			source: 'osc-7501',
			about: expect.stringContaining('its dialogs are left to you'),
		});
		// A rule would let it, and its dialog stands there: no key is typed into a screen that is not known.
		expect(await mosaicJson(place, ['approvals'])).toMatchObject({approvals: []});
		expect((await eventsOf(place)).filter(({type}) => type.startsWith('permission.'))).toEqual([]);
		await mosaic(place, ['stop', 'sess-001']);
		await allGone(place);
	});

	test('does not hold up a start, and leaves no process where the program never says it', async () => {
		const place = await wrapped({mode: 'interactive', script: 'screen-claude.mjs', env: {TURNS: 'ask'}});
		const program = path.join(place.folder, 'bin', 'claude');
		writeFileSync(program, readFileSync(program, 'utf8').replace('echo x >>"$SHOP/asked"', 'sleep 600'));
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'solo', '--detach']);
		expect(await run.finished).toMatchObject({exitCode: 0});
		await mosaic(place, ['stop', 'sess-001']);
		expect((await why(place))[0]?.release).toBeUndefined();
		await allGone(place);
	});
});
