import {existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {Mission} from '../../src/domain/mission.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchDirectory, scratchProject} from '../support/scratch.ts';
import {TASKS} from './tasks-sample.ts';

const missionOf = (project: ScratchProject): Mission =>
	Mission.parse(JSON.parse(readFileSync(path.join(project.root, '.mosaic/orchestrator/mission.json'), 'utf8')));

describe('mosaic init', () => {
	test('adopts the tasks file that is there and does not touch it', async () => {
		const project = scratchProject({'TASKS.md': TASKS});
		const document = await mosaicJson(project, ['init', '--name', 'House', '--id', 'h1']);
		expect(document).toMatchObject({
			schema: 'mosaic/init@1',
			mission: {id: 'h1', name: 'House', status: 'active'},
			created: true,
			adopted: true,
			tasks: 4,
		});
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(TASKS);
		expect(missionOf(project)).toMatchObject({
			tasks_file: 'TASKS.md',
			milestones: [
				{id: 'M1', name: 'Foundation', status: 'in-progress'},
				{id: 'M2', name: 'Garden', status: 'pending'},
			],
			sessions: [],
		});
	});

	test('keeps everything of the mission out of git', async () => {
		const project = scratchProject({});
		await mosaicJson(project, ['init']);
		expect(readFileSync(path.join(project.root, '.mosaic/.gitignore'), 'utf8')).toBe('*\n');
	});

	test('writes a tasks file where there is none, one that mosaic reads as empty', async () => {
		const project = scratchProject({});
		expect(await mosaicJson(project, ['init'])).toMatchObject({adopted: false, tasks: 0});
		expect(existsSync(path.join(project.root, 'TASKS.md'))).toBe(true);
		expect(await mosaicJson(project, ['tasks'])).toMatchObject({skipped: [], problems: []});
	});

	test('says that it joined the mission of a folder above, unless the folder was named', async () => {
		const project = scratchProject({});
		await mosaicJson(project, ['init']);
		const below = path.join(project.root, 'below');
		mkdirSync(below);
		const joined = await mosaic(project, ['init'], {cwd: below});
		expect(joined.stderr).toBe(
			`mosaic: this folder belongs to the mission in ${project.root}, so nothing new was made here. For a mission of its own: mosaic init --project .\n`,
		);
		expect(existsSync(path.join(below, '.mosaic'))).toBe(false);
		expect((await mosaic(project, ['init', '--project', '.'], {cwd: below})).stderr).toBe('');
		expect(existsSync(path.join(below, '.mosaic/orchestrator/mission.json'))).toBe(true);
	});

	test('is safe to repeat: an existing mission keeps all but what is asked for', async () => {
		const project = scratchProject({'TASKS.md': TASKS});
		await mosaicJson(project, ['init', '--name', 'House']);
		const file = path.join(project.root, '.mosaic/orchestrator/mission.json');
		writeFileSync(file, JSON.stringify({...missionOf(project), status: 'paused', ours: 1}));
		writeFileSync(path.join(project.root, '.mosaic/orchestrator/manifest.md'), 'our words');
		const before = readFileSync(file, 'utf8');
		await mosaicJson(project, ['init']);
		expect(readFileSync(file, 'utf8')).toBe(before);
		await mosaicJson(project, ['init', '--name', 'Castle']);
		expect(missionOf(project)).toMatchObject({name: 'Castle', id: 'house', status: 'paused', ours: 1});
		expect(readFileSync(path.join(project.root, '.mosaic/orchestrator/manifest.md'), 'utf8')).toBe('our words');
	});

	test('asks which tasks file it is where there are several, and takes the one named', async () => {
		const project = scratchProject({'TASKS.md': TASKS, 'docs/TASKS.md': TASKS});
		const refused = await mosaic(project, ['init']);
		expect(refused).toMatchObject({exitCode: 2, stdout: ''});
		expect(refused.stderr).toMatch(/^mosaic: 2 tasks files are here: .*docs\/TASKS\.md.* --tasks FILE\.\n$/);
		expect(existsSync(path.join(project.root, '.mosaic'))).toBe(false);
		await mosaicJson(project, ['init', '--tasks', 'docs/TASKS.md']);
		expect(missionOf(project).tasks_file).toBe('docs/TASKS.md');
	});

	test('takes a tasks file relative to the folder it is called in', async () => {
		const project = scratchProject({'docs/PLAN.md': TASKS});
		const result = await mosaic(project, ['init', '--tasks', 'PLAN.md'], {cwd: path.join(project.root, 'docs')});
		expect(result.exitCode).toBe(0);
		expect(missionOf(project).tasks_file).toBe('docs/PLAN.md');
	});

	test.each(['../outside.md', '/etc/passwd', 'link.md', 'linked/TASKS.md', 'docs'])(
		'refuses %s as tasks file and leaves nothing behind',
		async (name) => {
			const outside = scratchDirectory();
			writeFileSync(path.join(outside, 'TASKS.md'), TASKS);
			const project = scratchProject({});
			mkdirSync(path.join(project.root, 'docs'));
			symlinkSync(path.join(outside, 'TASKS.md'), path.join(project.root, 'link.md'));
			symlinkSync(outside, path.join(project.root, 'linked'));
			const result = await mosaic(project, ['init', '--tasks', name]);
			expect(result.exitCode).toBe(name === 'docs' ? 2 : 3);
			expect(result.stderr.split('\n')).toHaveLength(2);
			expect(existsSync(path.join(project.root, '.mosaic'))).toBe(false);
		},
	);

	test.each([
		[['--tasks', 'TAKSS.md'], 4, 'TAKSS.md: no such file, so the mission keeps '],
		[['--tasks', 'TAKSS.md', '--name', 'Castle'], 4, 'TASKS.md. Name one that exists.'],
		[['--id', 'castle'], 3, 'the mission here has the id "house"'],
		[['--id', 'castle', '--name', 'Castle'], 3, 'Leave out --id'],
	])('refuses %j on a mission that exists, and changes nothing', async (args, exitCode, words) => {
		const project = scratchProject({'TASKS.md': TASKS});
		await mosaicJson(project, ['init', '--name', 'House', '--id', 'house']);
		const before = missionOf(project);
		const result = await mosaic(project, ['init', ...args]);
		expect(result).toMatchObject({exitCode, stdout: ''});
		expect(result.stderr).toContain(words);
		expect(missionOf(project)).toEqual(before);
		expect(readdirSync(project.root).sort()).toEqual(['.git', '.mosaic', 'TASKS.md']);
		expect((await mosaic(project, ['init', '--id', 'house', '--tasks', 'TASKS.md'])).exitCode).toBe(0);
	});

	test('makes the tasks file that a new mission names', async () => {
		const project = scratchProject({});
		expect(await mosaicJson(project, ['init', '--tasks', 'docs/PLAN.md'])).toMatchObject({adopted: false});
		expect(existsSync(path.join(project.root, 'docs/PLAN.md'))).toBe(true);
	});

	test('refuses the home directory and the root of the file system, unless they are named', async () => {
		const project = scratchProject({}, {git: false});
		const refused = await mosaic(project, ['init'], {cwd: project.home});
		expect(refused).toMatchObject({exitCode: 3, stdout: ''});
		expect(refused.stderr).toMatch(/^mosaic: \S+ is your home directory, not a project\. .*--project.*\n$/);
		expect(existsSync(path.join(project.home, '.mosaic'))).toBe(false);
		const root = await mosaic(project, ['init'], {cwd: '/'});
		expect(root).toMatchObject({exitCode: 3, stdout: ''});
		expect(existsSync('/.mosaic')).toBe(false);
		expect((await mosaic(project, ['--project', project.home, 'init'])).exitCode).toBe(0);
		expect((await mosaic(project, ['init'], {cwd: project.home})).exitCode).toBe(0);
	});

	test('says where there is no git repository', async () => {
		expect((await mosaic(scratchProject({}, {git: false}), ['init'])).stdout).toContain('no repository here');
		expect((await mosaic(scratchProject({}), ['init'])).stdout).not.toContain('no repository here');
	});

	test.each([
		['--id', '../x'],
		['--id', ''],
		['--name', 'two\nlines'],
		['--name', 'red \u001b[31m'],
	])('refuses %s %j', async (option, value) => {
		const project = scratchProject({});
		const result = await mosaic(project, ['init', option, value]);
		expect(result.exitCode).toBe(2);
		expect(result.stderr).not.toContain('\u001b');
	});

	test('refuses an invalid mission and overwrites nothing', async () => {
		const project = scratchProject({'.mosaic/orchestrator/mission.json': '{"id": 7}'});
		const result = await mosaic(project, ['init', '--name', 'X']);
		expect(result).toMatchObject({exitCode: 5, stdout: ''});
		expect(result.stderr).toContain('mission.json: id: ');
		expect(readFileSync(path.join(project.root, '.mosaic/orchestrator/mission.json'), 'utf8')).toBe('{"id": 7}');
	});

	test('from many processes at once makes one whole mission and no leftovers', async () => {
		const project = scratchProject({'TASKS.md': TASKS});
		const results = await Promise.all(Array.from({length: 8}, () => mosaic(project, ['init', '--json'])));
		expect(results.map(({exitCode}) => exitCode)).toEqual(Array(8).fill(0));
		expect(results.filter(({stdout}) => JSON.parse(stdout).created).length).toBeGreaterThanOrEqual(1);
		expect(missionOf(project).milestones).toHaveLength(2);
		const names = readdirSync(path.join(project.root, '.mosaic'), {recursive: true, encoding: 'utf8'});
		expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
	});
});
