#!/usr/bin/env node
// The door: it has no imports and only old syntax, so that an old Node can read it and say what is wrong.

/** What stops mosaic from running on this machine, in one line; undefined when nothing does. */
const whyNotHere = (version: string, platform: string): string | undefined => {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 12))
		return `needs Node 22.12 or newer, this is ${version}. Install a newer one from https://nodejs.org.`;
	if (platform === 'win32') return 'native Windows is not supported. Run it within WSL.';
	return undefined;
};

// Compiled code is kept between starts: it saves more time than all else that a short command does.
const keepCompiledCode = (env: NodeJS.ProcessEnv): void => {
	try {
		const xdg = env.XDG_CACHE_HOME;
		const base = xdg !== undefined && xdg[0] === '/' ? xdg : env.HOME && `${env.HOME}/.cache`;
		if (base) process.getBuiltinModule('node:module').enableCompileCache(`${base}/mosaic`);
	} catch {
		// a cache that cannot be used only costs time
	}
};

const reason = whyNotHere(process.versions.node, process.platform);
if (reason === undefined) {
	keepCompiledCode(process.env);
	import('./cli/start.ts').then(
		({start}) => start(process),
		(error) => {
			process.stderr.write(`mosaic: cannot be loaded: ${String(error).split('\n')[0]}. Install it again.\n`);
			process.exitCode = 70;
		},
	);
} else {
	process.stderr.write(`mosaic: ${reason}\n`);
	process.exitCode = 2;
}
