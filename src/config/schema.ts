// What can be set, in the user's and in the project's config.json. Strict: a misspelt key must not be ignored.
import * as z from 'zod/mini';
import {SCREEN_FIELDS} from './screen-schema.ts';

const text = z.string().check(z.minLength(1, 'must not be empty'));
const environmentName = z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'));
const environmentValue = z.string().check(z.regex(/^[^\0]*$/, 'must not contain a NUL character'));
const Environment = z.record(environmentName, environmentValue);

export const RuntimeConfig = z.strictObject({
	/** The command, one element per argument; `{prompt}` stands for the prompt. */
	argv: z.optional(z.array(z.string()).check(z.minLength(1, 'must name a command'))),
	env: z.optional(Environment),
});
export type RuntimeConfig = z.infer<typeof RuntimeConfig>;

export const ConfigFile = z.strictObject({
	$schema: z.optional(z.string()),
	/** The runtime that is used where none is named. */
	runtime: z.optional(text),
	runtimes: z.optional(z.record(text, RuntimeConfig)),
	/** Added to the environment of every agent. */
	environment: z.optional(Environment),
});
export type ConfigFile = z.infer<typeof ConfigFile>;

/** The user's own file may say more: how the full screen looks and which keys it has. */
export const UserConfigFile = z.strictObject({...ConfigFile.shape, ...SCREEN_FIELDS});

const RUNTIME_KEYS = Object.keys(RuntimeConfig.shape);

/** The keys that are known at a path of a document of this schema; for suggestions. */
export const knownKeysAt = (
	schema: typeof ConfigFile | typeof UserConfigFile,
	at: readonly PropertyKey[],
): readonly string[] => {
	if (at.length === 0) return Object.keys(schema.shape);
	return at[0] === 'runtimes' && at.length === 2 ? RUNTIME_KEYS : [];
};
