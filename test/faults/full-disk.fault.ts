// A project on a disk of its own that is really full while its run is under way: the run waits, says why where it is asked,
// and goes on by itself once there is room. Needs leave to mount; passed over where there is none.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import {expect, onTestFinished, test} from 'vitest';
import {processesWith} from '../support/marked-processes.ts';
import {mosaic} from '../support/mosaic.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';
import {
	allGone,
	commitsIn,
	expectTidy,
	reportOf,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../support/workshop.ts';

const mayMount = (): boolean => {
	const folder = scratchDirectory();
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
	if (mounted) execFileSync('umount', [folder]);
	return mounted;
};

/** The same project, moved onto a disk of 24 MB. */
const onSmallDisk = async (agent: string): Promise<Workshop> => {
	const place = await workshop({agent});
	const disk = path.join(place.home, 'disk');
	mkdirSync(disk);
	execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
	onTestFinished(() => void spawnSync('umount', ['-l', disk]));
	const root = path.join(disk, 'p');
	execFileSync('cp', ['-a', place.root, root]);
	return {...place, root};
};

const fill = (place: Workshop) =>
	void spawnSync('dd', ['if=/dev/zero', `of=${path.join(place.root, '..', 'ballast')}`, 'bs=4k'], {stdio: 'ignore'});
const makeRoom = (place: Workshop) => rmSync(path.join(place.root, '..', 'ballast'), {force: true});

const WORK = `
echo T1 >T1.txt; git add T1.txt; git commit -qm work
echo '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"
touch "$SHOP/worked"
while [ ! -f "$SHOP/go" ]; do sleep 0.05; done
`;

const expectOneDone = async (place: Workshop): Promise<void> => {
	await until('the end', async () => (await reportOf(place, 'run-001')).closed, 60_000);
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(startsIn(place)).toHaveLength(1);
	await allGone(place);
	expectTidy(place);
	const db = new Database(path.join(place.root, '.mosaic', 'mosaic.db'), {readonly: true});
	expect(db.pragma('integrity_check', {simple: true})).toBe('ok');
	db.close();
};

test('a disk that fills up under an agent: its work is not done again, and the run ends when there is room', async ({
	skip,
}) => {
	skip(!mayMount(), 'no leave to mount');
	const place = await onSmallDisk(WORK);
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
	await until('the work', () => spawnSync('test', ['-f', path.join(place.folder, 'worked')]).status === 0);
	fill(place);
	writeFileSync(path.join(place.folder, 'go'), '');
	await until('the end of the agent', () =>
		processesWith(place.mark).every(({command}) => command.includes('/engine.js')),
	);
	expect((await mosaic(place, ['runs'])).stdout).toMatch(/run-001 +running/);
	makeRoom(place);
	await expectOneDone(place);
});

test('a disk that is full at the start: one line says so, nothing begins, and the next start goes on', async ({
	skip,
}) => {
	skip(!mayMount(), 'no leave to mount');
	const place = await onSmallDisk(WORK);
	writeFileSync(path.join(place.folder, 'go'), '');
	const before = readFileSync(path.join(place.root, 'TASKS.md'), 'utf8');
	fill(place);
	const refused = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(refused.exitCode).toBeGreaterThan(0);
	expect(refused.stderr.split('\n').filter((line) => line.startsWith('mosaic: '))).toHaveLength(1);
	expect(refused.stderr).toMatch(/full|ENOSPC/);
	expect(readFileSync(path.join(place.root, 'TASKS.md'), 'utf8')).toBe(before);
	makeRoom(place);
	await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	await expectOneDone(place);
});
