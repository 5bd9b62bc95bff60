// The commit that brings a run's work to its base, made before anything is touched (SPEC TL-6, TL-7).
import {type Answer, answered, no} from './answer.ts';
import {buildCommit, type FileContent, treeWithFiles, treeWithPathsOf} from './build-commit.ts';
import {commitOf, isAncestor, mustLine, type Place, sharedCommit} from './call.ts';
import {mergeTrees} from './merge-trees.ts';
import type {Base} from './repository.ts';

/** `squash`: one commit on the base. `merge`: a merge commit. `fast-forward`: the run's own commits, refused where the base moved. */
export type IntegrationMethod = 'squash' | 'merge' | 'fast-forward';

export type IntegrationRequest = {
	/** The branch as it is now, from `resolveBase`. */
	readonly base: Base;
	/** The run's last commit. */
	readonly head: string;
	readonly method: IntegrationMethod;
	readonly message: string;
	readonly at: Date;
	/** Files that mosaic writes and no run: the run's own changes to them are left out, these contents go in. */
	readonly files: readonly FileContent[];
};

export type Integration =
	/** `applyIntegration` brings the base from `base.commit` to `commit`. Nothing has moved yet. */
	| {readonly kind: 'ready'; readonly base: Base; readonly commit: string; readonly tree: string}
	| {readonly kind: 'conflicts'; readonly files: readonly string[]}
	/** The base has all of it already. */
	| {readonly kind: 'nothing'};

/** Makes the commit for one task. It can be made again at any time: only `applyIntegration` moves the branch. */
export const prepareIntegration = (place: Place, request: IntegrationRequest): Promise<Answer<Integration>> =>
	answered(async () => {
		const {base, files} = request;
		const head = await commitOf(place, request.head);
		if (head === null) throw no('commit-missing', `the run's commit ${request.head} is not in ${place.directory}.`);
		const merged = await mergeTrees(place, base.commit, await withoutOurFiles(place, request, head));
		if (merged.kind === 'conflicts') return merged;
		const tree = await treeWithFiles(place, merged.tree, files);
		if (tree === (await mustLine(place, ['rev-parse', `${base.commit}^{tree}`]))) return {kind: 'nothing'};
		return {kind: 'ready', base, tree, commit: await commitFor(place, request, head, tree)};
	});

/** The run's commit as if it had never touched the files that are mosaic's. */
const withoutOurFiles = async (place: Place, request: IntegrationRequest, head: string): Promise<string> => {
	if (request.files.length === 0) return head;
	const origin = await sharedCommit(place, request.base.commit, head);
	const names = request.files.map((file) => file.path);
	const own = await mustLine(place, ['rev-parse', `${head}^{tree}`]);
	const tree = await treeWithPathsOf(place, own, origin, names);
	if (tree === own) return head;
	return buildCommit(place, {tree, parents: [head], message: 'Leave the tasks file out', at: request.at});
};

const commitFor = async (place: Place, request: IntegrationRequest, head: string, tree: string): Promise<string> => {
	const {base, method, message, at} = request;
	const made = (parents: readonly string[]) => buildCommit(place, {tree, parents, message, at});
	if (method === 'squash') return made([base.commit]);
	if (method === 'merge') return made([base.commit, head]);
	if (!(await isAncestor(place, base.commit, head)))
		throw no(
			'not-fast-forward',
			`${base.branch} has commits that the run does not have. Refresh the run, or squash it.`,
		);
	// The mark is a commit of its own on top; the branch still moves once.
	return (await mustLine(place, ['rev-parse', `${head}^{tree}`])) === tree ? head : made([head]);
};
