// Decisions that come at once, or whose sender dies: each approval is decided once, and the run goes one way.
import {expect, test} from 'vitest';
import {mosaic, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {allGone, commitsIn, eventsOf, reportOf, taskStatus, type Workshop, workshop} from '../../support/workshop.ts';

const atGate = async (): Promise<Workshop> => {
	const place = await workshop();
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'])).exitCode).toBe(0);
	await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
	return place;
};

const decisions = async (place: Workshop) =>
	(await eventsOf(place, 'run-001')).filter(({type}) => type === 'approval.decided');

const closed = (place: Workshop) => until('the end', async () => (await reportOf(place, 'run-001')).closed);

test('of two people who decide at once one is heard, and the other is told', async () => {
	const place = await atGate();
	const both = await Promise.all([
		mosaic(place, ['approve', 'run-001-a1']),
		mosaic(place, ['reject', 'run-001-a1', '--comment', 'no']),
	]);
	expect(both.map(({exitCode}) => exitCode).sort()).toEqual([0, 3]);
	const late = both.find(({exitCode}) => exitCode === 3);
	expect(late?.stderr).toMatch(/run-001-a1/);
	await closed(place);
	expect(await decisions(place)).toHaveLength(1);
	const approved = both[0]?.exitCode === 0;
	expect((await reportOf(place, 'run-001')).state).toBe(approved ? 'completed' : 'failed');
	expect(commitsIn(place)).toHaveLength(approved ? 2 : 1);
	expect(taskStatus(place, 'T1')).toBe(approved ? 'done' : 'failed');
	await allGone(place);
});

test('the same decision from five clients at once is one', async () => {
	const place = await atGate();
	const all = await Promise.all(
		Array.from({length: 5}, () => mosaic(place, ['approve', 'run-001-a1', '--token', 'k'])),
	);
	expect(all.map(({exitCode}) => exitCode)).toEqual([0, 0, 0, 0, 0]);
	await closed(place);
	expect(await decisions(place)).toHaveLength(1);
	expect(commitsIn(place)).toHaveLength(2);
	await allGone(place);
});

test('a client that is killed while it decides has decided or not; asking again under its token decides once', async () => {
	const place = await atGate();
	const dying = startMosaic(place, ['approve', 'run-001-a1', '--token', 'k']);
	await until(
		'an engine for it, or its end',
		async () => dying.child.exitCode !== null || (await decisions(place)).length > 0,
	);
	dying.child.kill('SIGKILL');
	await dying.finished;
	expect((await mosaic(place, ['approve', 'run-001-a1', '--token', 'k'])).exitCode).toBe(0);
	await closed(place);
	expect(await decisions(place)).toHaveLength(1);
	expect(commitsIn(place)).toHaveLength(2);
	await allGone(place);
});
