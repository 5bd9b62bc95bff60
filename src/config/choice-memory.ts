// What a person chose in the full screen and wants again next time: the theme, and what was used of late. One small file,
// written in the background; one that mosaic cannot read stays as it is.
import path from 'node:path';
import * as z from 'zod/mini';
import {ThemeChoice} from '../domain/theme-choice.ts';
import {writeFileLater} from '../files/atomic-write-later.ts';
import {readJsonFile} from '../files/json-file.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {removeStaleTemps} from '../files/stale-temps.ts';
import {stateDirectory} from './paths.ts';

const Choices = z.object({
	version: z.literal(1),
	theme: ThemeChoice,
	/** Entries of the command palette, the latest first. */
	recent: z.array(z.string().check(z.maxLength(4000))).check(z.maxLength(20)),
});

export type Choices = {readonly theme: ThemeChoice; readonly recent: readonly string[]};

const NOTHING_CHOSEN: Choices = {theme: 'auto', recent: []};
/** A temp file older than this has nobody who writes it. */
const STALE_MS = 60_000;

/** Opens the memory of this user. */
export const openChoiceMemory = (env: Readonly<Record<string, string | undefined>>) => {
	const directory = stateDirectory(env);
	const file = path.join(directory, 'screen.json');
	let writable = true;
	let writing = Promise.resolve();

	const read = (): Choices => {
		try {
			return readJsonFile(file, Choices) ?? NOTHING_CHOSEN;
		} catch {
			writable = false;
			return NOTHING_CHOSEN;
		}
	};

	const write = async (choices: Choices): Promise<void> => {
		try {
			makePrivateDirectory(directory);
			removeStaleTemps(file, STALE_MS);
			await writeFileLater(file, `${JSON.stringify({version: 1, ...choices})}\n`);
		} catch {
			// A full or read-only disk costs the memory of a choice, nothing else.
		}
	};

	return {
		/** What was chosen last time. */
		chosen: read(),
		/** Written soon, and in the background. */
		remember: (choices: Choices): void => {
			if (writable) writing = writing.then(() => write(choices));
		},
		/** Resolves when all that was remembered is written. */
		close: (): Promise<void> => writing,
	};
};
