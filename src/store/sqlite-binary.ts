// Finding SQLite's binary ourselves lets the bundle hold better-sqlite3's JavaScript: fourteen small files less to read
// at each start.
import {createRequire} from 'node:module';
import path from 'node:path';

/** The option that hands better-sqlite3 its binary for this system; nothing where it has to search by itself. */
export const sqliteBinary = (): {nativeBinding?: string} => {
	binary ??= load();
	return binary === null ? {} : {nativeBinding: binary as string};
};

let binary: unknown;

const load = (): unknown => {
	const require = createRequire(import.meta.url);
	// A system with musl refuses the first one, having no glibc to link it with.
	for (const system of [process.platform, `${process.platform}musl`])
		try {
			const root = path.dirname(require.resolve('better-sqlite3/package.json'));
			return require(path.join(root, 'prebuilds', `${system}-${process.arch}.node`));
		} catch {
			// the next one, or better-sqlite3's own search
		}
	return null;
};
