// What of an agent's signals may leave mosaic for the person's terminal. Inside, a title stands in its pane, a bell marks
// it and a notification is a message, whatever the policy.
import * as z from 'zod/mini';

export const VERDICTS = ['allow', 'ask', 'deny'] as const;
const Verdict = z.enum(VERDICTS, `must be one of ${VERDICTS.join(', ')}`);
export type Verdict = z.infer<typeof Verdict>;

/** A link is text until somebody clicks on it: there is nothing to ask beforehand. */
const LinkVerdict = z.enum(['allow', 'deny'], 'must be allow or deny');

export const WALL_FIELDS = {
	/** The title of the terminal's window, while the session has the keyboard. */
	titles: z.optional(Verdict),
	/** The terminal's bell. */
	bells: z.optional(Verdict),
	/** Desktop notifications (OSC 9). */
	notifications: z.optional(Verdict),
	/** What an agent writes to the clipboard (OSC 52). None ever reads it. */
	clipboard: z.optional(Verdict),
	/** Hyperlinks to http and https addresses. */
	links: z.optional(LinkVerdict),
};
export const WallFields = z.strictObject(WALL_FIELDS);

export type WallPolicy = {
	readonly titles: Verdict;
	readonly bells: Verdict;
	readonly notifications: Verdict;
	readonly clipboard: Verdict;
	readonly links: 'allow' | 'deny';
};
/** The signals that are asked about. */
export type GatedKind = Exclude<keyof WallPolicy, 'links'>;

export const DEFAULT_WALL: WallPolicy = {
	titles: 'deny',
	bells: 'deny',
	notifications: 'deny',
	clipboard: 'ask',
	links: 'allow',
};
