import type {WatchedChanges} from './artifact.ts';

/** What a person should look at before they trust green checks, a sentence each; the caller cleans them. */
export const watchedText = (watched: WatchedChanges | undefined): string[] => {
	if (watched === undefined) return [];
	const {checks, tests, git = []} = watched;
	return [
		...(checks.length === 0 ? [] : [`changes what the checks run: ${some(checks)}`]),
		...(tests.length === 0 ? [] : [`takes tests out: ${some(tests)}`]),
		...(git.length === 0 ? [] : [`changes what your own git runs, or its name: ${some(git)}`]),
	];
};

const some = (names: readonly string[]): string =>
	`${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
