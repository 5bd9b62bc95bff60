// What stands in a workspace, as the run's record and its receipts name it.
import type {Work} from '../../domain/artifact.ts';
import type {Workspace} from '../../domain/effect.ts';
import {Refused} from '../../domain/errors.ts';
import type {Answer} from '../../git/answer.ts';
import {asText, call, must, mustLine, type Place, parts} from '../../git/call.ts';
import {requireOwnFolder} from '../../git/containment.ts';
import {diffHash} from '../../git/diff.ts';
import {readTold} from '../../git/own-settings.ts';
import {judgeChanges} from '../../git/run-changes.ts';
import {changedSettings} from '../../git/settings-guard.ts';
import {readStatus} from '../../git/status.ts';
import {watchedChanges} from '../../git/watched-changes.ts';
import type {RunFacts} from './context.ts';

/** So many untracked files are named. */
const LEFTOVERS = 200;

/** The state of the work; null where there is no git repository. What the run knows of its start tells what to look at. */
export const workOf = async (workspace: Workspace, run: Known): Promise<Work | null> => {
	if (workspace.baseCommit === null) return null;
	requireOwnFolder(workspace.path);
	const place = {directory: workspace.path};
	const commit = await mustLine(place, ['rev-parse', '--verify', 'HEAD^{commit}']);
	const from = await startOf(place, workspace, commit);
	const counts = parts(await must(place, ['diff', '--numstat', '-z', '--no-renames', '--no-ext-diff', from, commit]));
	const sum = (column: number) => counts.reduce((total, line) => total + (Number(line.split('\t')[column]) || 0), 0);
	const {untracked} = await readStatus(place);
	const watched = await whatToWatch(place, run, {from, to: commit});
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

type Known = Pick<RunFacts, 'checkWords' | 'told'>;

const whatToWatch = async (place: Place, {checkWords, told}: Known, range: {from: string; to: string}) => {
	const watched = await watchedChanges(place, {...range, words: checkWords});
	const git = told === null ? [] : changedSettings(told, await readTold(place)).slice(0, 50);
	return git.length === 0 ? watched : {checks: [], tests: [], ...watched, git};
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
