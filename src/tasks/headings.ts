// Which milestone a place in the file belongs to, by its headings.
import {plainLine} from '../domain/text.ts';
import {plainText} from './task-ids.ts';

type Heading = {readonly level: number; readonly text: string; isTask: boolean};

export type Headings = {
	readonly open: Heading[];
	readonly titles: number;
	/** The milestone as last found; undefined once a heading changed. */
	found: string | null | undefined;
};

const MILESTONE = /^[^\p{L}\p{N}]*(?:milestone|phase|sprint|epic|stage|wave|iteration|release|week|m\d+)\b/iu;

/** The state before the first heading. `titles` is how many headings of the first level the document has. */
export const noHeadings = (titles: number): Headings => ({open: [], titles, found: undefined});

/** A heading's text without `#`, emphasis and closing `#`. */
export const headingText = (raw: string): string =>
	plainText(plainLine(raw.replace(/^#{1,6}/, '')).replace(/(^|[ \t])#+$/, ''));

/** Enters a heading's section: those of its level and below end. */
export const enterHeading = (headings: Headings, level: number, text: string): void => {
	while (headings.open.length > 0 && (headings.open.at(-1) as Heading).level >= level) headings.open.pop();
	headings.found = undefined;
	headings.open.push({level, text, isTask: false});
};

/** Notes that the last heading is a task and so no milestone. */
export const markHeadingAsTask = (headings: Headings): void => {
	headings.found = undefined;
	const last = headings.open.at(-1);
	if (last) last.isTask = true;
};

/**
 * The milestone here: the nearest heading that calls itself one (`Phase 2`, `Milestone: …`, `M1`), else the nearest
 * heading. A single heading of the first level is the document's title, and no milestone.
 */
export const milestoneHere = (headings: Headings): string | null => {
	headings.found ??= milestoneBelow(headings, Number.POSITIVE_INFINITY);
	return headings.found;
};

/** The same for a heading of this level that is about to be entered. */
export const milestoneBelow = (headings: Headings, level: number): string | null => {
	const open = headings.open.filter((heading) => !heading.isTask && heading.text !== '' && heading.level < level);
	const named = open.findLast((heading) => MILESTONE.test(heading.text));
	if (named) return named.text;
	const nearest = open.findLast((heading) => heading.level > 1 || headings.titles > 1);
	return nearest?.text ?? null;
};
