// Moves a branch from one commit to another: by compare-and-swap, and where it is checked out together with the files, so
// that nobody's uncommitted work is lost and no crash leaves a checkout that would commit the opposite.
import {copyFileSync, realpathSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {errorCode} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {removeFile} from '../files/atomic-write.ts';
import {readJsonFile, writeJsonFile} from '../files/json-file.ts';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, commitOf, complaint, isAncestor, mustLine, type Place} from './call.ts';
import {type CheckoutLock, hasDeadTraces, lockCheckout} from './checkout-lock.ts';
import {whatCollides} from './collisions.ts';
import {atPoint} from './crash-point.ts';
import {mendFiles} from './mend-files.ts';
import {checkBranchName} from './names.ts';
import {headOf} from './repository.ts';
import {unfinishedOperation} from './status.ts';
import {type Checkout, checkouts} from './worktree-list.ts';

export type MoveRequest = {
	readonly branch: string;
	/** Where it is now, and a commit after that. */
	readonly from: string;
	readonly to: string;
	/** Files that the caller writes itself: the branch's content of them moves, the file in the checkout stays as it is. */
	readonly keep: readonly string[];
	/** For the reflog. */
	readonly why: string;
};

export type Move =
	| {readonly kind: 'moved' | 'already'; readonly at: string; readonly checkout: string | null}
	/** Somebody else moved the branch: what was prepared is to be prepared again, on `at`. */
	| {readonly kind: 'base-moved'; readonly at: string | null};

/**
 * Brings the branch from `from` to `to`. Refused, with the files named, where a person's uncommitted work in the checkout
 * is in the way. After a crash at any instant, the same call finishes what was begun.
 */
export const moveBranch = (place: Place, request: MoveRequest): Promise<Answer<Move>> =>
	answered(async () => {
		await checkBranchName(place, request.branch);
		for (const commit of [request.from, request.to])
			if ((await commitOf(place, commit)) === null)
				throw no('commit-missing', `the commit ${plainLine(commit)} is not in ${place.directory}. Prepare it again.`);
		const holder = await holderOf(place, request.branch);
		if (holder === undefined) return (await whereItIs(place, request, null)) ?? (await swap(place, request, null));
		return moveCheckout({...place, directory: holder.path}, request);
	});

const holderOf = async (place: Place, branch: string): Promise<Checkout | undefined> => {
	const holders = (await checkouts(place)).filter(
		(checkout) => checkout.branch === branch && checkout.present && !checkout.bare,
	);
	if (holders.length > 1)
		throw no(
			'checked-out-twice',
			`${branch} is checked out in ${holders.map(({path: at}) => at).join(' and ')}. Leave one.`,
		);
	return holders[0];
};

/** Answers when there is nothing left to do, or when it cannot be done from here. */
const whereItIs = async (
	place: Place,
	{branch, from, to}: MoveRequest,
	checkout: string | null,
): Promise<Move | undefined> => {
	const at = await commitOf(place, `refs/heads/${branch}`);
	if (at !== null && (at === to || (await isAncestor(place, to, at)))) return {kind: 'already', at, checkout};
	return at === from ? undefined : {kind: 'base-moved', at};
};

const swap = async (place: Place, request: MoveRequest, checkout: string | null): Promise<Move> => {
	const {branch, from, to, why} = request;
	const args = ['update-ref', '-m', `mosaic: ${plainLine(why)}`, `refs/heads/${branch}`, to, from];
	const result = await call(place, args);
	if (result.exitCode === 0) return {kind: 'moved', at: to, checkout};
	const where = await whereItIs(place, request, checkout);
	if (where === undefined) throw complaint(place, args, result);
	return where;
};

const moveCheckout = async (checkout: Place, request: MoveRequest): Promise<Move> => {
	const gitDirectory = await gitDirectoryOf(checkout);
	const lock = await lockCheckout(gitDirectory);
	try {
		await finish(checkout, gitDirectory, lock);
		const where = await whereItIs(checkout, request, checkout.directory);
		if (where) return where;
		const operation = await unfinishedOperation(checkout);
		if (operation !== null)
			throw no(
				'unfinished',
				`${checkout.directory}: a ${operation} is not finished. Finish or abort it, then try again.`,
			);
		copyIndex(gitDirectory, lock.indexFile);
		const collisions = await whatCollides(checkout, lock.indexFile, request);
		if (collisions !== null) throw inTheWay(checkout, request.branch, collisions);
		return await moveLocked(checkout, gitDirectory, lock, request);
	} finally {
		lock.release();
	}
};

const moveLocked = async (
	checkout: Place,
	gitDirectory: string,
	lock: CheckoutLock,
	request: MoveRequest,
): Promise<Move> => {
	const {branch, from, to, keep} = request;
	atPoint('checkout-locked');
	writeJsonFile(recordFile(gitDirectory), {branch, from, to, keep});
	atPoint('move-recorded');
	const moved = await swap(checkout, request, checkout.directory);
	atPoint('ref-moved');
	if (moved.kind !== 'moved') {
		removeFile(recordFile(gitDirectory));
		return moved;
	}
	const extraEnv = {GIT_INDEX_FILE: lock.indexFile};
	const files = await call(checkout, ['read-tree', '-m', '-u', from, to], {extraEnv});
	// A person may have written a file since it was looked at; then only the others are brought up.
	if (files.exitCode !== 0) await mendFiles(checkout, lock.indexFile, request);
	atPoint('files-moved');
	publish(gitDirectory, lock);
	return moved;
};

const publish = (gitDirectory: string, lock: CheckoutLock): void => {
	lock.publish();
	atPoint('index-published');
	removeFile(recordFile(gitDirectory));
	atPoint('move-forgotten');
};

/** Finishes a move of this checkout that was cut off after its branch had moved; else forgets it. */
const finish = async (checkout: Place, gitDirectory: string, lock: CheckoutLock): Promise<boolean> => {
	const record = readJsonFile(recordFile(gitDirectory), MoveRecord);
	if (record === undefined) return false;
	const head = await headOf(checkout);
	const moved =
		head.kind === 'branch' && head.branch === record.branch && (await isAncestor(checkout, record.to, head.commit));
	if (!moved) {
		removeFile(recordFile(gitDirectory));
		return false;
	}
	copyIndex(gitDirectory, lock.indexFile);
	await mendFiles(checkout, lock.indexFile, record);
	await call(checkout, ['update-index', '-q', '--refresh'], {extraEnv: {GIT_INDEX_FILE: lock.indexFile}});
	publish(gitDirectory, lock);
	return true;
};

/** Finishes what a crash left half moved in any checkout of the repository, and frees their locks. For an engine's start. */
export const finishMoves = (place: Place): Promise<Answer<{readonly finished: readonly string[]}>> =>
	answered(async () => {
		const finished: string[] = [];
		for (const {path: directory, present, bare} of await checkouts(place)) {
			if (!present || bare) continue;
			const checkout = {...place, directory};
			const gitDirectory = await gitDirectoryOf(checkout);
			const begun = readJsonFile(recordFile(gitDirectory), MoveRecord) !== undefined;
			if (!begun && !hasDeadTraces(gitDirectory)) continue;
			const lock = await lockCheckout(gitDirectory);
			try {
				if (await finish(checkout, gitDirectory, lock)) finished.push(directory);
			} finally {
				lock.release();
			}
		}
		return {finished};
	});

const MoveRecord = z.object({branch: z.string(), from: z.string(), to: z.string(), keep: z.array(z.string())});

const recordFile = (gitDirectory: string): string => path.join(gitDirectory, 'mosaic-move.json');

const gitDirectoryOf = async (checkout: Place): Promise<string> =>
	realpathSync(path.resolve(checkout.directory, asText(await mustLine(checkout, ['rev-parse', '--git-dir']))));

const copyIndex = (gitDirectory: string, indexFile: string): void => {
	try {
		copyFileSync(path.join(gitDirectory, 'index'), indexFile);
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') throw error;
	}
};

const inTheWay = (checkout: Place, branch: string, files: readonly string[]) => {
	const named = files.slice(0, 5).map(plainLine).join(', ');
	const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
	return no(
		'uncommitted',
		`${checkout.directory}: ${branch} cannot move on over uncommitted work in ${named}${more}. Commit or stash it, then try again.`,
	);
};
