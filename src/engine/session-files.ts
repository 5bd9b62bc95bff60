// Where a session's socket lies. Unix socket paths end at 107 bytes, so a deep project gets one elsewhere.
import {createHash} from 'node:crypto';
import {tmpdir, userInfo} from 'node:os';
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';

/** sun_path has 108 bytes on Linux and 104 on macOS, the final NUL included. */
const LONGEST = 103;

/** The directory for the sockets of a project, made private; the second is for projects whose path is too long. */
export const socketDirectory = (paths: ProjectPaths, env: NodeJS.ProcessEnv): string => {
	const inProject = paths.runDir;
	if (fits(inProject)) return made(inProject);
	const project = createHash('sha256').update(paths.root).digest('hex').slice(0, 16);
	const base =
		env.XDG_RUNTIME_DIR && path.isAbsolute(env.XDG_RUNTIME_DIR) ? path.join(env.XDG_RUNTIME_DIR, 'mosaic') : undefined;
	if (base !== undefined && fits(path.join(base, project))) return made(base, path.join(base, project));
	const shared = path.join(tmpdir(), `mosaic-${userInfo().uid}`);
	return made(shared, path.join(shared, project));
};

/** The socket of a session. */
export const socketFile = (directory: string, sessionId: string): string => path.join(directory, `${sessionId}.sock`);

const fits = (directory: string): boolean => Buffer.byteLength(socketFile(directory, 'sess-000000')) <= LONGEST;

const made = (...directories: [string, ...string[]]): string => {
	for (const directory of directories) makePrivateDirectory(directory);
	return directories[directories.length - 1] as string;
};
