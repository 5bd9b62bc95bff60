// Where everything lives: inside a project, and in this user's own directories.
import {existsSync, realpathSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';

/** The places of one project; all absolute. */
export type ProjectPaths = {
	readonly root: string;
	readonly dotMosaic: string;
	readonly configFile: string;
	readonly database: string;
	readonly orchestratorDir: string;
	readonly missionFile: string;
	readonly lockFile: string;
	readonly capsuleFile: string;
	readonly manifestFile: string;
	readonly scratchpadFile: string;
	readonly sessionsDir: string;
	readonly runDir: string;
};

/** The places of the project at `root` (an absolute real path). */
export const projectPaths = (root: string): ProjectPaths => {
	const dotMosaic = path.join(root, '.mosaic');
	const orchestratorDir = path.join(dotMosaic, 'orchestrator');
	return {
		root,
		dotMosaic,
		configFile: path.join(dotMosaic, 'config.json'),
		database: path.join(dotMosaic, 'mosaic.db'),
		orchestratorDir,
		missionFile: path.join(orchestratorDir, 'mission.json'),
		lockFile: path.join(orchestratorDir, 'session.lock'),
		capsuleFile: path.join(orchestratorDir, 'next-task.json'),
		manifestFile: path.join(orchestratorDir, 'manifest.md'),
		scratchpadFile: path.join(orchestratorDir, 'scratchpad.md'),
		sessionsDir: path.join(dotMosaic, 'sessions'),
		runDir: path.join(dotMosaic, 'run'),
	};
};

/**
 * The project around `start`: the nearest folder upward with `.mosaic`, else the nearest git root, else `start`
 * itself. Looks at the file system only; `.git` may be a folder or a worktree's file.
 */
export const findProject = (start: string): string => {
	const real = realDirectory(start);
	const folders = foldersUpward(real);
	const withMosaic = folders.find((folder) => isDirectory(path.join(folder, '.mosaic')));
	return withMosaic ?? folders.find(isGitRoot) ?? real;
};

/** As git sees it: a worktree's `.git` is a file, a repository's holds HEAD; sandboxes leave empty `.git` folders about. */
const isGitRoot = (folder: string): boolean => {
	const dotGit = path.join(folder, '.git');
	return isDirectory(dotGit) ? existsSync(path.join(dotGit, 'HEAD')) : existsSync(dotGit);
};

/** The real path of a directory that a person named; not found (exit 4) when there is none. */
export const realDirectory = (directory: string): string => {
	if (!isDirectory(directory))
		return refuse('not-found', 'no-directory', `${directory}: no such directory. Name an existing one with --project.`);
	return realpathSync(directory);
};

const isDirectory = (file: string): boolean => {
	try {
		return statSync(file).isDirectory();
	} catch {
		return false;
	}
};

const foldersUpward = (start: string): string[] => {
	const parent = path.dirname(start);
	return parent === start ? [start] : [start, ...foldersUpward(parent)];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** `$XDG_STATE_HOME/mosaic`: what mosaic remembers of this user. */
export const stateDirectory = (env: Environment): string => userDirectory(env, 'XDG_STATE_HOME', '.local/state');

/** `$XDG_CONFIG_HOME/mosaic`: this user's settings. */
export const configDirectory = (env: Environment): string => userDirectory(env, 'XDG_CONFIG_HOME', '.config');

/** `$XDG_CACHE_HOME/mosaic`: what can be thrown away. */
export const cacheDirectory = (env: Environment): string => userDirectory(env, 'XDG_CACHE_HOME', '.cache');

// The XDG specification says that a relative path in these variables is invalid and to be ignored.
const userDirectory = (env: Environment, variable: string, fallback: string): string => {
	const base = env[variable];
	const home = env.HOME || homedir();
	return path.join(base && path.isAbsolute(base) ? base : path.join(home, fallback), 'mosaic');
};
