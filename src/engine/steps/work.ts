// What stands in a workspace, as the run's record and its receipts name it.
import type {Work} from '../../domain/artifact.ts';
import type {Workspace} from '../../domain/effect.ts';
import {Refused} from '../../domain/errors.ts';
import type {Answer} from '../../git/answer.ts';
import {asText, call, must, mustLine, type Place, parts} from '../../git/call.ts';
import {requireOwnFolder} from '../../git/containment.ts';
import {diffHash} from '../../git/diff.ts';
import {judgeChanges} from '../../git/run-changes.ts';
import {readStatus} from '../../git/status.ts';
import {watchedChanges} from '../../git/watched-changes.ts';

/** So many untracked files are named. */
const LEFTOVERS = 200;

/** The state of the work; null where there is no git repository. `checkWords` are those of the commands that check it. */
export const workOf = async (workspace: Workspace, checkWords: readonly string[]): Promise<Work | null> => {
	if (workspace.baseCommit === null) return null;
	requireOwnFolder(workspace.path);
	const place = {directory: workspace.path};
	const commit = await mustLine(place, ['rev-parse', '--verify', 'HEAD^{commit}']);
	const from = await startOf(place, workspace, commit);
	const counts = parts(await must(place, ['diff', '--numstat', '-z', '--no-renames', '--no-ext-diff', from, commit]));
	const sum = (column: number) => counts.reduce((total, line) => total + (Number(line.split('\t')[column]) || 0), 0);
	const {untracked} = await readStatus(place);
	const watched = await watchedChanges(place, {from, to: commit, words: checkWords});
	const reason = counts.length === 0 ? await whyNothing(place, workspace) : undefined;
	return {
		commit,
		diffHash: given(await diffHash(place, {from, to: commit})),
		changed: counts.length > 0,
		files: counts.length,
		insertions: sum(0),
		deletions: sum(1),
		leftovers: untracked.slice(0, LEFTOVERS).map(asText),
		...(watched === undefined ? {} : {watched}),
		...(reason === undefined ? {} : {reason}),
	};
};

/** The likely reason why nothing changed, where that can be told. */
const whyNothing = async (place: Place, {branch, baseCommit}: Workspace): Promise<string | undefined> => {
	if (branch === null || baseCommit === null) return undefined;
	const changes = await judgeChanges(place, {branch, base: baseCommit});
	return changes.ok && changes.value.kind === 'no-changes' ? changes.value.reason : undefined;
};

/** What the run added to: its base, or what of the base it has taken in since. */
const startOf = async (place: Place, {branch, baseBranch, baseCommit}: Workspace, commit: string): Promise<string> => {
	if (baseBranch === null || branch === baseBranch) return baseCommit ?? commit;
	const merged = await call(place, ['merge-base', `refs/heads/${baseBranch}`, commit]);
	return merged.exitCode === 0 ? merged.stdout.trim() : (baseCommit ?? commit);
};

/** What a git function gave; its refusal is thrown. */
export const given = <T>(answer: Answer<T>): T => {
	if (answer.ok) return answer.value;
	throw new Refused(answer.refusal);
};
