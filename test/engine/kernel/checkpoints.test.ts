// What is committed on a run's branch goes to the remote while the agent works (SPEC AH-3).
import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {addRemote, remoteBranches} from '../../support/remote.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	enginesIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	setAgent,
	startsIn,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

/** Commits once, and works on until it is told to end. */
const PATIENT = `
if [ "$MOSAIC_EXPECTS" != review ]; then
	touch "$SHOP/began"
	while [ ! -f "$SHOP/commit" ]; do sleep 0.05; done
	echo half >half.txt; git add half.txt; git commit -qm half
	while [ ! -f "$SHOP/go" ]; do sleep 0.05; done
fi
${GOOD_AGENT}`;

const BRANCH = 'mosaic/T1-run-001';

const shop = async (agent = PATIENT, checkpoint = '1s'): Promise<Workshop> => {
	const place = await workshop({agent});
	const config = {runtime: 'script', runtimes: {script: {argv: ['/bin/sh', path.join(place.folder, 'agent.sh')]}}};
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify({...config, checkpoint}));
	return place;
};

const say = (place: Workshop, word: string) => writeFileSync(path.join(place.folder, word), '');
const typesOf = async (place: Workshop) => (await eventsOf(place, 'run-001')).map(({type}) => type);
const start = async (place: Workshop, workflow = 'checked') => {
	await mosaic(place, ['run', 'T1', '--workflow', workflow, '--detach']);
	say(place, 'commit');
	await until('the commit', () => gitIn(place, 'log', '--branches', '--format=%s').includes('half'));
};

test('a commit is on the remote while its agent still works, and goes from there when the work is integrated', async () => {
	const place = await shop();
	addRemote(place);
	await start(place);
	await until('the push', () => remoteBranches(place)[BRANCH] === gitIn(place, 'rev-parse', BRANCH));
	await until('its record', async () => (await typesOf(place)).includes('checkpoint.pushed'));
	say(place, 'go');
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(Object.keys(remoteBranches(place))).toEqual(['main']);
	const {stdout} = await mosaic(place, ['report', 'run-001']);
	expect(stdout).toContain('checkpoint pushed');
	await allGone(place);
	expectTidy(place);
});

test('nothing is pushed before the first commit, and nothing that the remote has', async () => {
	const place = await shop();
	addRemote(place);
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
	const looks = async () =>
		(await eventsOf(place, 'run-001')).filter(
			({type, data}) => type === 'effect.finished' && data.outcome === 'checkpoint',
		).length;
	await until('looks', async () => (await looks()) >= 2);
	expect(remoteBranches(place)[BRANCH]).toBeUndefined();
	say(place, 'commit');
	await until('the push', () => remoteBranches(place)[BRANCH] !== undefined);
	const seen = await looks();
	await until('more looks', async () => (await looks()) >= seen + 2);
	expect((await typesOf(place)).filter((type) => type === 'checkpoint.pushed')).toHaveLength(1);
	say(place, 'go');
	await allGone(place);
});

test('a remote that cannot be reached is counted and shown, and the run comes to its end', async () => {
	const place = await shop();
	rmSync(addRemote(place), {recursive: true});
	await start(place);
	await until('two failures', async () =>
		(await eventsOf(place, 'run-001')).some(({type, data}) => type === 'checkpoint.failed' && data.failures === 2),
	);
	say(place, 'go');
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toMatch(/checkpoint not pushed \(2 in a row\)/);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	await allGone(place);
});

test('what waits for a person is pushed first, and then no engine stays', async () => {
	const place = await shop(GOOD_AGENT, '2h');
	addRemote(place);
	await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
	await allGone(place);
	expect((await reportOf(place, 'run-001')).state).toBe('waiting');
	expect(remoteBranches(place)[BRANCH]).toBe(gitIn(place, 'rev-parse', BRANCH));
	await mosaic(place, ['abort', 'run-001', '--reason', 'enough']);
	await allGone(place);
	expect(Object.keys(remoteBranches(place))).toEqual(['main']);
	expectTidy(place);
});

test.each(['recorded', 'performed', 'settled'])('an engine killed at a push (%s) leaves one push', async (phase) => {
	const place = await shop();
	addRemote(place);
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'], {
		env: {MOSAIC_TEST_CRASH_AT: `${phase}:checkpoint.push`},
	});
	say(place, 'commit');
	await until('the crash', () => enginesIn(place).length === 0);
	await mosaic(place, ['continue', 'run-001']);
	await until('the push', () => remoteBranches(place)[BRANCH] !== undefined);
	say(place, 'go');
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(startsIn(place)).toHaveLength(1);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(Object.keys(remoteBranches(place))).toEqual(['main']);
	await allGone(place);
	expectTidy(place);
});

test('a stopped run whose branch is only on the remote goes on from there, with the latest base', async () => {
	const place = await shop();
	addRemote(place);
	await start(place);
	await until('the push', () => remoteBranches(place)[BRANCH] !== undefined);
	await mosaic(place, ['stop', 'run-001']);
	await until('the stop', async () => (await reportOf(place, 'run-001')).closed);
	await allGone(place);
	const tip = gitIn(place, 'rev-parse', BRANCH);
	gitIn(place, 'branch', '-D', BRANCH);
	gitIn(place, 'commit', '-q', '--allow-empty', '-m', 'Meanwhile');
	setAgent(place, `git log --format=%s >"$SHOP/log"\n${GOOD_AGENT}`);
	await mosaic(place, ['continue', 'run-001']);
	await until('the end', async () => (await reportOf(place, 'run-001')).state === 'completed');
	expect(gitIn(place, 'show', 'main:half.txt')).toBe('half');
	expect(commitsIn(place)).toEqual(['Lay the ground', 'Meanwhile', 'start']);
	expect(gitIn(place, 'cat-file', '-t', tip)).toBe('commit');
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('goes on with the work on');
	await allGone(place);
	expectTidy(place);
});

test('a base that conflicts with what a stopped run had done is noted, and the run goes on', async () => {
	const place = await shop(PATIENT, 'off');
	await start(place);
	await mosaic(place, ['stop', 'run-001']);
	await until('the stop', async () => (await reportOf(place, 'run-001')).closed);
	writeFileSync(path.join(place.root, 'half.txt'), 'mine\n');
	gitIn(place, 'add', 'half.txt');
	gitIn(place, 'commit', '-qm', 'Mine', '--', 'half.txt');
	setAgent(place, `git merge -q -X ours main -m 'Take in main' || true\n${GOOD_AGENT}`);
	await mosaic(place, ['continue', 'run-001']);
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toMatch(
		/without the latest base: conflicts with main in half/,
	);
	expect(gitIn(place, 'show', 'main:half.txt')).toBe('half');
	await allGone(place);
});
