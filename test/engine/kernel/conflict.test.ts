import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	startsIn,
	taskStatus,
	workshop,
} from '../../support/workshop.ts';

/** Waits, the first time, until somebody else has committed the same file; then says so, and takes the other's in. */
const AGENT = `
if grep -q 'T1.txt' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then git merge -q -X ours main -m 'Take in main'; fi
while [ ! -f "$SHOP/go" ]; do sleep 0.05; done
${GOOD_AGENT}`;

const commitByHand = (place: Awaited<ReturnType<typeof workshop>>): void => {
	writeFileSync(path.join(place.root, 'T1.txt'), 'by hand\n');
	gitIn(place, 'add', 'T1.txt');
	gitIn(place, 'commit', '-qm', 'By hand', '--', 'T1.txt');
};

test('work that conflicts with its base goes back with the files named, and is integrated once it does not', async () => {
	const place = await workshop({agent: AGENT});
	const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
	await until('the agent', () => startsIn(place).length === 1);
	commitByHand(place);
	writeFileSync(path.join(place.folder, 'go'), '');
	expect(await run.finished).toMatchObject({exitCode: 0});
	expect(startsIn(place)).toHaveLength(2);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'By hand', 'start']);
	expect(gitIn(place, 'show', 'main:T1.txt')).toBe('T1');
	expect(taskStatus(place, 'T1')).toBe('done');
	await allGone(place);
	expectTidy(place);
});

test('a conflict that nobody mends fails the run after its attempts; base and checkout stay as they were', async () => {
	const place = await workshop({agent: AGENT.replace('git merge', 'true')});
	const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
	await until('the agent', () => startsIn(place).length === 1);
	commitByHand(place);
	writeFileSync(path.join(place.folder, 'go'), '');
	const {exitCode, stdout} = await run.finished;
	expect(exitCode).toBe(1);
	expect(JSON.parse(stdout)).toMatchObject({failure: {cause: 'git', step: 'integrate'}});
	expect(startsIn(place)).toHaveLength(3);
	expect(commitsIn(place)).toEqual(['By hand', 'start']);
	expect(gitIn(place, 'status', '--porcelain', '--', 'T1.txt')).toBe('');
	expect((await mosaic(place, ['retry', 'run-001'])).exitCode).toBe(0);
	await until('another attempt', () => startsIn(place).length === 4);
	await allGone(place);
});
