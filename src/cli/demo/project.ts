// Where the demo lives: a private folder with a git repository, and nothing of this person's own settings.
import {existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {type ProjectPaths, projectPaths} from '../../config/paths.ts';
import {errorCode, refuse} from '../../domain/errors.ts';
import {quoted} from '../../domain/text.ts';
import {socketDirectory} from '../../engine/session-files.ts';
import {makePrivateDirectory} from '../../files/private-dir.ts';
import {commitFiles, initRepository} from './commit.ts';
import {FIRST_FILES} from './mission.ts';

export type DemoProject = {
	readonly paths: ProjectPaths;
	/** The environment for everything that mosaic does here. */
	readonly env: NodeJS.ProcessEnv;
	/** Removes the folder and all in it; what runs there must have ended. */
	readonly remove: () => void;
};

export type DemoProjectOptions = {
	/** Undefined: a temporary one. */
	readonly directory: string | undefined;
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	/** How fast the agent works: for a log, or for somebody who looks on. */
	readonly pace: 'quick' | 'steady';
};

/** Makes the folder. Refused when the one that was named is in use, or git is not installed. */
export const makeDemoProject = async ({directory, cwd, env, pace}: DemoProjectOptions): Promise<DemoProject> => {
	const {root, wasThere} = makeFolder(directory === undefined ? undefined : path.resolve(cwd, directory));
	const paths = projectPaths(root);
	const remove = (): void => {
		const sockets = socketDirectory(paths, own);
		if (!sockets.startsWith(root)) rmSync(sockets, REMOVE);
		if (!wasThere) return rmSync(root, REMOVE);
		for (const name of readdirSync(root)) rmSync(path.join(root, name), REMOVE);
	};
	const home = path.join(paths.dotMosaic, 'demo');
	const own = {
		...env,
		XDG_STATE_HOME: path.join(home, 'state'),
		XDG_CONFIG_HOME: path.join(home, 'config'),
		PATH: `${path.join(home, 'bin')}${path.delimiter}${env.PATH ?? ''}`,
	};
	try {
		await fill(paths, home, pace);
	} catch (error) {
		remove();
		if (errorCode(error) !== 'ENOENT') throw error;
		return refuse('not-found', 'no-git', 'the demo needs git, which is not on the PATH. Install it.', error);
	}
	return {paths, env: own, remove};
};

// A session host that is just ending may still remove files of its own.
const REMOVE = {recursive: true, force: true, maxRetries: 5} as const;

const makeFolder = (asked: string | undefined): {root: string; wasThere: boolean} => {
	if (asked === undefined)
		return {root: realpathSync(mkdtempSync(path.join(tmpdir(), 'mosaic-demo-'))), wasThere: false};
	const wasThere = existsSync(asked);
	if (wasThere && !isEmptyDirectory(asked))
		refuse('refused', 'in-use', `${quoted(asked)} is not an empty folder. Name one that is, or one to be made.`);
	if (!wasThere) makePrivateDirectory(asked);
	return {root: realpathSync(asked), wasThere};
};

const isEmptyDirectory = (file: string): boolean => {
	try {
		return readdirSync(file).length === 0;
	} catch {
		return false;
	}
};

const fill = async ({root, configFile}: ProjectPaths, home: string, pace: string): Promise<void> => {
	await initRepository(root);
	for (const [name, text] of Object.entries(FIRST_FILES)) writeFileSync(path.join(root, name), text);
	await commitFiles(root, Object.keys(FIRST_FILES), 'A plan and nothing else');
	mkdirSync(path.join(home, 'bin'), {recursive: true});
	// Its agents ask by `mosaic ask`; this mosaic may not be on anybody's PATH.
	const script = `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(process.argv[1] as string)} "$@"\n`;
	writeFileSync(path.join(home, 'bin', 'mosaic'), script, {mode: 0o755});
	const demo = {argv: [process.execPath, agentProgram(), '{prompt}'], env: {DEMO_PACE: pace}};
	writeFileSync(configFile, `${JSON.stringify({runtime: 'demo', runtimes: {demo}}, null, 2)}\n`);
};

const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The agent as the build left it, or its source. */
const agentProgram = (): string => {
	for (const folder of [import.meta.dirname, path.dirname(import.meta.dirname)]) {
		const file = path.join(folder, 'demo-agent.js');
		if (existsSync(file)) return file;
	}
	return path.join(import.meta.dirname, 'agent.ts');
};
