// Pushing a run's branch: checkpoints while it works, and the push that decides at its end (SPEC AH-3).
import {quoted} from '../domain/text.ts';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, commitOf, isAncestor, must, type Place, wordsOf} from './call.ts';
import {checkBranchName} from './names.ts';

export type CheckpointState = {
	/** Where the branch was when the run began. */
	readonly firstTip: string;
	readonly tip: string;
	readonly pushedTip: string | null;
	readonly inFlight: boolean;
};

/** Why no checkpoint is pushed now, or undefined. */
export const whyNotCheckpoint = (state: CheckpointState): 'in-flight' | 'no-commits' | 'pushed' | undefined => {
	if (state.inFlight) return 'in-flight';
	if (state.tip === state.firstTip) return 'no-commits';
	return state.tip === state.pushedTip ? 'pushed' : undefined;
};

/** The remote that runs are pushed to: `origin`, else the first that there is; null where there is none. */
export const remoteFor = async (place: Place): Promise<string | null> => {
	const names = asText(await must(place, ['remote']))
		.split('\n')
		.filter(Boolean);
	return names.includes('origin') ? 'origin' : (names[0] ?? null);
};

export type PushRequest = {
	readonly remote: string;
	readonly branch: string;
	/** The commit to push. */
	readonly tip: string;
	/** What this run pushed last: only that may be replaced by a history without it. */
	readonly pushedTip: string | null;
	readonly timeoutMs: number;
	/** Ends it early; the remote has then taken the commit or not. */
	readonly signal?: AbortSignal;
};

export type PushFailure = 'no-remote' | 'rejected' | 'denied' | 'unreachable' | 'timed-out' | 'failed';

export type Push =
	| {readonly kind: 'pushed' | 'already'; readonly tip: string}
	/** To be counted and shown; the next checkpoint tries again. */
	| {readonly kind: 'failed'; readonly cause: PushFailure; readonly words: string};

/** Pushes one commit of a run's branch. Another's commits on the remote are never replaced. */
export const pushBranch = (place: Place, request: PushRequest): Promise<Answer<Push>> =>
	answered(async () => {
		await checkBranchName(place, request.branch);
		const {remote, branch, tip, timeoutMs, signal} = request;
		if (!(await hasRemote(place, remote))) return noRemote(remote);
		const limits = {timeoutMs, ...(signal ? {signal} : {})};
		const there = await remoteTip(place, remote, branch, limits);
		if (typeof there === 'object' && there !== null) return there;
		if (there === tip) return {kind: 'already', tip};
		const known = there === null || there === request.pushedTip || (await extendsIt(place, there, tip));
		if (!known) return strangeCommits(remote, branch);
		const result = await call(place, pushOf(request, there), limits);
		return result.exitCode === 0 ? {kind: 'pushed', tip} : failureOf(result);
	});

/** Only where the remote's branch is still where it was when it was asked. */
const pushOf = ({remote, branch, tip}: PushRequest, there: string | null): string[] => [
	...['push', '--quiet', '--no-verify', '--no-follow-tags'],
	`--force-with-lease=refs/heads/${branch}:${there ?? ''}`,
	...['--', remote, `${tip}:refs/heads/${branch}`],
];

const strangeCommits = (remote: string, branch: string): Push => ({
	kind: 'failed',
	cause: 'rejected',
	words: `${remote} has commits on ${branch} that this run does not know`,
});

const extendsIt = async (place: Place, there: string, tip: string): Promise<boolean> =>
	(await commitOf(place, there)) !== null && (await isAncestor(place, there, tip));

/** A name that is no remote would be taken for a path or an address. */
const hasRemote = async (place: Place, remote: string): Promise<boolean> =>
	asText(await must(place, ['remote']))
		.split('\n')
		.includes(remote) && !remote.startsWith('-');

const noRemote = (remote: string): Push => ({
	kind: 'failed',
	cause: 'no-remote',
	words: `there is no remote ${quoted(remote)}`,
});

/** The commit that the remote's branch is at, null where it has none, or why it could not be asked. */
const remoteTip = async (
	place: Place,
	remote: string,
	branch: string,
	limits: {readonly timeoutMs: number; readonly signal?: AbortSignal},
): Promise<string | null | Push> => {
	const result = await call(place, ['ls-remote', '--quiet', '--', remote, `refs/heads/${branch}`], limits);
	if (result.exitCode !== 0) return failureOf(result);
	return /^([0-9a-f]{40,64})\t/.exec(result.stdout)?.[1] ?? null;
};

const CAUSES: ReadonlyArray<readonly [pattern: RegExp, cause: PushFailure]> = [
	[/\[(?:remote )?rejected\]|stale info|non-fast-forward|protected branch|hook declined/i, 'rejected'],
	[
		/authentication failed|permission denied|could not read (?:username|password)|access denied|not authorized|403/i,
		'denied',
	],
	[
		/could not resolve|connection|timed out|unable to access|could not read from remote|does not appear to be/i,
		'unreachable',
	],
];

const failureOf = ({exitCode, stderr}: {exitCode: number; stderr: string}): Push => {
	const cause = exitCode === -1 ? 'timed-out' : (CAUSES.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'failed');
	return {kind: 'failed', cause, words: exitCode === -1 ? 'it took too long and was ended' : wordsOf(stderr)};
};

export type RemoteBranch = {readonly remote: string; readonly branch: string; readonly timeoutMs: number};

/** Deletes the run's branch on the remote while it is at `tip`; one that moved on is kept. */
export const deleteRemoteBranch = (
	place: Place,
	{remote, branch, timeoutMs, tip}: RemoteBranch & {readonly tip: string},
): Promise<Answer<{readonly kind: 'deleted' | 'gone' | 'kept'} | (Push & {kind: 'failed'})>> =>
	answered(async () => {
		await checkBranchName(place, branch);
		if (!(await hasRemote(place, remote))) return noRemote(remote) as Push & {kind: 'failed'};
		const there = await remoteTip(place, remote, branch, {timeoutMs});
		if (typeof there === 'object' && there !== null) return there as Push & {kind: 'failed'};
		if (there === null) return {kind: 'gone'};
		if (there !== tip) return {kind: 'kept'};
		const lease = `--force-with-lease=refs/heads/${branch}:${tip}`;
		const result = await call(place, ['push', '--quiet', '--no-verify', lease, '--', remote, `:refs/heads/${branch}`], {
			timeoutMs,
		});
		return result.exitCode === 0 ? {kind: 'deleted'} : (failureOf(result) as Push & {kind: 'failed'});
	});

/** Fetches one branch of a remote and gives its commit. Refused with git's words; a run can go on without. */
export const fetchBranch = (place: Place, {remote, branch, timeoutMs}: RemoteBranch): Promise<Answer<string>> =>
	answered(async () => {
		await checkBranchName(place, branch);
		if (!(await hasRemote(place, remote))) throw no('no-remote', `there is no remote ${quoted(remote)}.`, 'not-found');
		const target = `refs/remotes/${remote}/${branch}`;
		await must(
			place,
			['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', remote, `+refs/heads/${branch}:${target}`],
			{timeoutMs},
		);
		return (await commitOf(place, target)) as string;
	});
