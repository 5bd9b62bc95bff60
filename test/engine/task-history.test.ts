import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';

type TasksDocument = {tasks: {id: string; status: string; ready: boolean}[]};

const mission = async (files: Readonly<Record<string, string>>): Promise<ScratchProject> => {
	const project = scratchProject(files);
	const {exitCode, stderr} = await mosaic(project, ['init']);
	if (exitCode !== 0) throw new Error(stderr);
	return project;
};

const run = (project: ScratchProject, task: string, script: string) =>
	mosaic(project, ['run', task, '--', 'sh', '-c', script]);

const statuses = async (project: ScratchProject): Promise<Record<string, string>> => {
	const {tasks} = await mosaicJson<TasksDocument>(project, ['tasks']);
	return Object.fromEntries(tasks.map(({id, status}) => [id, status]));
};

const nextId = async (project: ScratchProject): Promise<string> =>
	(await mosaicJson<{task: {id: string}}>(project, ['next'])).task.id;

describe('a list of checkboxes, which can only say done and not done', () => {
	const LIST = '# Plan\n\n- [ ] T001 Dig\n- [ ] T002 Line\n- [ ] T003 Cover\n- [ ] T004 Rest\n';

	test('keeps its bytes while mosaic knows what is in review, failed and interrupted', async () => {
		const project = await mission({'TASKS.md': LIST});
		expect((await run(project, 'T001', 'true')).stderr).toContain('T001 is review');
		expect((await run(project, 'T002', 'exit 2')).stderr).toContain('T002 is failed');
		expect((await run(project, 'T003', 'kill -9 $$')).stderr).toContain('T003 is in-progress');
		expect(await statuses(project)).toEqual({T001: 'review', T002: 'failed', T003: 'in-progress', T004: 'not-started'});
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(LIST);
	});

	test('is worked through by one run after the other, an interrupted one first', async () => {
		const project = await mission({'TASKS.md': LIST});
		await mosaic(project, ['run', '--', 'sh', '-c', 'true']);
		expect(await nextId(project)).toBe('T002');
		await mosaic(project, ['run', '--', 'sh', '-c', 'true']);
		expect(await nextId(project)).toBe('T003');
		await run(project, 'T004', 'kill -9 $$');
		expect(await nextId(project)).toBe('T004');
	});

	test('gets its mark when a person says done', async () => {
		const project = await mission({'TASKS.md': LIST});
		await run(project, 'T001', 'true');
		expect((await mosaic(project, ['done', 'T001'])).exitCode).toBe(0);
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(LIST.replace('[ ] T001', '[x] T001'));
		expect(await statuses(project)).toMatchObject({T001: 'done'});
	});
});

describe('a table', () => {
	const TABLE =
		'| id | status | title | verify |\n|---|---|---|---|\n| A | in-progress | A colleague’s | |\n| B | todo | Ours | make ci |\n';

	test('what somebody else has in progress is not given to an agent', async () => {
		const project = await mission({'TASKS.md': TABLE});
		expect(await nextId(project)).toBe('B');
		await run(project, 'B', 'kill -9 $$');
		expect(await mosaicJson(project, ['next'])).toMatchObject({task: {id: 'B', ready: false}});
	});

	test('how a task is verified stands in the prompt', async () => {
		const project = await mission({'TASKS.md': TABLE});
		const {launchCommand} = await mosaicJson<{launchCommand: string[]}>(project, ['--print-only', 'B']);
		expect(launchCommand.at(-1)).toContain('- **Verify:** make ci');
	});

	test('a milestone that nobody knows is refused', async () => {
		const project = await mission({'TASKS.md': TABLE});
		const {exitCode, stderr} = await mosaic(project, ['run', 'B', '--milestone', 'M9', '--', 'true']);
		expect(exitCode).toBe(4);
		expect(stderr).toBe('mosaic: no milestone "M9". Known: none.\n');
		expect(existsSync(path.join(project.root, '.mosaic/mosaic.db'))).toBe(false);
	});
});

test('a resume goes on with the command that was interrupted', async () => {
	const project = await mission({'TASKS.md': '- [ ] T1 Go on\n'});
	const script = 'if [ -e begun ]; then echo "went on"; else touch begun; kill -9 $$; fi';
	expect((await run(project, 'T1', script)).exitCode).toBe(1);
	const resumed = await mosaic(project, ['resume', 'T1']);
	expect(resumed.stdout).toBe('went on\n');
	expect(resumed.exitCode).toBe(0);
});
