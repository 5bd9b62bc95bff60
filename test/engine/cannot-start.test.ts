// A program that cannot be started leaves everything byte for byte as it was (SPEC MR-9).
import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Arena, agentsIn, arena, fileIn, hostGone, sessionsIn, startTask, stateFile} from '../support/arena.ts';
import {mosaic} from '../support/mosaic.ts';

const FILES = ['session.lock', 'mission.json', 'next-task.json'];

const stateOf = (place: Arena): Record<string, string | null> => ({
	tasks: readFileSync(fileIn(place, 'TASKS.md'), 'utf8'),
	...Object.fromEntries(
		FILES.map((name) => [
			name,
			existsSync(stateFile(place, name)) ? readFileSync(stateFile(place, name), 'utf8') : null,
		]),
	),
});

const socketsOf = (place: Arena): string[] => {
	const folder = fileIn(place, '.mosaic', 'run');
	return existsSync(folder) ? readdirSync(folder) : [];
};

const program = (place: Arena, text: string, mode = 0o755): string => {
	const file = path.join(place.folder, 'program');
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
};

describe('an agent that cannot be started', () => {
	test.each([
		['is missing', () => 'no-such-program', 3, /cannot start "no-such-program": it is not on the PATH/],
		['is a missing path', () => './no/such', 3, /no such file/],
		['is not executable', (place: Arena) => program(place, '#!/bin/sh\n', 0o644), 3, /not executable/],
		['has no interpreter', (place: Arena) => program(place, '#!/no/such/interpreter\n'), 1, /could not be started/],
		[
			'is of another machine',
			(place: Arena) => program(place, '\x7fELF\x02\x01\x01 nonsense'),
			1,
			/could not be started/,
		],
	] as const)('because it %s changes nothing and says so', async (_, argv, exitCode, words) => {
		const place = await arena();
		const before = stateOf(place);
		const result = await mosaic(place, ['run', 'T1', '--', argv(place)]);
		await hostGone(place);
		expect(result).toMatchObject({exitCode, stdout: ''});
		expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
		expect(result.stderr).toMatch(words);
		expect(stateOf(place)).toEqual(before);
		expect(socketsOf(place)).toEqual([]);
		expect(agentsIn(place)).toEqual([]);
	});

	test('leaves an interrupted run to be resumed, with the capsule and the status it had', async () => {
		const place = await arena();
		await startTask(place);
		await mosaic(place, ['stop', 'sess-001']);
		const before = stateOf(place);
		const result = await mosaic(place, ['resume', 'T1', '--', program(place, '#!/no/such/interpreter\n')]);
		await hostGone(place);
		expect(result.exitCode).toBe(1);
		expect(stateOf(place)).toEqual(before);
		expect((await startTask(place, 'quick', {command: 'resume'})).exitCode).toBe(0);
		await hostGone(place);
		const sessions = await sessionsIn(place);
		expect(sessions.map(({runId}) => runId)).toEqual(['run-001', 'run-001', 'run-001']);
		expect(sessions.at(-1)).toMatchObject({id: 'sess-003', endedReason: 'completed'});
	});

	test('an argument longer than the system takes is refused likewise', async () => {
		const place = await arena();
		const runtimes = {long: {argv: ['/bin/sh', '-c', 'x'.repeat(200_000)]}};
		writeFileSync(fileIn(place, '.mosaic', 'config.json'), JSON.stringify({runtimes}));
		const before = stateOf(place);
		const result = await mosaic(place, ['run', 'T1', '--workflow', 'solo', '--runtime', 'long']);
		await hostGone(place);
		expect([1, 70]).toContain(result.exitCode);
		expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
		expect(stateOf(place)).toEqual(before);
	});
});

test.each(['claimed', 'planned', 'recorded'])(
	'a session host that dies at "%s", before it has said a word, is a failure',
	async (step) => {
		const place = await arena();
		const result = await startTask(place, 'lasting', {env: {MOSAIC_TEST_CRASH_AT: step}});
		expect(result).toMatchObject({exitCode: 70, stdout: ''});
		expect(result.stderr).toMatch(
			/^mosaic: [^\n]*the session host ended before its agent ran \(signal SIGKILL\)[^\n]*\n$/,
		);
		await hostGone(place);
	},
);
