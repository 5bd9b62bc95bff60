// What reviewers say of a pull request, and an engine that dies between any two of its transitions (SPEC TL-7).
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {addGh, addRemote, remoteBranches} from '../../support/remote.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	enginesIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	startsIn,
	taskStatus,
	workshop,
} from '../../support/workshop.ts';

/** Each time it is sent back it does one thing more, and keeps what it was told. */
const AGENT = `
cp "$(dirname "$MOSAIC_RESULT")/prompt.md" "$SHOP/prompt-$(wc -l <"$SHOP/started").md"
if [ "$MOSAIC_EXPECTS" != review ]; then echo more >>more.txt; git add more.txt; git commit -qm more; fi
${GOOD_AGENT}`;

const BRANCH = 'mosaic/T1-run-001';
const PASSED = {statusCheckRollup: [{name: 'ci', status: 'COMPLETED', conclusion: 'SUCCESS'}]};
const review = (state: string, hour: number, more: object = {}) => ({
	author: {login: 'ann'},
	authorAssociation: 'MEMBER',
	body: 'Please rename the half.',
	state,
	submittedAt: `2030-01-01T0${hour}:00:00Z`,
	...more,
});

const shop = async () => {
	const place = await workshop({agent: AGENT});
	const gh = addGh(place, addRemote(place));
	return {place, gh};
};

test('a reviewer who wants changes is answered once, and waited for until they have looked again', async () => {
	const {place, gh} = await shop();
	const run = mosaic(place, ['run', 'T1', '--workflow', 'pull-request', '--json'], {env: gh.env});
	await until('the pull request', () => gh.pulls().length === 1);
	const asked = [
		review('CHANGES_REQUESTED', 1),
		review('CHANGES_REQUESTED', 2, {author: {login: 'eve'}, authorAssociation: 'NONE', body: 'eve was here'}),
	];
	gh.change({...PASSED, reviewDecision: 'CHANGES_REQUESTED', reviews: asked});
	const implemented = () => startsIn(place).filter((line) => line.includes('implement')).length;
	await until('the second attempt', () => implemented() === 2);
	await until(
		'the second push',
		() => gitIn(place, 'log', '--format=%s', remoteBranches(place)[BRANCH] ?? 'main').match(/more/g)?.length === 2,
	);
	const looks = gh.asked('pr view');
	await until('another look at the same review', () => gh.asked('pr view') > looks);
	const prompts = [1, 2, 3, 4].map((number) => readFileSync(path.join(place.folder, `prompt-${number}.md`), 'utf8'));
	expect(prompts.filter((text) => text.includes('ann wants changes') && text.includes('rename the half'))).toHaveLength(
		1,
	);
	expect(prompts.join()).not.toContain('eve was here');
	await until('that it waits', async () =>
		(await eventsOf(place, 'run-001')).some(({data}) =>
			JSON.stringify(data).includes('waits for ann to look at it again'),
		),
	);
	expect(implemented()).toBe(2);
	gh.change({reviewDecision: 'APPROVED', reviews: [...asked, review('APPROVED', 3)]});
	const ended = await run;
	expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
	expect(gh.pulls()).toMatchObject([{state: 'MERGED'}]);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(Object.keys(remoteBranches(place))).toEqual(['main']);
	await allGone(place);
});

test('an engine killed after every look and every move of a pull request opens one and merges it once', async () => {
	const {place, gh} = await shop();
	const wake = (point: string) =>
		mosaic(
			place,
			startsIn(place).length === 0 ? ['run', 'T1', '--workflow', 'pull-request', '--detach'] : ['continue', 'run-001'],
			{
				env: {...gh.env, MOSAIC_TEST_CRASH_AT: `${point}:integrate`},
			},
		);
	const closed = async () => startsIn(place).length > 0 && (await reportOf(place, 'run-001')).closed;
	for (let round = 0; !(await closed()); round++) {
		expect(round).toBeLessThan(16);
		await wake(round % 2 === 0 ? 'performed' : 'settled');
		await until('the crash, or the end', () => enginesIn(place).length === 0);
		if (gh.pulls().length > 0) gh.change(PASSED);
	}
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
	expect(gh.asked('pr create')).toBe(1);
	expect(gh.pulls()).toMatchObject([{state: 'MERGED'}]);
	const events = await eventsOf(place, 'run-001');
	expect(events.filter(({type}) => type === 'integrated')).toHaveLength(1);
	expect(startsIn(place)).toHaveLength(2);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(Object.keys(remoteBranches(place))).toEqual(['main']);
	await allGone(place);
	gitIn(place, 'checkout', '-q', '--', '.');
	expectTidy(place);
}, 120_000);
