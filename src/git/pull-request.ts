// Pull-request mode (SPEC TL-7): open, look, merge. Each step first looks at what GitHub has, so it can be run again.
import * as z from 'zod/mini';
import {plainLine, shorten} from '../domain/text.ts';
import {type Answer, answered, no} from './answer.ts';
import type {Place} from './call.ts';
import {FIELDS, gh, ghJson, ghRefused, PullRequest} from './gh.ts';
import {checkBranchName} from './names.ts';
import {judgePullRequest, type PullRequestVerdict} from './pull-request-verdict.ts';

export type OpenRequest = {
	readonly branch: string;
	readonly base: string;
	/** The commit that was pushed. */
	readonly head: string;
	readonly title: string;
	/** A file with the text, in Markdown. */
	readonly bodyFile: string;
};

export type Opened = {
	readonly number: number;
	readonly url: string;
	readonly state: 'open' | 'merged';
	readonly already: boolean;
};

/** Opens the pull request of a pushed branch, or finds the one there is. One that a person closed stays closed. */
export const openPullRequest = (place: Place, request: OpenRequest): Promise<Answer<Opened>> =>
	answered(async () => {
		const {branch, base, title, bodyFile} = request;
		for (const name of [branch, base]) await checkBranchName(place, name);
		const found = await findPullRequest(place, request);
		if (found) return {...found, already: true};
		const subject = shorten(plainLine(title), 200) || branch;
		const args = [
			'pr',
			'create',
			`--head=${branch}`,
			`--base=${base}`,
			`--title=${subject}`,
			`--body-file=${bodyFile}`,
		];
		const result = await gh(place, args);
		const made = await findPullRequest(place, request);
		if (made) return {...made, already: result.exitCode !== 0};
		throw ghRefused(args, result);
	});

/** Reviews of many pull requests would be asked for one by one. */
const LISTED = FIELDS.replace(',reviews', '');

const findPullRequest = async (
	place: Place,
	{branch, base, head}: OpenRequest,
): Promise<Omit<Opened, 'already'> | undefined> => {
	const args = ['pr', 'list', `--head=${branch}`, `--base=${base}`, '--state=all', '--limit=30', `--json=${LISTED}`];
	const own = (await ghJson(place, z.array(PullRequest), args)).filter(
		(pr) => pr.headRefName === branch && !pr.isCrossRepository,
	);
	const open = own.find(({state}) => state === 'OPEN');
	if (open) return {number: open.number, url: open.url, state: 'open'};
	const same = own.find(({headRefOid}) => headRefOid === head);
	if (same?.state === 'MERGED') return {number: same.number, url: same.url, state: 'merged'};
	if (same) throw no('pr-closed', `${plainLine(same.url)} was closed. Reopen it, or abort the run.`);
	return undefined;
};

export type PullRequestState = {
	readonly number: number;
	readonly url: string;
	readonly state: 'open' | 'closed' | 'merged';
	readonly draft: boolean;
	readonly head: string;
	readonly mergeCommit: string | null;
	readonly verdict: PullRequestVerdict;
};

/** Reads a pull request once: its state, its checks and its reviews (SPEC WF-9, the ci gate). */
export const readPullRequest = (place: Place, number: number): Promise<Answer<PullRequestState>> =>
	answered(() => stateOf(place, number));

const stateOf = async (place: Place, number: number): Promise<PullRequestState> => {
	const pr = await ghJson(place, PullRequest, ['pr', 'view', String(number), `--json=${FIELDS}`]);
	return {
		number: pr.number,
		url: pr.url,
		state: pr.state === 'OPEN' ? 'open' : pr.state === 'MERGED' ? 'merged' : 'closed',
		draft: pr.isDraft,
		head: pr.headRefOid,
		mergeCommit: pr.mergeCommit?.oid ?? null,
		verdict: judgePullRequest(pr),
	};
};

export type MergeRequest = {
	readonly number: number;
	readonly method: 'squash' | 'merge' | 'rebase';
	/** What was verified: GitHub merges nothing else. */
	readonly head: string;
};

export type Merge =
	| {readonly kind: 'merged' | 'already'; readonly commit: string | null}
	/** A merge queue or auto-merge has it: look again later. */
	| {readonly kind: 'queued'}
	| {readonly kind: 'moved'; readonly head: string}
	| {readonly kind: 'blocked'; readonly words: string};

/** Merges the pull request while its head is what was verified. The branches are cleaned up elsewhere. */
export const mergePullRequest = (place: Place, {number, method, head}: MergeRequest): Promise<Answer<Merge>> =>
	answered(async () => {
		const before = await stateOf(place, number);
		if (before.state === 'merged') return {kind: 'already', commit: before.mergeCommit};
		if (before.state === 'closed')
			throw no('pr-closed', `${plainLine(before.url)} was closed. Reopen it, or abort the run.`);
		if (before.head !== head) return {kind: 'moved', head: before.head};
		const args = ['pr', 'merge', String(number), `--${method}`, `--match-head-commit=${head}`];
		const result = await gh(place, args);
		const after = await stateOf(place, number);
		if (after.state === 'merged') return {kind: 'merged', commit: after.mergeCommit};
		if (after.head !== head) return {kind: 'moved', head: after.head};
		return result.exitCode === 0 ? {kind: 'queued'} : {kind: 'blocked', words: ghRefused(args, result).message};
	});
