import {expect, onTestFinished, test} from 'vitest';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {eventsOf, workshop} from '../support/workshop.ts';

type Line = {seq: number; runSeq: number; runId: string; type: string};

test('who follows a run is told each of its events once, in order, up to the last one', async () => {
	const place = await workshop();
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'])).toMatchObject({exitCode: 0});
	const follower = startMosaic(place, ['events', '--follow', '--run', 'run-001', '--json']);
	onTestFinished(async () => {
		follower.child.kill('SIGTERM');
		await follower.finished;
	});
	const lines = () =>
		follower
			.output()
			.stdout.split('\n')
			.slice(0, -1)
			.map((line) => JSON.parse(line) as Line);
	await until('the gate', () => lines().some(({type}) => type === 'approval.opened'));
	expect(await mosaic(place, ['approve', 'run-001-a1'])).toMatchObject({exitCode: 0});
	await until('the end', () => lines().at(-1)?.type === 'run.closed');
	expect(lines().map(({runSeq}) => runSeq)).toEqual(lines().map((_, index) => index + 1));
	expect(lines().map(({seq}) => seq)).toEqual((await eventsOf(place, 'run-001')).map(({seq}) => seq));
});
