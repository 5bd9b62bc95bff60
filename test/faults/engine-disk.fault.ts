// A disk that fails under the engine, at each file that it writes: the run goes on by itself or fails with the disk's own
// word, and a retry on a disk that is well brings it to one commit.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {RunView} from '../../src/domain/run.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, commitsIn, expectTidy, reportOf, taskStatus, workshop} from '../support/workshop.ts';
import {isFull} from './amount.ts';

const FILES = ['.TASKS.md.', '.integration.json.', '.report.json.', '.prompt.md.', '.mission.json.'];
const CALLS = ['open', 'write', 'fsync', 'rename'];
const cases = FILES.flatMap((file, row) =>
	CALLS.flatMap((call, column) =>
		isFull || (row + column) % CALLS.length === 0 ? [[file, call, column % 2 === 0 ? 'ENOSPC' : 'EIO'] as const] : [],
	),
);

test.each(cases)('%s: %s fails with %s', async (file, call, code) => {
	const place = await workshop({gates: ['test -f T1.txt']});
	const log = path.join(place.folder, 'faults');
	const env = {
		NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'patched-fs.mjs')}`,
		FAULT_FILE: file,
		FAULT_CALL: call,
		FAULT_CODE: code,
		FAULT_WHEN: '1',
		FAULT_LOG: log,
	};
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json'], {env});
	expect(existsSync(log)).toBe(true);
	await allGone(place);
	const {runs} = await mosaicJson<{runs: RunView[]}>(place, ['runs']);
	const [run] = runs;
	if (run === undefined) expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	else if (run.state === 'failed') {
		expect(run.failure?.message).toContain(code);
		expect((await mosaic(place, ['retry', run.id])).exitCode).toBe(0);
	} else if (!run.closed) await mosaic(place, ['continue', run.id]);
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(taskStatus(place, 'T1')).toBe('done');
	await allGone(place);
	expectTidy(place);
});
