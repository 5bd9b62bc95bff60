// How a person arranged the screen for each mission: one small file per project, so that several screens at once never
// overwrite each other's missions. Written in the background, the latest word only.
import {createHash} from 'node:crypto';
import path from 'node:path';
import * as z from 'zod/mini';
import {refusalFrom} from '../domain/errors.ts';
import {writeFileLater} from '../files/atomic-write-later.ts';
import {readJsonFile} from '../files/json-file.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {removeStaleTemps} from '../files/stale-temps.ts';
import {stateDirectory} from './paths.ts';

const Remembered = z.object({version: z.literal(1), project: z.string(), panes: z.unknown()});

export type Recalled =
	| {readonly kind: 'nothing'}
	| {readonly kind: 'value'; readonly value: unknown}
	/** The file stays as it is, and nothing is written to it. */
	| {readonly kind: 'unreadable'; readonly message: string};

/** Changes come in bursts while something is dragged; one writing serves them all. */
const REST_MS = 200;
/** A temp file older than this has nobody who writes it. */
const STALE_MS = 60_000;

/** Opens the memory of this user; nothing is read or made before it is asked for. */
export const openLayoutMemory = (env: Readonly<Record<string, string | undefined>>) => {
	const directory = path.join(stateDirectory(env), 'layouts');
	const latest = new Map<string, unknown>();
	const untouchable = new Set<string>();
	const waiting = new Set<string>();
	let timer: NodeJS.Timeout | undefined;
	let writing = Promise.resolve();

	const fileOf = (project: string): string =>
		path.join(directory, `${createHash('sha256').update(project).digest('hex').slice(0, 32)}.json`);

	const write = async (project: string): Promise<void> => {
		const file = fileOf(project);
		const text = `${JSON.stringify({version: 1, project, panes: latest.get(project)})}\n`;
		try {
			makePrivateDirectory(directory);
			removeStaleTemps(file, STALE_MS);
			await writeFileLater(file, text);
		} catch {
			// A full or read-only disk costs the memory of a layout, nothing else.
		}
	};
	const flush = (): Promise<void> => {
		clearTimeout(timer);
		timer = undefined;
		const projects = [...waiting];
		waiting.clear();
		for (const project of projects) writing = writing.then(() => write(project));
		return writing;
	};

	return {
		/** What was remembered last for a project. */
		recall: (project: string): Recalled => {
			if (latest.has(project)) return {kind: 'value', value: latest.get(project)};
			try {
				const found = readJsonFile(fileOf(project), Remembered);
				return found?.project === project ? {kind: 'value', value: found.panes} : {kind: 'nothing'};
			} catch (error) {
				untouchable.add(project);
				return {kind: 'unreadable', message: refusalFrom(error).message};
			}
		},
		/** Written soon, and in the background. */
		remember: (project: string, value: unknown): void => {
			latest.set(project, value);
			if (untouchable.has(project)) return;
			waiting.add(project);
			timer ??= setTimeout(() => void flush(), REST_MS).unref();
		},
		/** Resolves when all that was remembered is written. */
		close: flush,
	};
};
