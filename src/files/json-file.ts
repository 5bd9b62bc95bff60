// Reading state that people and scripts can edit: a missing file is an answer, an unreadable one is a refusal.
import * as z from 'zod/mini';
import {errorCode, refuse} from '../domain/errors.ts';
import {writeFileAtomic} from './atomic-write.ts';
import {readRegularFile} from './regular-file.ts';

// Each document is parsed once or twice in a process; compiling a parser for it would cost more than it saves.
z.config({jitless: true});

/**
 * The file's content by its schema, or undefined where there is no such file. Refused as invalid (exit 5), with the
 * file and the field named, when it is not JSON or not of the schema; the file stays as it is.
 */
export const readJsonFile = <T extends z.ZodMiniType>(file: string, schema: T): z.output<T> | undefined => {
	const text = readText(file);
	if (text === undefined) return undefined;
	const parsed = schema.safeParse(parseJson(file, text));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.map(String).join('.') || 'the whole document';
	return refuse(
		'invalid',
		'invalid-file',
		`${file}: ${field}: ${issue?.message ?? 'invalid'}. Mend or remove the file.`,
	);
};

/** Writes indented JSON with a final newline, atomically. Refused with the system's reason when the disk does not take it. */
export const writeJsonFile = (file: string, value: unknown): void => {
	try {
		writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
	} catch (error) {
		const code = errorCode(error);
		if (code === undefined) throw error;
		refuse('invalid', code, `${file}: cannot be written safely (${code}). Look at the disk, then try again.`, error);
	}
};

/** The file's text, or undefined where there is none. Other errors are refused with the system's reason. */
export const readText = (file: string): string | undefined => readRegularFile(file)?.toString('utf8');

const parseJson = (file: string, text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
		return refuse('invalid', 'invalid-json', `${file}: not valid JSON (${reason}). Mend or remove the file.`, error);
	}
};
