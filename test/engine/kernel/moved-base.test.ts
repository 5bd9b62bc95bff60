// A base that moves while a run works: nothing gets to it that was not checked as it will stand there.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Report} from '../../../src/domain/report.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
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
	startsIn,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

/** Good alone, bad beside a file that somebody else adds. */
const CHECK = `echo ran >>"$SHOP/checks"\n[ ! -f T1.txt ] || [ ! -f other.txt ] || [ -f both.txt ]\n`;

/** Mends what the check finds in a second attempt. */
const AGENT = `
if grep -q 'Its output ends with' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then
	echo fits >both.txt; git add both.txt; git commit -qm 'Make both fit'
	echo '{"status":"done","summary":"made both fit"}' >"$MOSAIC_RESULT"; exit 0
fi
while [ "$MOSAIC_EXPECTS" != review ] && [ ! -f "$SHOP/go" ]; do sleep 0.05; done
${GOOD_AGENT}`;

const commitByHand = (place: Workshop, name: string, text = 'by hand\n'): void => {
	writeFileSync(path.join(place.root, name), text);
	gitIn(place, 'add', name);
	gitIn(place, 'commit', '-qm', `By hand: ${name}`, '--', name);
};

const timesChecked = (place: Workshop): number => {
	const file = path.join(place.folder, 'checks');
	return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
};

const shop = () =>
	workshop({agent: AGENT, files: {'check.sh': CHECK, 'list.txt': 'a\nb\nc\nd\ne\nf\n'}, gates: ['sh check.sh']});

const whole = (place: Workshop, run = 'run-001') => mosaicJson<Report>(place, ['report', run]);

describe('a base that moved', () => {
	test('is taken in, and work that is good alone and bad on top of it is sent back instead of integrated', async () => {
		const place = await shop();
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		await until('the agent', () => startsIn(place).length === 1);
		commitByHand(place, 'other.txt');
		writeFileSync(path.join(place.folder, 'go'), '');
		const ended = await run.finished;
		expect(ended, ended.stderr).toMatchObject({exitCode: 0});
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 implement T1']);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'By hand: other.txt', 'start']);
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).toContain('both.txt');
		const {tookIn, receipt} = await whole(place);
		const base = {branch: 'main', commit: gitIn(place, 'rev-parse', 'main~1')};
		expect(tookIn).toMatchObject([{base, files: [], again: ['verify']}]);
		expect(receipt).toMatchObject({tookIn: [{base}], commands: [{name: 'sh check.sh', verdict: 'pass'}]});
		expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('Base taken in: main had moved to');
		// before the task, on the work, on both, on what mended both
		expect(timesChecked(place)).toBe(4);
		await allGone(place);
		expectTidy(place);
	});

	test('costs a run whose base stands still nothing, also where only tasks were marked on it', async () => {
		const place = await shop();
		writeFileSync(path.join(place.folder, 'go'), '');
		expect((await mosaic(place, ['run', 'T3', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(timesChecked(place)).toBe(2);
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'reviewed']);
		await until('the gate', async () => (await reportOf(place, 'run-002').catch(() => undefined))?.state === 'waiting');
		gitIn(place, 'commit', '-qm', 'Mark', '--', 'TASKS.md');
		await mosaic(place, ['approve', 'run-002-a1']);
		expect(await run.finished).toMatchObject({exitCode: 0});
		expect(timesChecked(place)).toBe(4);
		expect((await whole(place, 'run-002')).tookIn).toEqual([]);
		expect((await eventsOf(place)).filter(({type}) => type === 'base.taken-in')).toEqual([]);
		await allGone(place);
	});

	test('is reviewed and approved anew where it changed the same file, and only checked where it did not', async () => {
		const place = await workshop({
			agent: `[ "$MOSAIC_EXPECTS" = review ] || { sed -i 's/^a$/A/' list.txt; git commit -qam 'Capital'; }\n${GOOD_AGENT}`,
			files: {'check.sh': CHECK.split('\n')[0] ?? '', 'list.txt': 'a\nb\nc\nd\ne\nf\n'},
			gates: ['sh check.sh'],
		});
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'reviewed']);
		const gate = (id: string) =>
			until(id, async () =>
				(await reportOf(place, 'run-001').catch(() => undefined))?.approvals.find(
					(one) => one.id === id && one.state === 'open',
				),
			);
		await gate('run-001-a1');
		commitByHand(place, 'list.txt', 'a\nb\nc\nd\ne\nF\n');
		expect((await mosaic(place, ['approve', 'run-001-a1'])).exitCode).toBe(0);
		const {title, commit} = await gate('run-001-a2');
		expect(title).toMatch(/asked again because main had moved to \w{10}, which changed list\.txt too/);
		expect(commit).not.toBe((await reportOf(place, 'run-001')).approvals[0]?.commit);
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 review T1', 'run-001 review T1']);
		expect(timesChecked(place)).toBe(3);
		commitByHand(place, 'elsewhere.txt');
		expect((await mosaic(place, ['approve', 'run-001-a2'])).exitCode).toBe(0);
		expect(await run.finished).toMatchObject({exitCode: 0});
		expect(startsIn(place)).toHaveLength(3);
		expect(timesChecked(place)).toBe(4);
		expect(gitIn(place, 'show', 'main:list.txt')).toBe('A\nb\nc\nd\ne\nF');
		expect(commitsIn(place)).toEqual(['Lay the ground', 'By hand: elsewhere.txt', 'By hand: list.txt', 'start']);
		expect((await whole(place)).tookIn.map(({files, again}) => ({files, again}))).toEqual([
			{files: ['list.txt'], again: ['verify', 'review', 'approve']},
			{files: [], again: ['verify']},
		]);
		await allGone(place);
		expectTidy(place);
	});

	test('that never rests ends the run with its cause after so many times, with the work kept', async () => {
		const place = await workshop({files: {'check.sh': CHECK}, gates: ['sh check.sh']});
		// The check itself moves the base: a busy project in small.
		writeFileSync(
			path.join(place.root, 'check.sh'),
			`[ -f T1.txt ] || exit 0\ncd '${place.root}' && echo x >>busy.txt && git add busy.txt && git commit -qm busy -- busy.txt\n`,
		);
		gitIn(place, 'commit', '-qm', 'Busy check', '--', 'check.sh');
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
		expect((await reportOf(place, 'run-001')).failure).toMatchObject({cause: 'git', code: 'base-moves'});
		expect(commitsIn(place)).not.toContain('Lay the ground');
		expect(gitIn(place, 'show', 'mosaic/T1-run-001:T1.txt')).toBe('T1');
		await allGone(place);
	});

	test.each(['checkout-locked', 'ref-moved', 'index-published'])(
		'is taken in once though the engine died there (%s)',
		async (point) => {
			const place = await shop();
			const env = {MOSAIC_TEST_GIT_CRASH_AT: point};
			await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'], {env});
			await until('the agent', () => startsIn(place).length === 1);
			commitByHand(place, 'elsewhere.txt');
			writeFileSync(path.join(place.folder, 'go'), '');
			await until('the crash', () => enginesIn(place).length === 0);
			expect(commitsIn(place)).toEqual(['By hand: elsewhere.txt', 'start']);
			expect((await mosaic(place, ['continue', 'run-001'])).exitCode).toBe(0);
			await until('the end', async () => (await reportOf(place, 'run-001')).closed);
			expect(commitsIn(place)).toEqual(['Lay the ground', 'By hand: elsewhere.txt', 'start']);
			expect((await whole(place)).tookIn).toHaveLength(1);
			expect(timesChecked(place)).toBe(3);
			expect(startsIn(place)).toHaveLength(1);
			await allGone(place);
			expectTidy(place);
		},
	);
});

describe('a change by which checks could pass without the work being better', () => {
	const AGENTS = `
[ "$MOSAIC_EXPECTS" = review ] || {
	git rm -q test/old.test.js; git mv test/moved.test.js test/renamed.test.js; echo 'exit 0' >check.sh
	sed -i 's/node --test/true/' package.json; sed -i 's/1.0/1.1/' lib/package.json; git commit -qam 'Green'
}
${GOOD_AGENT}`;
	const files = {
		'check.sh': 'exit 0 # strict\n',
		'package.json': '{"scripts": {"test": "node --test"}}\n',
		'lib/package.json': '{"version": "1.0"}\n',
		'test/old.test.js': 'old\n',
		'test/moved.test.js': 'moved, and long enough to be known again\n',
	};

	test('is told in the approval, in the report and where the run is shown', async () => {
		const place = await workshop({agent: AGENTS, files, gates: ['sh ./check.sh']});
		await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
		const gate = await until('the gate', async () => (await reportOf(place, 'run-001')).approvals[0]);
		const told = ['changes what the checks run: check.sh, package.json', 'takes tests out: test/old.test.js'];
		for (const text of told) expect(gate.title).toContain(text);
		expect((await mosaic(place, ['approvals'])).stdout).toContain(told[0]);
		expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toContain(`! it ${told[1]}`);
		expect((await mosaic(place, ['report', 'run-001'])).stdout).toMatch(/\*\*Look at this\*\*: it takes tests out/);
		expect((await whole(place)).work?.watched).toEqual({
			checks: ['check.sh', 'package.json'],
			tests: ['test/old.test.js'],
		});
		await mosaic(place, ['abort', 'run-001', '--reason', 'no']);
		await allGone(place);
	});

	test('is not claimed of a change that has none, nor of a new file that a check looks at', async () => {
		const place = await workshop({files, gates: ['sh ./check.sh', 'test -f T1.txt']});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect((await whole(place)).work?.watched).toBeUndefined();
		expect((await mosaic(place, ['report', 'run-001'])).stdout).not.toContain('Look at this');
		await allGone(place);
	});
});
