// mosaic's own programs, in the bundle or from the sources.
import {existsSync} from 'node:fs';
import path from 'node:path';

/** The file of a program: bundled, it lies beside the others by its name; as a source, at `source` below `src`. */
export const programFile = (name: string, source: string): string => {
	const folders = [import.meta.dirname, path.dirname(import.meta.dirname)];
	const bundled = folders.map((folder) => path.join(folder, `${name}.js`)).find((file) => existsSync(file));
	return bundled ?? path.resolve(import.meta.dirname, '..', source);
};

/** How mosaic itself is started: node and the file. */
export const ownProgram = (): readonly [string, string] => [process.execPath, programFile('main', 'main.ts')];

/** The small program that an agent starts as its hook; see agent/hook/hook.ts. */
export const hookProgram = (): readonly [string, string] => [
	process.execPath,
	programFile('hook', 'agent/hook/hook.ts'),
];

/**
 * Before the file of a program whose end is a session's end and that ends by `process.exit`: V8's other threads could
 * keep it for ever (see the flags of hosts in daemon/detached.ts).
 */
export const ONE_THREAD = '--single-threaded';
