// Whether runs can have worktrees and commits here: the repository, who commits, and gh for pull requests.
import {plainLine} from '../../domain/text.ts';
import {isGitRepository} from '../../git/branch.ts';
import type {Place} from '../../git/call.ts';
import {committerOf} from '../../git/committer.ts';
import {gh} from '../../git/gh.ts';
import {type Head, inspectRepository} from '../../git/repository.ts';
import type {Context} from '../context.ts';
import type {Check} from './check.ts';

/** The checks of the checkout here; outside git one line that says what that means. */
export const checkRepository = async (context: Context): Promise<Check[]> => {
	const place = {directory: context.paths().root, env: context.env};
	if (!isGitRepository(place.directory))
		return [{name: 'repository', state: 'warning', detail: 'no git checkout: what agents change cannot be taken back'}];
	return [await repositoryCheck(place), await committerCheck(place), await pullRequestCheck(place)];
};

const repositoryCheck = async (place: Place): Promise<Check> => {
	const answer = await inspectRepository(place);
	if (!answer.ok) return {name: 'repository', state: 'warning', detail: answer.refusal.message};
	const {head, linked, shallow, submodules, remotes} = answer.value;
	const notes = [
		linked ? 'a linked worktree' : '',
		shallow ? 'a shallow clone: old branches may share no commit' : '',
		submodules ? 'has submodules: runs get them empty' : '',
		remotes.length === 0 ? 'no remote: nothing is pushed' : '',
	].filter((note) => note !== '');
	const detail = [standsOn(head), ...notes].join('; ');
	return {name: 'repository', state: head.kind === 'branch' ? 'ok' : 'warning', detail};
};

const standsOn = (head: Head): string => {
	if (head.kind === 'detached') return 'HEAD is detached: check out the branch that runs come back to';
	const branch = plainLine(head.branch);
	return head.kind === 'unborn' ? `${branch} has no commit yet: make a first one` : `on ${branch}`;
};

const committerCheck = async (place: Place): Promise<Check> => {
	const answer = await committerOf(place);
	if (!answer.ok) return {name: 'committer', state: 'warning', detail: answer.refusal.message};
	const {who, signs} = answer.value;
	return {name: 'committer', state: 'ok', detail: `${plainLine(who)}${signs ? ', signed' : ''}`};
};

const pullRequestCheck = async (place: Place): Promise<Check> => {
	try {
		const {exitCode} = await gh(place, ['auth', 'status'], 5000);
		const detail =
			exitCode === 0 ? 'gh is logged in' : 'gh is not logged in: `gh auth login`, if runs shall open pull requests';
		return {name: 'pull requests', state: 'ok', detail};
	} catch {
		return {
			name: 'pull requests',
			state: 'ok',
			detail: 'no gh on PATH; only needed where runs shall open pull requests',
		};
	}
};
