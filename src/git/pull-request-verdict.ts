// What a pull request's checks, reviews and mergeability say. Pure.
import {plainLine} from '../domain/text.ts';
import type {Check, PullRequest} from './gh.ts';
import {type ChangeRequest, changeRequests} from './pull-request-reviews.ts';

export type Verdict = 'pass' | 'pending' | 'fail';

export type PullRequestVerdict = {
	readonly checks: {
		/** `none`: there is no check (yet). A gate without a provider passes and says so; who knows of one waits. */
		readonly kind: Verdict | 'none';
		readonly failing: ReadonlyArray<{readonly name: string; readonly url: string | null}>;
		readonly pending: readonly string[];
		readonly total: number;
	};
	readonly review: 'approved' | 'changes-requested' | 'required' | 'none';
	/** What reviewers want changed by their last word, whatever commit it was about. */
	readonly requests: readonly ChangeRequest[];
	readonly conflicts: Verdict;
};

/** Judges a pull request from one reading of it. */
export const judgePullRequest = (pr: PullRequest): PullRequestVerdict => {
	const checks = (pr.statusCheckRollup ?? []).map((check) => ({
		name: nameOf(check),
		verdict: verdictOf(check),
		url: urlOf(check),
	}));
	const failing = checks.filter(({verdict}) => verdict === 'fail').map(({name, url}) => ({name, url}));
	const pending = checks.filter(({verdict}) => verdict === 'pending').map(({name}) => name);
	// What failed is known before the rest has ended.
	const kind = checks.length === 0 ? 'none' : failing.length > 0 ? 'fail' : pending.length > 0 ? 'pending' : 'pass';
	const review = REVIEWS.get(pr.reviewDecision ?? '') ?? 'none';
	return {
		checks: {kind, failing, pending, total: checks.length},
		review,
		requests: changeRequests(pr.reviews ?? [], review === 'changes-requested'),
		conflicts: pr.mergeable === 'CONFLICTING' ? 'fail' : pr.mergeable === 'MERGEABLE' ? 'pass' : 'pending',
	};
};

const REVIEWS: ReadonlyMap<string, PullRequestVerdict['review']> = new Map([
	['APPROVED', 'approved'],
	['CHANGES_REQUESTED', 'changes-requested'],
	['REVIEW_REQUIRED', 'required'],
]);

const nameOf = ({name, workflowName, context}: Check): string => {
	const own = name ?? context ?? 'a check without a name';
	return plainLine(workflowName ? `${workflowName} / ${own}` : own);
};

const urlOf = ({detailsUrl, targetUrl}: Check): string | null => {
	const url = detailsUrl ?? targetUrl ?? '';
	return /^https?:\/\//.test(url) ? plainLine(url) : null;
};

// A check run has a status and, once that is COMPLETED, a conclusion; a commit status has a state.
const verdictOf = ({status, conclusion, state}: Check): Verdict => {
	if (state) return state === 'SUCCESS' ? 'pass' : state === 'PENDING' || state === 'EXPECTED' ? 'pending' : 'fail';
	if (status !== 'COMPLETED') return 'pending';
	return ['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(conclusion ?? '') ? 'pass' : 'fail';
};
