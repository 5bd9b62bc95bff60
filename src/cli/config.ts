// `mosaic config`: where the settings stand, and what may be in them.
import path from 'node:path';
import * as z from 'zod/mini';
import {configDirectory} from '../config/paths.ts';
import {UserConfigFile} from '../config/schema.ts';
import {refuse} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';
import {DEFAULT_KEYS} from '../tui/input/default-keys.ts';
import type {Context} from './context.ts';

/** Prints the files' places, or the JSON Schema that editors check them with. */
export const configCommand = (context: Context, {what}: {what: string}): number => {
	if (what === 'path') return printPaths(context);
	if (what === 'schema') {
		context.output.print(JSON.stringify(configSchema(), null, 2));
		return 0;
	}
	return refuse('usage', 'unknown-part', `nothing to say about ${quoted(what)}. Known: path, schema.`);
};

const printPaths = ({env, json, output, paths}: Context): number => {
	const user = path.join(configDirectory(env), 'config.json');
	const project = paths().configFile;
	if (json) output.document('config-path', {user, project});
	else output.print(`${user}\n${project}`);
	return 0;
};

/** The schema of the user's file; names every action that can have keys. */
const configSchema = (): Record<string, unknown> => {
	const schema = z.toJSONSchema(UserConfigFile, {io: 'input'}) as {properties: Record<string, Record<string, unknown>>};
	const keys = schema.properties.keys ?? {};
	const one = keys.additionalProperties;
	const actions = [...Object.keys(DEFAULT_KEYS), 'leave'];
	const named = {
		type: 'object',
		properties: Object.fromEntries(actions.map((action) => [action, one])),
		additionalProperties: false,
	};
	return {...schema, title: 'Settings of mosaic', properties: {...schema.properties, keys: named}};
};
