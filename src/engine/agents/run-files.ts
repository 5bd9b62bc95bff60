// Where the files of a run lie that agents and people are told of: prompts, answers, follow-ups, the report.
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import {makePrivateDirectory} from '../../files/private-dir.ts';

/** The folder of a run, made private. `runId` is one that mosaic gave out. */
export const runDirectory = ({dotMosaic}: ProjectPaths, runId: string): string => {
	if (!/^run-\d+$/.test(runId)) throw new Error(`not the id of a run: ${runId}`);
	const directory = path.join(dotMosaic, 'runs', runId);
	makePrivateDirectory(directory);
	return directory;
};

export type TurnFiles = {
	readonly directory: string;
	/** The prompt, exactly as the agent gets it. */
	readonly prompt: string;
	/** What the agent may write itself (MOSAIC_RESULT). */
	readonly result: string;
	/** What it handed in by `mosaic result`. */
	readonly handedIn: string;
	readonly followUps: string;
	/** Why it wants a person to look, by `mosaic request-review`. */
	readonly reviewWanted: string;
	/** Of a headless agent: what its renderer is to start, and what came of it. */
	readonly order: string;
	readonly outcome: string;
	/** The settings that name mosaic as the hook of an agent on its own screen. */
	readonly hooks: string;
};

/** The files of one start of an agent; its folder is made. `effectKey` such as `run-001/4/agent/0`. */
export const turnFiles = (paths: ProjectPaths, runId: string, effectKey: string): TurnFiles => {
	const name = effectKey.replace(/^run-\d+\//, '').replace(/[^A-Za-z0-9-]+/g, '-');
	const directory = path.join(runDirectory(paths, runId), name);
	makePrivateDirectory(directory);
	return filesIn(directory);
};

/** The same in any private folder. */
export const filesIn = (directory: string): TurnFiles => ({
	directory,
	prompt: path.join(directory, 'prompt.md'),
	result: path.join(directory, 'result.json'),
	handedIn: path.join(directory, 'handed-in.json'),
	followUps: path.join(directory, 'follow-ups.jsonl'),
	reviewWanted: path.join(directory, 'review-wanted.json'),
	order: path.join(directory, 'headless.json'),
	outcome: path.join(directory, 'headless-outcome.json'),
	hooks: path.join(directory, 'hooks.json'),
});
