// The user's settings of the full screen, read so that no mistake in the file keeps anybody out.
import path from 'node:path';
import * as z from 'zod/mini';
import {refusalFrom} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';
import {THEME_CHOICES, ThemeChoice} from '../domain/theme-choice.ts';
import {readJsonFile} from '../files/json-file.ts';
import {configDirectory} from './paths.ts';
import {KeysOfAction} from './screen-schema.ts';

export type ScreenSettings = {
	readonly file: string;
	readonly keys: Readonly<Record<string, string | readonly string[]>>;
	readonly theme: ThemeChoice;
	/** One sentence for each thing that could not be read, with the file and the path in it. */
	readonly problems: readonly string[];
};

/** Each setting by itself: one that is wrong is left out and told. */
export const readScreenSettings = (env: Readonly<Record<string, string | undefined>>): ScreenSettings => {
	const file = path.join(configDirectory(env), 'config.json');
	const problems: string[] = [];
	const document = readDocument(file, problems);
	return {file, keys: keysOf(document.keys, file, problems), theme: themeOf(document.theme, file, problems), problems};
};

const readDocument = (file: string, problems: string[]): Record<string, unknown> => {
	try {
		return readJsonFile(file, z.record(z.string(), z.unknown())) ?? {};
	} catch (error) {
		problems.push(`${refusalFrom(error).message} Until then keys and theme are those that come with mosaic.`);
		return {};
	}
};

const keysOf = (keys: unknown, file: string, problems: string[]): ScreenSettings['keys'] => {
	if (keys === undefined) return {};
	const parsed = z.record(z.string(), z.unknown()).safeParse(keys);
	if (!parsed.success) {
		problems.push(`${file}: keys: must be an object of actions and their keys. All keys are as they come.`);
		return {};
	}
	const entries = Object.entries(parsed.data).flatMap(([action, value]) => {
		const own = KeysOfAction.safeParse(value);
		if (own.success) return [[action, own.data] as const];
		problems.push(
			`${file}: keys.${quoted(action).slice(1, -1)}: must be a key or a list of keys. It stays as it comes.`,
		);
		return [];
	});
	return Object.fromEntries(entries);
};

const themeOf = (theme: unknown, file: string, problems: string[]): ThemeChoice => {
	if (theme === undefined) return 'auto';
	const parsed = ThemeChoice.safeParse(theme);
	if (parsed.success) return parsed.data;
	problems.push(`${file}: theme: must be one of ${THEME_CHOICES.join(', ')}. It is taken as auto.`);
	return 'auto';
};
