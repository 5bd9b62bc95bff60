import {existsSync} from 'node:fs';
import path from 'node:path';

/** How mosaic's own program is started: node and the file, in the bundle or from the sources. */
export const ownProgram = (): readonly [string, string] => {
	const folders = [import.meta.dirname, path.dirname(import.meta.dirname)];
	const bundled = folders.map((folder) => path.join(folder, 'main.js')).find((file) => existsSync(file));
	return [process.execPath, bundled ?? path.join(path.dirname(import.meta.dirname), 'main.ts')];
};
