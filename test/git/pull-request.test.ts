import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {PullRequest} from '../../src/git/gh.ts';
import {mergePullRequest, openPullRequest, readPullRequest} from '../../src/git/pull-request.ts';
import {changeRequests} from '../../src/git/pull-request-reviews.ts';
import {judgePullRequest} from '../../src/git/pull-request-verdict.ts';
import {pushBranch} from '../../src/git/push.ts';
import {gitIn, program, REAL_GIT, refusalOf, repo, runWith, valueIn, withRemote, write} from './repo.ts';

type GhState = {pulls: Array<Record<string, unknown>>; log: string[][]; [key: string]: unknown};

const pushedRun = async () => {
	const at = repo();
	const remote = withRemote(at);
	const run = await runWith(at, {'b.txt': 'b\n'});
	valueIn(
		await pushBranch(run.place, {
			remote: 'origin',
			branch: run.branch,
			tip: run.head,
			pushedTip: null,
			timeoutMs: 30_000,
		}),
	);
	const script = path.join(import.meta.dirname, 'scripted-gh.mjs');
	const env = program(at, 'gh', `#!/bin/sh\nexec ${process.execPath} ${script} "$@"\n`);
	const file = path.join(at.home, 'gh.json');
	writeFileSync(file, JSON.stringify({remote, pulls: [], log: []}));
	const state = (): GhState => JSON.parse(readFileSync(file, 'utf8'));
	const set = (change: (state: GhState) => void): void => {
		const now = state();
		change(now);
		writeFileSync(file, JSON.stringify(now));
	};
	write(at.home, 'body.md', '# What was done\n');
	const request = {
		branch: run.branch,
		base: 'main',
		head: run.head,
		title: 'T1: --do $(it)\nnow',
		bodyFile: path.join(at.home, 'body.md'),
	};
	return {at, remote, run, request, state, set, place: {...run.place, env: {...env, GH_STATE: file}}};
};

describe('a pull request', () => {
	test('is opened with title and text, and found instead of opened again', async () => {
		const {place, request, state} = await pushedRun();
		expect(valueIn(await openPullRequest(place, request))).toMatchObject({number: 1, state: 'open', already: false});
		expect(state().pulls).toMatchObject([{title: 'T1: --do $(it) now', body: '# What was done\n'}]);
		expect(valueIn(await openPullRequest(place, request))).toMatchObject({number: 1, already: true});
		expect(state().pulls).toHaveLength(1);
	});

	test('is found when the answer to its opening was lost', async () => {
		const {place, request, state, set} = await pushedRun();
		set((now) => {
			now.dieAfterCreate = true;
		});
		expect(valueIn(await openPullRequest(place, request))).toMatchObject({number: 1, already: true});
		expect(state().pulls).toHaveLength(1);
	});

	test('tells its checks and reviews, the failing ones by name', async () => {
		const {place, request, set} = await pushedRun();
		const {number} = valueIn(await openPullRequest(place, request));
		expect(valueIn(await readPullRequest(place, number)).verdict).toMatchObject({
			checks: {kind: 'none'},
			review: 'none',
			conflicts: 'pass',
		});
		set(({pulls}) => {
			Object.assign(pulls[0] as object, {
				reviewDecision: 'CHANGES_REQUESTED',
				mergeable: 'CONFLICTING',
				statusCheckRollup: [
					{name: 'lint', workflowName: 'CI', status: 'COMPLETED', conclusion: 'SUCCESS'},
					{
						name: 'test',
						workflowName: 'CI',
						status: 'COMPLETED',
						conclusion: 'TIMED_OUT',
						detailsUrl: 'https://ci.example/1',
					},
					{context: 'deploy', state: 'PENDING', targetUrl: 'javascript:alert(1)'},
				],
			});
		});
		expect(valueIn(await readPullRequest(place, number)).verdict).toEqual({
			checks: {
				kind: 'fail',
				failing: [{name: 'CI / test', url: 'https://ci.example/1'}],
				pending: ['deploy'],
				total: 3,
			},
			review: 'changes-requested',
			requests: [{id: 'changes-requested', author: null, words: ''}],
			conflicts: 'fail',
		});
	});

	test('is merged once, and only as it was verified', async () => {
		const {at, remote, place, request, run} = await pushedRun();
		const {number} = valueIn(await openPullRequest(place, request));
		const merge = {number, method: 'squash', head: run.head} as const;
		expect(valueIn(await mergePullRequest(place, {...merge, head: '0'.repeat(40)}))).toEqual({
			kind: 'moved',
			head: run.head,
		});
		expect(valueIn(await mergePullRequest(place, merge))).toMatchObject({kind: 'merged'});
		expect(valueIn(await mergePullRequest(place, merge))).toMatchObject({kind: 'already'});
		expect(gitIn(at, remote, 'rev-parse', 'main')).toBe(run.head);
		expect(valueIn(await openPullRequest(place, request))).toMatchObject({state: 'merged', already: true});
	});

	test('that GitHub does not merge says why; one in a queue is waited for', async () => {
		const {place, request, run, set} = await pushedRun();
		const {number} = valueIn(await openPullRequest(place, request));
		const merge = {number, method: 'squash', head: run.head} as const;
		set((now) => {
			now.refuseMerge = 'the base branch policy prohibits the merge';
		});
		expect(valueIn(await mergePullRequest(place, merge))).toMatchObject({
			kind: 'blocked',
			words: expect.stringContaining('policy prohibits'),
		});
		set((now) => Object.assign(now, {refuseMerge: null, queue: true}));
		expect(valueIn(await mergePullRequest(place, merge))).toEqual({kind: 'queued'});
	});

	test('that a person closed is not opened behind their back', async () => {
		const {place, request, run, set} = await pushedRun();
		const {number} = valueIn(await openPullRequest(place, request));
		set(({pulls}) => Object.assign(pulls[0] as object, {state: 'CLOSED'}));
		expect(refusalOf(await openPullRequest(place, request)).code).toBe('pr-closed');
		expect(refusalOf(await mergePullRequest(place, {number, method: 'squash', head: run.head})).code).toBe('pr-closed');
	});

	test('needs gh, a login, and an answer that can be read', async () => {
		const {at, place, request, set} = await pushedRun();
		const bin = path.join(at.home, 'only-git');
		mkdirSync(bin);
		symlinkSync(REAL_GIT, path.join(bin, 'git'));
		expect(refusalOf(await openPullRequest({...place, env: {...place.env, PATH: bin}}, request)).code).toBe(
			'gh-missing',
		);
		set((now) => {
			now.failNext = 'To get started with GitHub CLI, please run:  gh auth login';
		});
		expect(refusalOf(await openPullRequest(place, request)).code).toBe('gh-login');
		set(({pulls}) => pulls.push({number: 'x', headRefName: request.branch, state: 'CLOSED'}));
		expect(refusalOf(await openPullRequest(place, request)).code).toBe('gh-answer');
	});
});

test('a check of a state that is not known yet is a failure to look at, never a pass', () => {
	const pr = PullRequest.parse({
		number: 1,
		url: 'https://x',
		state: 'OPEN',
		isDraft: false,
		headRefName: 'a',
		headRefOid: 'b',
		baseRefName: 'c',
		isCrossRepository: false,
		mergeable: 'UNKNOWN',
		reviewDecision: null,
		statusCheckRollup: [{name: 'new', status: 'COMPLETED', conclusion: 'SOMETHING_NEW'}],
		mergeCommit: null,
	});
	expect(judgePullRequest(pr)).toMatchObject({checks: {kind: 'fail'}, conflicts: 'pending'});
});

test('a request for changes stands by the last word of each who may say so, and is known again', () => {
	const review = (login: string, state: string, hour: number, authorAssociation = 'MEMBER') => ({
		author: {login},
		authorAssociation,
		body: `${login}\u001b[31m says\nno`,
		state,
		submittedAt: `2030-01-01T0${hour}:00:00Z`,
	});
	const given = [
		review('ann', 'APPROVED', 1),
		review('ann', 'CHANGES_REQUESTED', 2),
		review('ann', 'COMMENTED', 3),
		review('bob', 'CHANGES_REQUESTED', 1),
		review('bob', 'APPROVED', 4),
		review('eve', 'CHANGES_REQUESTED', 5, 'NONE'),
		{state: 'PENDING', author: {login: 'cy'}, authorAssociation: 'OWNER', submittedAt: null},
	];
	const requests = changeRequests(given, true);
	expect(requests).toMatchObject([{id: 'ann 2030-01-01T02:00:00Z', author: 'ann'}]);
	expect(requests[0]?.words).not.toMatch(/[\u0000-\u001f]/);
	expect(changeRequests([...given, review('ann', 'DISMISSED', 6)], false)).toEqual([]);
});
