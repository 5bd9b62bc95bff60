// Which release of a program is here, and what mosaic knows of it: screens and dialogs change with releases. Pure.
import type {Adapter} from './adapter.ts';
import type {ScreenRule} from './screen-rules.ts';

/** The release in what a program says of its version: `2.1.329` of `2.1.329 (Claude Code)`; null where there is none. */
export const releaseIn = (text: string): string | null => /\d+\.\d+(?:\.\d+)*/.exec(text)?.[0] ?? null;

/** Below 0 where the first one is older. What a release leaves out is 0. */
export const compareReleases = (one: string, other: string): number => {
	const [a, b] = [one, other].map((release) => release.split('.').map(Number)) as [number[], number[]];
	const at = Array.from({length: Math.max(a.length, b.length)}, (_, index) => index).find(
		(index) => (a[index] ?? 0) !== (b[index] ?? 0),
	);
	return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/**
 * The rules for a release: those whose range holds it. One that is newer than the one that was measured, or is not known,
 * is taken for that one.
 */
export const rulesFor = (
	{screenRules, measured}: Pick<Adapter, 'screenRules' | 'measured'>,
	release: string | null,
): readonly ScreenRule[] => {
	const taken = release === null || measured === '' || compareReleases(release, measured) > 0 ? measured : release;
	if (taken === '') return screenRules;
	return screenRules.filter(({since, until}) => {
		if (since !== undefined && compareReleases(taken, since) < 0) return false;
		return until === undefined || compareReleases(taken, until) < 0;
	});
};

/** What a person should know of a release; null where it is the one that was measured, or is not known. */
export const releaseWords = (adapter: Adapter, release: string | null): string | null => {
	const {measured, name} = adapter;
	if (release === null || measured === '') return null;
	const order = compareReleases(release, measured);
	if (order === 0) return null;
	const tried = `tried with ${measured}`;
	if (order > 0) return `${tried}; ${release} is newer: the newest rules for its screen are used`;
	if (rulesFor(adapter, release).length > 0) return `${tried}; ${release} is older`;
	return `${tried}; ${release} is older than any whose screen is known: its dialogs are left to you. Update ${name}`;
};
