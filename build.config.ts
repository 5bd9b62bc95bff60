// Bundles the programs into dist/: one small file is read faster than hundreds of modules, and what a command
// does not need (React, the PTY) stays in chunks of its own that are loaded on demand.
import {chmodSync, rmSync} from 'node:fs';
import {rolldown} from 'rolldown';

const entries = {
	main: 'src/main.ts',
	'session-host': 'src/daemon/session-host.ts',
	'demo-agent': 'src/cli/demo/agent.ts',
};

/** Builds into `dir`; natives stay outside the bundle because their binaries lie in their packages. */
export const build = async (dir = 'dist'): Promise<void> => {
	const bundle = await rolldown({
		input: entries,
		platform: 'node',
		external: ['better-sqlite3', 'node-pty', 'react-devtools-core'],
		transform: {define: {'process.env.NODE_ENV': '"production"'}},
	});
	rmSync(dir, {recursive: true, force: true});
	await bundle.write({dir, format: 'esm', minify: true, chunkFileNames: 'chunks/[name]-[hash].js'});
	await bundle.close();
	chmodSync(`${dir}/main.js`, 0o755);
};

if (import.meta.main) await build();
