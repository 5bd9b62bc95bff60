// Bundles the programs into dist/: one small file is read faster than hundreds of modules, and what a command
// does not need (React, the PTY) stays in chunks of its own that are loaded on demand.
import {chmodSync, rmSync} from 'node:fs';
import {type Plugin, rolldown} from 'rolldown';

const entries = {
	main: 'src/main.ts',
	'session-host': 'src/daemon/host/session-host.ts',
	engine: 'src/daemon/engine/engine-process.ts',
	hook: 'src/agent/hook/hook.ts',
	'acp-client': 'src/agent/acp/client-process.ts',
	'demo-agent': 'src/cli/demo/agent.ts',
};

/**
 * Chunks by what is started, because each further file costs a start-up the better part of 1 ms, and each module that is
 * not needed its share: `core` is the command line with `mosaic status`, `plan` what `mosaic run` has on top of it,
 * `engine` what session hosts, engines and the other commands share.
 */
const groups = [
	{name: 'core', test: /src\/cli\/(start|status)\.ts$/, priority: 3},
	{name: 'plan', test: /src\/cli\/run\.ts$/, priority: 2},
	{
		name: 'engine',
		test: /src\/(domain|files|tasks|mission|store|git|config|runtimes|engine)\/|sessions\/(identity|lock-file|proc-stat|ps-table)/,
		priority: 1,
	},
];

/** Modules that most commands carry and few use: their functions load them when they are first called. */
const ON_DEMAND = new Set(['node:child_process', 'node:crypto']);

const IMPORT = /^import\s+([^'"]+?)\s+from\s+['"](node:[\w/]+)['"];?/gm;

/**
 * Takes Node's own modules by `process.getBuiltinModule` instead of `import`: an import reads every export of the module,
 * and getters such as `fs.promises` load a dozen more (some 5 ms at each start).
 */
const builtinsWithoutFacade: Plugin = {
	name: 'builtins-without-facade',
	transform: (code) => (code.includes('node:') ? code.replace(IMPORT, (_, clause, name) => taken(clause, name)) : null),
};

const taken = (clause: string, name: string): string => {
	if (clause.startsWith('type ')) return '';
	const [, whole, list] = /^(?:(?:\* as )?([\w$]+)\s*,?\s*)?(?:\{([^}]*)\})?$/s.exec(clause) ?? [];
	const pairs = (list ?? '')
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '' && !one.startsWith('type '))
		.map((one) => one.split(/\s+as\s+/) as [string, string?]);
	const module = `globalThis.process.getBuiltinModule('${name}')`;
	if (!ON_DEMAND.has(name))
		return [
			...(whole ? [`const ${whole} = ${module};`] : []),
			...pairs.map(([key, local]) => `const ${local ?? key} = ${module}.${key};`),
		].join(' ');
	return [
		...(whole ? [`const ${whole} = new Proxy({}, {get: (_, key) => ${module}[key]});`] : []),
		...pairs.map(([key, local]) => `const ${local ?? key} = (...args) => ${module}.${key}(...args);`),
	].join(' ');
};

/**
 * Ink's layout engine fetches its code from a data URL where there is `fetch`, and the first look at that loads Node's whole
 * HTTP client, a third of what the full screen takes to start. It can decode the URL itself.
 */
const layoutWithoutFetch: Plugin = {
	name: 'layout-without-fetch',
	transform: (code, id) => {
		if (!id.endsWith('yoga-wasm-base64-esm.js')) return null;
		if (!code.includes('typeof fetch')) throw new Error(`${id} no longer asks for fetch: look at what it does now`);
		return code.replaceAll('typeof fetch', 'typeof undefined');
	},
};

/** Builds into `dir`; node-pty stays outside the bundle because its binary lies in its package. */
export const build = async (dir = 'dist'): Promise<void> => {
	const bundle = await rolldown({
		input: entries,
		platform: 'node',
		external: ['node-pty', 'react-devtools-core'],
		plugins: [builtinsWithoutFacade, layoutWithoutFetch],
		transform: {define: {'process.env.NODE_ENV': '"production"'}},
	});
	rmSync(dir, {recursive: true, force: true});
	await bundle.write({
		dir,
		format: 'esm',
		minify: true,
		chunkFileNames: 'chunks/[name]-[hash].js',
		codeSplitting: {groups},
	});
	await bundle.close();
	chmodSync(`${dir}/main.js`, 0o755);
};

if (import.meta.main) await build();
