// What `--env` adds to the environment of a run's agents. It may be a secret, so it is kept out of the journal: in a file
// that only this user can read, for as long as the run is not closed.
import {existsSync, rmSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type {ProjectPaths} from '../../config/paths.ts';
import {readJsonFile, writeJsonFile} from '../../files/json-file.ts';
import {makePrivateDirectory} from '../../files/private-dir.ts';
import {runDirectory} from '../agents/run-files.ts';

const fileOf = (paths: ProjectPaths, runId: string): string =>
	path.join(runDirectory(paths, runId), 'environment.json');

/** Keeps the additions for all agents of a run that are still to come. */
export const keepEnvironment = (paths: ProjectPaths, runId: string, env: Readonly<Record<string, string>>): void => {
	if (Object.keys(env).length > 0) writeJsonFile(fileOf(paths, runId), env);
};

/** The additions of a run. */
export const runEnvironment = (paths: ProjectPaths, runId: string): Record<string, string> =>
	readJsonFile(fileOf(paths, runId), z.record(z.string(), z.string())) ?? {};

const BatchOptions = z.object({
	runtime: z.optional(z.string()),
	argv: z.optional(z.array(z.string())),
	env: z.record(z.string(), z.string()),
});

const batchFile = (paths: ProjectPaths, batchId: string): string => {
	const directory = path.join(paths.dotMosaic, 'runs');
	makePrivateDirectory(directory);
	return path.join(directory, `${batchId}.json`);
};

/** Keeps what was asked for all runs of a batch, which begin one after another. */
export const keepBatchOptions = (paths: ProjectPaths, batchId: string, options: z.infer<typeof BatchOptions>): void =>
	writeJsonFile(batchFile(paths, batchId), options);

/** What was asked for the runs of a batch. */
export const readBatchOptions = (paths: ProjectPaths, batchId: string) => {
	const {runtime, argv, env = {}} = readJsonFile(batchFile(paths, batchId), BatchOptions) ?? {};
	return {...(runtime === undefined ? {} : {runtime}), ...(argv === undefined ? {} : {argv}), env};
};

/** Forgets the additions of a run that is closed. */
export const removeEnvironment = (paths: ProjectPaths, runId: string): void => {
	const file = path.join(paths.dotMosaic, 'runs', runId, 'environment.json');
	if (existsSync(file)) rmSync(file, {force: true});
};
