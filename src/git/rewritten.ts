// A base whose history was rewritten while a run worked: what the run stands on was taken out of it, and merging the run
// would bring that back.
import {isAncestor, type Place} from './call.ts';

/** The first of these commits that `head` stands on and `base` has no more; null where the base has only moved on. */
export const rewrittenUnder = async (
	place: Place,
	{stoodOn, base, head}: {readonly stoodOn: readonly (string | null)[]; readonly base: string; readonly head: string},
): Promise<string | null> => {
	for (const commit of new Set(stoodOn))
		if (commit !== null && !(await isAncestor(place, commit, base)) && (await isAncestor(place, commit, head)))
			return commit;
	return null;
};
