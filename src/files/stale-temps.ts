import {readdirSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';

/**
 * Removes the temp files that writers killed in the middle of `writeFileAtomic` left beside `file`. Only for one who
 * knows that nobody writes the file now; `minAgeMs` spares what is younger, where that is not known.
 */
export const removeStaleTemps = (file: string, minAgeMs = 0): void => {
	const directory = path.dirname(file);
	const prefix = `.${path.basename(file).slice(0, 40)}.`;
	for (const name of readdirSync(directory)) {
		if (!name.startsWith(prefix) || !/^[0-9a-z]+\.tmp$/.test(name.slice(prefix.length))) continue;
		const temp = path.join(directory, name);
		const changed = statSync(temp, {throwIfNoEntry: false})?.mtimeMs ?? Number.POSITIVE_INFINITY;
		if (Date.now() - changed >= minAgeMs) rmSync(temp, {force: true});
	}
};
