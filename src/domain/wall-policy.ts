// What of an agent's signals may leave mosaic for the person's terminal. Inside, a title stands in its pane, a bell marks
// it and a notification is a message, whatever the policy.
import * as z from 'zod/mini';

const VERDICTS = ['allow', 'ask', 'deny'] as const;
const Verdict = z.enum(VERDICTS, `must be one of ${VERDICTS.join(', ')}`);
export type Verdict = z.infer<typeof Verdict>;

/** A link is text until somebody clicks on it, and then it is the terminal that opens it: mosaic cannot ask in between. */
const LinkVerdict = z.enum(
	['allow', 'deny'],
	'must be allow or deny: it is your terminal that opens a link, and asks or not',
);

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
export const WallFields = z.strictObject({
	...WALL_FIELDS,
	/** The same for agents of one runtime, by its name; what is left out there is as above. */
	runtimes: z.optional(z.record(z.string(), z.strictObject(WALL_FIELDS))),
});

export type WallPolicy = {
	readonly titles: Verdict;
	readonly bells: Verdict;
	readonly notifications: Verdict;
	readonly clipboard: Verdict;
	readonly links: 'allow' | 'deny';
};
/** The policy, and what differs from it by the name of a runtime. */
export type WallSettings = WallPolicy & {
	readonly runtimes?: Readonly<Record<string, Partial<WallPolicy>>>;
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

/** What holds for an agent of a runtime; for one of which the runtime is not known, the strictest that any has. */
export const policyFor = ({runtimes = {}, ...policy}: WallSettings, runtime: string | undefined): WallPolicy => {
	if (runtime !== undefined) return {...policy, ...(Object.hasOwn(runtimes, runtime) ? runtimes[runtime] : {})};
	return Object.values(runtimes).reduce<WallPolicy>((least, own) => stricter(least, {...policy, ...own}), policy);
};

/** Whether links of any agent may leave. */
export const anyLinks = (settings: WallSettings): boolean =>
	[settings, ...Object.values(settings.runtimes ?? {})].some(({links}) => links === 'allow');

const stricter = (one: WallPolicy, other: WallPolicy): WallPolicy => ({
	titles: strictest(one.titles, other.titles),
	bells: strictest(one.bells, other.bells),
	notifications: strictest(one.notifications, other.notifications),
	clipboard: strictest(one.clipboard, other.clipboard),
	links: one.links === 'deny' ? 'deny' : other.links,
});

const strictest = (one: Verdict, other: Verdict): Verdict =>
	VERDICTS.indexOf(one) > VERDICTS.indexOf(other) ? one : other;
