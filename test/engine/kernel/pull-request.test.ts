import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Report} from '../../../src/domain/report.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {addGh, addRemote} from '../../support/remote.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	GOOD_AGENT,
	gitIn,
	startsIn,
	taskStatus,
	type WorkshopOptions,
	workshop,
} from '../../support/workshop.ts';

/** Gives each pull request its check, the moment that anything is asked: passed where the branch has the file. */
const CHECKS = `
const {execFileSync} = require('child_process');
const fs = require('fs');
const state = JSON.parse(fs.readFileSync(process.env.GH_STATE));
const has = (branch) => {
	try {
		execFileSync('git', ['cat-file', '-e', 'refs/heads/' + branch + ':' + process.env.GH_WANTS], {cwd: state.remote, stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};
for (const pull of state.pulls.filter((one) => one.state === 'OPEN'))
	pull.statusCheckRollup = [{name: 'ci', status: 'COMPLETED', conclusion: has(pull.headRefName) ? 'SUCCESS' : 'FAILURE'}];
fs.writeFileSync(process.env.GH_STATE, JSON.stringify(state));
`;

/** A workshop with a remote and a `gh` whose check passes where the branch has the file `wants`. */
const withRemote = async (wants: string, options: WorkshopOptions = {}) => {
	const place = await workshop(options);
	const remote = path.join(place.home, 'remote.git');
	execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote], {env: place.env});
	gitIn(place, 'remote', 'add', 'origin', remote);
	gitIn(place, 'push', '-q', 'origin', 'main');
	const state = path.join(place.home, 'gh.json');
	writeFileSync(state, JSON.stringify({remote, pulls: [], log: []}));
	const script = path.resolve(import.meta.dirname, '../../git/scripted-gh.mjs');
	const checks = path.join(place.folder, 'checks.cjs');
	writeFileSync(checks, CHECKS);
	const [node, gh] = [process.execPath, path.join(place.folder, 'bin', 'gh')];
	writeFileSync(gh, `#!/bin/sh\n'${node}' '${checks}'\nexec '${node}' '${script}' "$@"\n`, {mode: 0o755});
	const env = {GH_STATE: state, GH_WANTS: wants};
	const pulls = () => JSON.parse(readFileSync(state, 'utf8')).pulls;
	return {
		place,
		remote,
		env,
		pulls,
		run: () => mosaic(place, ['run', 'T1', '--workflow', 'pull-request', '--json'], {env}),
	};
};

test('a run of the pull-request workflow is pushed, opened, merged when its checks pass, and marked done', async () => {
	const {place, run, pulls} = await withRemote('T1.txt');
	const ended = await run();
	expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
	expect(JSON.parse(ended.stdout)).toMatchObject({
		state: 'completed',
		integrated: {url: 'https://github.example/o/r/pull/1'},
	});
	expect(pulls()).toMatchObject([{state: 'MERGED', title: 'Lay the ground'}]);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(commitsIn(place)).toEqual(['start']);
	await allGone(place);
	expect(gitIn(place, 'branch', '--list', 'mosaic/*')).toBe('');
	expect(gitIn(place, 'ls-remote', '--heads', 'origin').split('\n')).toEqual([
		expect.stringMatching(/refs\/heads\/main$/),
	]);
	expect(gitIn(place, 'worktree', 'list').split('\n')).toHaveLength(1);
});

test('a check that fails on the pull request sends the work back, and the same pull request is merged after it', async () => {
	const agent = `
if grep -q 'The check "ci" failed' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then touch T1.ok; git add T1.ok; git commit -qm ok; fi
${GOOD_AGENT}`;
	const {place, run, pulls} = await withRemote('T1.ok', {agent});
	const ended = await run();
	expect(ended.exitCode, ended.stdout + ended.stderr).toBe(0);
	expect(startsIn(place).filter((line) => line.includes('implement'))).toHaveLength(2);
	expect(pulls()).toMatchObject([{state: 'MERGED'}]);
	await allGone(place);
});

test('a base that moved on the remote is taken in and checked before a pull request without checks of its own is merged', async () => {
	const place = await workshop({
		files: {'check.sh': 'echo ran >>"$SHOP/checks"; [ ! -f T1.txt ] || [ ! -f other.txt ] || [ -f both.txt ]\n'},
		gates: ['sh check.sh'],
		agent: `
if grep -q 'Its output ends with' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then touch both.txt; git add both.txt; git commit -qm both; fi
${GOOD_AGENT}`,
	});
	const gh = addGh(place, addRemote(place));
	const run = startMosaic(place, ['run', 'T1', '--workflow', 'pull-request'], {env: gh.env});
	await until('the pull request', () => gh.pulls().length === 1);
	const other = path.join(place.home, 'other');
	gitIn(place, 'clone', '-q', path.join(place.home, 'remote.git'), other);
	writeFileSync(path.join(other, 'other.txt'), 'by another\n');
	gitIn(place, '-C', other, 'add', '.');
	gitIn(place, '-C', other, 'commit', '-qm', 'Other');
	gitIn(place, '-C', other, 'push', '-q', 'origin', 'main');
	const ended = await run.finished;
	expect(ended, ended.stdout + ended.stderr).toMatchObject({exitCode: 0});
	expect(startsIn(place).filter((line) => line.includes('implement'))).toHaveLength(2);
	expect(gh.pulls()).toMatchObject([{state: 'MERGED'}]);
	gitIn(place, 'fetch', '-q');
	const files = gitIn(place, 'ls-tree', '--name-only', 'origin/main').split('\n');
	expect(files).toEqual(expect.arrayContaining(['T1.txt', 'both.txt', 'other.txt']));
	expect((await mosaicJson<Report>(place, ['report', 'run-001'])).tookIn).toMatchObject([{again: ['verify']}]);
	await allGone(place);
}, 120_000);
