// Ids and titles that try to be paths, options, shell code or terminal codes.
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Arena, agentArgv, arena, fileIn, hostGone, sessionsIn, stateFile} from '../support/arena.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';

const TITLE = 'Ti\u001b]0;pwned\u0007tle \u202eevil\u2066 $(touch pwned) `touch pwned` \u009b31m; touch pwned';
const tasksWith = (id: string): string =>
	`| id | status | description |\n|---|---|---|\n| ${id} | not-started | ${TITLE} |\n| other | not-started | Other |\n`;

/** What a terminal would act on, and what would reorder the line; newlines are the caller's. */
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const everyPath = (place: Arena): string[] =>
	readdirSync(place.root, {recursive: true, encoding: 'utf8'}).filter((name) => !name.includes('.git/'));

const IDS = [
	'../x',
	'../../../../tmp/x',
	'-x',
	'--json',
	'a b',
	'x$(id)',
	'x;id',
	'\'"',
	'*',
	'CON',
	'x'.repeat(300),
	'ü日本🏗️',
];

describe('a task id', () => {
	test.each(IDS)('%s harms no path, no argument and no line', async (id) => {
		const place = await arena(tasksWith(id));
		const listed = await mosaicJson<{tasks: {id: string}[]}>(place, ['tasks']);
		expect(listed.tasks.map((task) => task.id)).toEqual([id, 'other']);
		// The agent writes what it was given, argument by argument, so that nothing can hide in a rendering.
		writeFileSync(path.join(place.folder, 'witness.sh'), 'printf "%s\\0" "$@" "$MOSAIC_TASK" >"$ARENA/argv"\n');
		const argv = ['--', '/bin/sh', path.join(place.folder, 'witness.sh'), '{prompt}', 'last'];
		const result = await mosaic(place, ['run', `--task=${id}`, ...argv]);
		expect(result.exitCode).toBe(0);
		expect(result.stdout + result.stderr).not.toMatch(HARMFUL);
		await hostGone(place);
		const given = readFileSync(path.join(place.folder, 'argv'), 'utf8').split('\0');
		expect(given).toHaveLength(4);
		expect(given[1]).toBe('last');
		expect(given[2]).toBe(id);
		expect(given[0]).toContain(id.trim());
		expect(given[0]).not.toMatch(HARMFUL);
		expect(await sessionsIn(place)).toMatchObject([{id: 'sess-001', taskId: id, endedReason: 'completed'}]);
		expect(JSON.parse(readFileSync(stateFile(place, 'next-task.json'), 'utf8')).next_task).toBe(id);
		expect(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).toBe(tasksWith(id).replace('not-started', 'review'));
		for (const args of [['status'], ['tasks'], ['sessions', '--all'], ['events'], ['next']]) {
			const {stdout, stderr} = await mosaic(place, args);
			expect(stdout + stderr).not.toMatch(HARMFUL);
		}
		expect(everyPath(place).filter((name) => name.includes(id) || name.includes('pwned'))).toEqual([]);
	});
});

test('a refusal names a hostile id in one printable line', async () => {
	const place = await arena();
	const result = await mosaic(place, ['run', 'x\u001b[2J\n\u202ey', '--detach', ...agentArgv(place, 'quick')]);
	expect(result).toMatchObject({exitCode: 4, stdout: ''});
	expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
	expect(result.stderr).not.toMatch(HARMFUL);
});

test('a session id that is a path is only an unknown session', async () => {
	const place = await arena();
	await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')]);
	for (const command of ['stop', 'screen', 'attach'])
		expect((await mosaic(place, [command, '../../../etc/passwd'])).exitCode).not.toBe(0);
	expect(existsSync('/etc/passwd')).toBe(true);
});

test('a NUL in a title stops no start and tears no argument', async () => {
	const place = await arena(tasksWith('T1').replace('Ti', 'Ti\u0000'));
	const result = await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')]);
	expect(result.exitCode).toBe(0);
});

test('output of the agent that speaks to the terminal arrives as plain text', async () => {
	const place = await arena();
	const script = "printf 'a\\033]52;c;cHduZWQ=\\007b\\033[6nc\\033[2Jd\\n'";
	const result = await mosaic(place, ['run', 'T1', '--', '/bin/sh', '-c', script]);
	expect(result.exitCode).toBe(0);
	expect(result.stdout).not.toMatch(HARMFUL);
});
