// A session of one task whose agent is a shell script, for journeys into it.
import {onTestFinished} from 'vitest';
import {mosaic} from './mosaic.ts';
import {type ScratchProject, scratchProject} from './scratch.ts';

export const TALK = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';

/** A project whose sess-001 runs the script; stopped after the test. */
export const talking = async (script: string): Promise<ScratchProject> => {
	const project = scratchProject({'TASKS.md': TALK});
	await mosaic(project, ['init']);
	const {exitCode, stderr} = await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', script]);
	if (exitCode !== 0) throw new Error(stderr);
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	return project;
};
