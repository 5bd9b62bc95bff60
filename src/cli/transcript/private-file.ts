// Transcripts that a pager or an editor shows, as files that nobody else can read and nobody is left with: each start
// removes those of processes that are gone.
import {closeSync, openSync, readdirSync, rmSync, writeSync} from 'node:fs';
import path from 'node:path';
import {setImmediate as turn} from 'node:timers/promises';
import {cacheDirectory} from '../../config/paths.ts';
import {makePrivateDirectory} from '../../files/private-dir.ts';
import {identityOf} from '../../sessions/identity.ts';

export type PrivateFile = {readonly file: string; remove(): void};

/** Writes a text, piece by piece, into a file of this name; others are served meanwhile. Given up, it leaves nothing. */
export const writePrivateFile = async (
	env: NodeJS.ProcessEnv,
	name: string,
	pieces: Iterable<string>,
	signal?: AbortSignal,
): Promise<PrivateFile> => {
	const directory = path.join(sweptDirectory(env), `${ownName()}-${Math.random().toString(36).slice(2, 10)}`);
	const remove = () => rmSync(directory, {recursive: true, force: true});
	makePrivateDirectory(directory);
	process.once('exit', remove);
	try {
		const file = path.join(directory, name);
		const fd = openSync(file, 'wx', 0o600);
		try {
			for (const piece of pieces) {
				writeWhole(fd, Buffer.from(piece));
				await turn();
				signal?.throwIfAborted();
			}
		} finally {
			closeSync(fd);
		}
		return {
			file,
			remove: () => {
				process.off('exit', remove);
				remove();
			},
		};
	} catch (error) {
		remove();
		throw error;
	}
};

/** Removes what processes that were killed have left. */
export const sweepPrivateFiles = (env: NodeJS.ProcessEnv): void => {
	const directory = directoryOf(env);
	for (const name of namesIn(directory)) {
		const [, pid, started] = /^(\d+)-(\w+)-[a-z0-9]+$/.exec(name) ?? [];
		if (pid === undefined || startOf(Number(pid)) === started) continue;
		rmSync(path.join(directory, name), {recursive: true, force: true});
	}
};

const directoryOf = (env: NodeJS.ProcessEnv): string => path.join(cacheDirectory(env), 'transcripts');

const sweptDirectory = (env: NodeJS.ProcessEnv): string => {
	makePrivateDirectory(directoryOf(env));
	sweepPrivateFiles(env);
	return directoryOf(env);
};

const ownName = (): string => `${process.pid}-${startOf(process.pid)}`;

/** When a process was started, as a part of a file's name. */
const startOf = (pid: number): string => (identityOf(pid)?.started ?? 'unknown').replace(/[^0-9A-Za-z]/g, '_');

const writeWhole = (fd: number, bytes: Uint8Array): void => {
	for (let at = 0; at < bytes.length; at += writeSync(fd, bytes, at));
};

const namesIn = (directory: string): string[] => {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
};
