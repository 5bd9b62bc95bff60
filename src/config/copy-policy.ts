import path from 'node:path';
import * as z from 'zod/mini';
import {refuse} from '../domain/errors.ts';
import {readJsonFile} from '../files/json-file.ts';
import {configDirectory} from './paths.ts';
import {CopyPolicy} from './screen-schema.ts';

/** Where the user's copies go. Refused with the file and the field where it cannot be read; nothing else of it matters. */
export const readCopyPolicy = (env: Readonly<Record<string, string | undefined>>): CopyPolicy => {
	const file = path.join(configDirectory(env), 'config.json');
	const document = readJsonFile(
		file,
		z.looseObject({clipboard: z.optional(z.looseObject({copy: z.optional(z.unknown())}))}),
	);
	const copy = document?.clipboard?.copy;
	if (copy === undefined) return 'auto';
	const parsed = CopyPolicy.safeParse(copy);
	if (parsed.success) return parsed.data;
	return refuse(
		'invalid',
		'invalid-config',
		`${file}: clipboard.copy: ${parsed.error.issues[0]?.message}. Mend the file.`,
	);
};
