import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {allGone, commitsIn, gitIn, taskStatus, workshop} from '../../support/workshop.ts';

test('a run of the pull-request workflow is pushed, opened, merged when its checks pass, and marked done', async () => {
	const place = await workshop();
	const remote = path.join(place.home, 'remote.git');
	execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote], {env: place.env});
	gitIn(place, 'remote', 'add', 'origin', remote);
	gitIn(place, 'push', '-q', 'origin', 'main');
	const state = path.join(place.home, 'gh.json');
	writeFileSync(state, JSON.stringify({remote, pulls: [], log: []}));
	const script = path.resolve(import.meta.dirname, '../../git/scripted-gh.mjs');
	// A pull request has its check, passed, from the moment it is opened.
	const checked = `const fs = require('fs'); const s = JSON.parse(fs.readFileSync(process.env.GH_STATE)); for (const pull of s.pulls) pull.statusCheckRollup = [{name: 'ci', status: 'COMPLETED', conclusion: 'SUCCESS'}]; fs.writeFileSync(process.env.GH_STATE, JSON.stringify(s))`;
	const lines = [
		'#!/bin/sh',
		`'${process.execPath}' '${script}' "$@"; code=$?`,
		`'${process.execPath}' -e "${checked}"`,
		'exit $code',
	];
	writeFileSync(path.join(place.folder, 'bin', 'gh'), `${lines.join('\n')}\n`, {mode: 0o755});
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'pull-request', '--json'], {env: {GH_STATE: state}});
	expect(run.exitCode, run.stdout + run.stderr).toBe(0);
	expect(JSON.parse(run.stdout)).toMatchObject({
		state: 'completed',
		integrated: {url: 'https://github.example/o/r/pull/1'},
	});
	expect(JSON.parse(readFileSync(state, 'utf8')).pulls).toMatchObject([{state: 'MERGED', title: 'Lay the ground'}]);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(commitsIn(place)).toEqual(['start']);
	await allGone(place);
	expect(gitIn(place, 'branch', '--list', 'mosaic/*')).toBe('');
	expect(gitIn(place, 'worktree', 'list').split('\n')).toHaveLength(1);
});
