// The settings of the full screen. They are a person's own, so only the user's file may have them: a project that could
// move keys about could make a harmless one dangerous.
import * as z from 'zod/mini';
import {PaneLayout} from '../domain/pane-layout.ts';
import {ThemeChoice} from '../domain/theme-choice.ts';
import {WallFields} from '../domain/wall-policy.ts';

const COPY_POLICIES = ['auto', 'osc52', 'program', 'off'] as const;
export const CopyPolicy = z.enum(COPY_POLICIES, `must be one of ${COPY_POLICIES.join(', ')}`);
export type CopyPolicy = z.infer<typeof CopyPolicy>;

const Key = z.string().check(z.minLength(1, 'must not be empty'));

/** A key or keys of one action; none takes its keys away. */
export const KeysOfAction = z.union([Key, z.array(Key)], 'must be a key or a list of keys');

export const SCREEN_FIELDS = {
	/** Action → key or keys; the action `leave` takes the keyboard back from a session. */
	keys: z.optional(z.record(z.string(), KeysOfAction)),
	theme: z.optional(ThemeChoice),
	/** How panes fill themselves when a mission's are first shown. */
	layout: z.optional(PaneLayout),
	/** Whether mosaic takes the mouse; without it programs in panes still have it when they ask. */
	mouse: z.optional(z.boolean('must be true or false')),
	/** What of an agent's signals may leave mosaic for the terminal. */
	terminal: z.optional(WallFields),
	/** Where a person's copies go. */
	clipboard: z.optional(z.strictObject({copy: z.optional(CopyPolicy)})),
};

const anything = z.optional(z.unknown());
type Anything = {readonly [field in keyof typeof SCREEN_FIELDS]: typeof anything};

/** The same fields with whatever in them. */
export const ANY_SCREEN_FIELDS = Object.fromEntries(
	Object.keys(SCREEN_FIELDS).map((field) => [field, anything]),
) as Anything;
