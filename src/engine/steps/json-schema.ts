import * as z from 'zod/mini';
import {readJsonFile} from '../../files/json-file.ts';

/** What is wrong with a value by a JSON Schema file of the project, in one line; undefined where nothing is. */
export const schemaProblem = async (file: string, value: unknown): Promise<string | undefined> => {
	const document = readJsonFile(file, z.record(z.string(), z.unknown()));
	if (document === undefined) return `its schema ${file} is not there`;
	// Loaded here alone: the rest of mosaic knows only the small half of zod.
	const {fromJSONSchema} = await import('zod');
	const parsed = fromJSONSchema(document).safeParse(value);
	if (parsed.success) return undefined;
	const issue = parsed.error.issues[0];
	return `${issue?.path.map(String).join('.') || 'the whole document'}: ${issue?.message ?? 'invalid'}`;
};
