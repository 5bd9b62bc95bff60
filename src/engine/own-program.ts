import {existsSync} from 'node:fs';
import path from 'node:path';

/** The small program that an agent starts as its hook; see agent/hook/hook.ts. */
export const hookProgram = (): readonly [string, string] => {
	const [node, main] = ownProgram();
	const folder = path.dirname(main);
	const bundled = path.join(folder, 'hook.js');
	return [node, existsSync(bundled) ? bundled : path.join(folder, 'agent', 'hook', 'hook.ts')];
};

/** How mosaic's own program is started: node and the file, in the bundle or from the sources. */
export const ownProgram = (): readonly [string, string] => {
	const folders = [import.meta.dirname, path.dirname(import.meta.dirname)];
	const bundled = folders.map((folder) => path.join(folder, 'main.js')).find((file) => existsSync(file));
	return [process.execPath, bundled ?? path.join(path.dirname(import.meta.dirname), 'main.ts')];
};

/**
 * Before the file of a program whose end is a session's end and that ends by `process.exit`: V8's other threads could
 * keep it for ever (see the flags of hosts in daemon/spawn.ts).
 */
export const ONE_THREAD = '--single-threaded';
