// GitHub through `gh`: argv only, never a question, answers as JSON by schema.
import * as z from 'zod/mini';
import {errorCode} from '../domain/errors.ts';
import {no} from './answer.ts';
import {type Place, wordsOf} from './call.ts';
import {execute, type GitResult, gitEnvironment} from './exec.ts';

/** A check of a pull request, as `gh` lists both of GitHub's kinds. */
const Check = z.looseObject({
	name: z.optional(z.nullable(z.string())),
	workflowName: z.optional(z.nullable(z.string())),
	status: z.optional(z.nullable(z.string())),
	conclusion: z.optional(z.nullable(z.string())),
	context: z.optional(z.nullable(z.string())),
	state: z.optional(z.nullable(z.string())),
	detailsUrl: z.optional(z.nullable(z.string())),
	targetUrl: z.optional(z.nullable(z.string())),
});
export type Check = z.infer<typeof Check>;

/** A review of a pull request; one that is not submitted yet has no time. */
const Review = z.looseObject({
	author: z.optional(z.nullable(z.looseObject({login: z.optional(z.string())}))),
	authorAssociation: z.optional(z.nullable(z.string())),
	body: z.optional(z.nullable(z.string())),
	state: z.string(),
	submittedAt: z.optional(z.nullable(z.string())),
});
export type Review = z.infer<typeof Review>;

/** A pull request, as `gh pr view --json` gives it. */
export const PullRequest = z.looseObject({
	number: z.int(),
	url: z.string(),
	state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
	isDraft: z.boolean(),
	headRefName: z.string(),
	headRefOid: z.string(),
	baseRefName: z.string(),
	isCrossRepository: z.boolean(),
	mergeable: z.string(),
	reviewDecision: z.nullable(z.string()),
	statusCheckRollup: z.nullable(z.array(Check)),
	mergeCommit: z.nullable(z.looseObject({oid: z.string()})),
	reviews: z.optional(z.nullable(z.array(Review))),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** The fields to ask for. */
export const FIELDS = Object.keys(PullRequest.shape).join(',');

const TIMEOUT_MS = 60_000;

/** Runs gh in a checkout. Refused when it is not there. */
export const gh = async (place: Place, args: readonly string[], timeoutMs = TIMEOUT_MS): Promise<GitResult> => {
	const quiet = {GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1', GH_PAGER: 'cat'};
	const env = {...gitEnvironment(place.env ?? process.env), ...quiet};
	try {
		return await execute('gh', args, {cwd: place.directory, env, encoding: 'utf8', timeoutMs});
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') throw error;
		throw no(
			'gh-missing',
			'gh: not found on PATH. Install it (https://cli.github.com) and log in, or integrate directly.',
			'failed',
		);
	}
};

/** Runs gh and reads its JSON. Refused with its words when it fails or says something else. */
export const ghJson = async <T extends z.ZodMiniType>(
	place: Place,
	schema: T,
	args: readonly string[],
): Promise<z.output<T>> => {
	const result = await gh(place, args);
	if (result.exitCode !== 0) throw ghRefused(args, result);
	const parsed = schema.safeParse(parseJson(result.stdout));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.map(String).join('.') || 'the answer';
	throw no(
		'gh-answer',
		`gh ${args.slice(0, 2).join(' ')}: ${field}: ${issue?.message ?? 'invalid'}. Bring gh up to date.`,
		'failed',
	);
};

/** The refusal for a gh command that failed. */
export const ghRefused = (args: readonly string[], {exitCode, stderr}: GitResult) => {
	const command = `gh ${args.slice(0, 2).join(' ')}`;
	if (exitCode === 4 || /gh auth login/.test(stderr))
		return no('gh-login', `${command}: you are not logged in. Run \`gh auth login\`, then try again.`);
	const words = exitCode === -1 ? 'it took too long and was ended' : wordsOf(Buffer.from(stderr).toString('latin1'));
	return no('gh-failed', `${command}: ${words}`, 'failed');
};

const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
