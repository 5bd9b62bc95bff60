import {existsSync, utimesSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {agentArgv, arena, fileIn, hostGone, stateFile} from '../support/arena.ts';
import {mosaic} from '../support/mosaic.ts';

test('a start removes the temp files of writers that were killed, and nobody else’s', async () => {
	const place = await arena();
	const torn = [
		fileIn(place, '.TASKS.md.1ab2cdef34.tmp'),
		stateFile(place, '.mission.json.9zz.tmp'),
		stateFile(place, '.session.lock.77.tmp'),
		stateFile(place, '.next-task.json.old1.tmp'),
	];
	const kept = [
		fileIn(place, 'TASKS.md.tmp'),
		fileIn(place, '.TASKS.md.a person.tmp'),
		fileIn(place, '.OTHER.md.1ab2.tmp'),
		// Print-only may be writing it at this moment.
		stateFile(place, '.next-task.json.young1.tmp'),
	];
	for (const file of [...torn, ...kept]) writeFileSync(file, '{');
	utimesSync(torn[3] as string, new Date(0), new Date(0));
	expect((await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')])).exitCode).toBe(0);
	await hostGone(place);
	expect(torn.filter((file) => existsSync(file))).toEqual([]);
	expect(kept.filter((file) => !existsSync(file))).toEqual([]);
});
