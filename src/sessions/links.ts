// The hyperlinks of one terminal (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda): bounded,
// clean ones only. It stands in for xterm's own keeper of links, which holds every target for as long as a line shows it.
import {cleanLink} from '../domain/link.ts';

export type Link = {readonly target: string; readonly group: string};

/** What xterm asks of its `IOscLinkService`. */
export type LinkKeeper = {
	registerLink(data: {id?: string | undefined; uri: string}): number;
	addLineToLink(): void;
	getLinkData(number: number): {id: string | undefined; uri: string} | undefined;
};

/** The oldest link gives way to a new one: its cells then show text without a link. */
const MOST_LINKS = 2000;
const LONGEST_ID = 250;

/** Numbers for links, as cells hold them; 0 is none. `scope` tells the groups of this terminal from those of others. */
export const createLinks = (scope: string) => {
	const links = new Map<number, Link & {readonly key: string | undefined; readonly id: string}>();
	const numbers = new Map<string, number>();
	let last = 0;
	const forgetOldest = () => {
		const [number, oldest] = links.entries().next().value ?? [];
		if (number === undefined) return;
		links.delete(number);
		if (oldest?.key !== undefined) numbers.delete(oldest.key);
	};
	const registerLink: LinkKeeper['registerLink'] = ({id: given, uri}) => {
		const target = cleanLink(uri);
		if (target === null) return 0;
		const named = given !== undefined && /^[\x21-\x7e]*$/.test(given) && given.length <= LONGEST_ID;
		const key = named ? `${given} ${target}` : undefined;
		const known = key === undefined ? undefined : numbers.get(key);
		if (known !== undefined) return known;
		if (links.size >= MOST_LINKS) forgetOldest();
		last += 1;
		if (key !== undefined) numbers.set(key, last);
		links.set(last, {target, group: `${scope}-${last}`, key, id: named ? given : `${scope}-${last}`});
		return last;
	};
	return {
		keeper: {
			registerLink,
			addLineToLink: () => {},
			getLinkData: (number) => {
				const link = links.get(number);
				return link && {id: link.id, uri: link.target};
			},
		} satisfies LinkKeeper,
		/** The link of a cell. */
		at: (number: number): Link | null => links.get(number) ?? null,
		/** The sequence that opens a link as its program did; it ends the one before, as the one for 0 does. */
		sequence: (number: number): string => {
			const link = links.get(number);
			return link === undefined ? '\x1b]8;;\x1b\\' : `\x1b]8;id=${link.id};${link.target}\x1b\\`;
		},
	};
};

export type Links = ReturnType<typeof createLinks>;
