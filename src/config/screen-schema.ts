// The settings of the full screen. They are a person's own, so only the user's file may have them: a project that could
// move keys about could make a harmless one dangerous.
import * as z from 'zod/mini';
import {ThemeChoice} from '../domain/theme-choice.ts';
import {WallFields} from '../domain/wall-policy.ts';

export const COPY_POLICIES = ['auto', 'osc52', 'program', 'off'] as const;
export const CopyPolicy = z.enum(COPY_POLICIES, `must be one of ${COPY_POLICIES.join(', ')}`);
export type CopyPolicy = z.infer<typeof CopyPolicy>;

const Key = z.string().check(z.minLength(1, 'must not be empty'));

/** A key or keys of one action; none takes its keys away. */
export const KeysOfAction = z.union([Key, z.array(Key)], 'must be a key or a list of keys');

export const SCREEN_FIELDS = {
	/** Action → key or keys; the action `leave` takes the keyboard back from a session. */
	keys: z.optional(z.record(z.string(), KeysOfAction)),
	theme: z.optional(ThemeChoice),
	/** What of an agent's signals may leave mosaic for the terminal. */
	terminal: z.optional(WallFields),
	/** Where a person's copies go. */
	clipboard: z.optional(z.strictObject({copy: z.optional(CopyPolicy)})),
};

export const ANY_SCREEN_FIELDS = {
	keys: z.optional(z.unknown()),
	theme: z.optional(z.unknown()),
	terminal: z.optional(z.unknown()),
	clipboard: z.optional(z.unknown()),
} satisfies Record<keyof typeof SCREEN_FIELDS, unknown>;
