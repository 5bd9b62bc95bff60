// The projects of this user that mosaic knows. One small file per project is the truth, so that inits at the same
// time never overwrite each other and no lock can be left behind; projects.json is published from them for readers.
import {createHash} from 'node:crypto';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {removeFile, writeFileAtomic} from '../files/atomic-write.ts';
import {readJsonFile} from '../files/json-file.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {stateDirectory} from './paths.ts';

const KnownProject = z.object({path: z.string().check(z.minLength(1)), added_at: z.string()});
export type KnownProject = z.infer<typeof KnownProject>;

const ProjectsFile = z.object({projects: z.array(KnownProject)});

type Environment = Readonly<Record<string, string | undefined>>;

/** All known projects, oldest first. */
export const listProjects = (env: Environment): KnownProject[] => {
	const {entries, published} = placesOf(env);
	return existsSync(entries) ? readEntries(entries) : (readJsonFile(published, ProjectsFile)?.projects ?? []);
};

/** Remembers the project at `root`; one that is known already stays as it is. */
export const addProject = (root: string, env: Environment, now: Date): void => {
	const {entries, published} = placesOf(env);
	const known = listProjects(env);
	makePrivateDirectory(path.dirname(entries));
	makePrivateDirectory(entries);
	for (const project of [...known, {path: root, added_at: now.toISOString()}]) {
		const file = path.join(entries, entryName(project.path));
		if (!existsSync(file)) writeFileAtomic(file, `${JSON.stringify(project)}\n`);
	}
	publish(entries, published);
};

/** Forgets the project at `root`; touches nothing in the project itself. */
export const forgetProject = (root: string, env: Environment): void => {
	const {entries, published} = placesOf(env);
	if (!existsSync(entries)) return;
	removeFile(path.join(entries, entryName(root)));
	publish(entries, published);
};

const placesOf = (env: Environment) => ({
	entries: path.join(stateDirectory(env), 'projects.d'),
	published: path.join(stateDirectory(env), 'projects.json'),
});

const entryName = (root: string): string => `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`;

const readEntries = (entries: string): KnownProject[] =>
	readdirSync(entries)
		.filter((name) => /^[0-9a-f]{32}\.json$/.test(name))
		.flatMap((name) => readJsonFile(path.join(entries, name), KnownProject) ?? [])
		.sort((a, b) => compare(a.added_at, b.added_at) || compare(a.path, b.path));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// Whoever writes last lists again after writing: either it saw every entry, or it writes once more.
const publish = (entries: string, published: string): void => {
	let text = listing(entries);
	for (;;) {
		writeFileAtomic(published, text);
		const now = listing(entries);
		if (now === text) return;
		text = now;
	}
};

const listing = (entries: string): string => `${JSON.stringify({projects: readEntries(entries)}, null, 2)}\n`;
