// What reviewers of a pull request want changed. GitHub keeps "changes requested" standing until the reviewer looks again,
// so each request has a name by which one that was answered is known. Pure.
import {plainLine, shorten} from '../domain/text.ts';
import type {Review} from './gh.ts';

export type ChangeRequest = {
	/** The same for the same review, and for no other. */
	readonly id: string;
	readonly author: string | null;
	readonly words: string;
};

/** Whose word counts. Anybody may review a public repository; what a stranger writes is not work for an agent. */
const TRUSTED: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
/** Comments change no verdict. */
const OPINIONS: ReadonlySet<string> = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);
const LONGEST = 2000;

/** The requests for changes that stand. `decided`: GitHub says that there is one, also where no review shows it. */
export const changeRequests = (reviews: readonly Review[], decided: boolean): readonly ChangeRequest[] => {
	const counted = reviews.filter(
		({authorAssociation, state, submittedAt}) =>
			TRUSTED.has(authorAssociation ?? '') && OPINIONS.has(state) && submittedAt,
	);
	const inOrder = counted.toSorted((one, other) => (one.submittedAt ?? '').localeCompare(other.submittedAt ?? ''));
	const last = new Map(inOrder.map((review) => [review.author?.login ?? '', review]));
	const standing = [...last].flatMap(([author, review]) =>
		review.state === 'CHANGES_REQUESTED' ? [requestOf(author, review)] : [],
	);
	return standing.length === 0 && decided ? [UNSEEN] : standing;
};

const UNSEEN: ChangeRequest = {id: 'changes-requested', author: null, words: ''};

const requestOf = (author: string, {submittedAt, body}: Review): ChangeRequest => ({
	id: `${author} ${submittedAt}`,
	author: author === '' ? null : plainLine(author),
	words: shorten(plainLine(body ?? ''), LONGEST),
});
