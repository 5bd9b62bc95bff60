// Whose word counts for what a repository brought along: the digest of what a person looked at, for each project, in
// this user's own state directory. Nothing inside the project can write it down.
import {createHash} from 'node:crypto';
import path from 'node:path';
import * as z from 'zod/mini';
import {readJsonFile, writeJsonFile} from '../files/json-file.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {stateDirectory} from './paths.ts';

const Trust = z.object({version: z.literal(1), project: z.string(), digest: z.string(), at: z.string()});

type Environment = Readonly<Record<string, string | undefined>>;

/** The digest that was trusted last for the project at `root`; undefined where none was. */
export const trustedDigest = (root: string, env: Environment): string | undefined => {
	const trust = readJsonFile(fileOf(root, env), Trust);
	return trust?.project === root ? trust.digest : undefined;
};

/** Writes down that a person looked at what has this digest. */
export const recordTrust = (root: string, digest: string, env: Environment, now: Date): void => {
	makePrivateDirectory(path.dirname(fileOf(root, env)));
	writeJsonFile(fileOf(root, env), {version: 1, project: root, digest, at: now.toISOString()});
};

const fileOf = (root: string, env: Environment): string =>
	path.join(stateDirectory(env), 'trust', `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`);
