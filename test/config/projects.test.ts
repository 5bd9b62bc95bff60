import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {addProject, forgetProject, listProjects} from '../../src/config/projects.ts';
import {mosaic} from '../support/mosaic.ts';
import {isolatedEnv, scratchDirectory} from '../support/scratch.ts';

const known = (env: NodeJS.ProcessEnv) => listProjects(env).map((project) => project.path);
const published = (env: NodeJS.ProcessEnv) =>
	JSON.parse(readFileSync(path.join(env.XDG_STATE_HOME ?? '', 'mosaic/projects.json'), 'utf8')).projects.map(
		(project: {path: string}) => project.path,
	);

test('projects are listed oldest first, once each, until they are forgotten', () => {
	const env = isolatedEnv(scratchDirectory());
	addProject('/a', env, new Date(2000));
	addProject('/b', env, new Date(1000));
	addProject('/a', env, new Date(3000));
	expect(known(env)).toEqual(['/b', '/a']);
	expect(published(env)).toEqual(['/b', '/a']);
	forgetProject('/b', env);
	expect(known(env)).toEqual(['/a']);
	expect(published(env)).toEqual(['/a']);
});

test('the registry is readable by its owner only', () => {
	const env = isolatedEnv(scratchDirectory());
	addProject('/a', env, new Date(0));
	const directory = path.join(env.XDG_STATE_HOME ?? '', 'mosaic');
	expect(statSync(directory).mode & 0o777).toBe(0o700);
	expect(statSync(path.join(directory, 'projects.json')).mode & 0o777).toBe(0o600);
});

test('a projects.json that was brought along is taken over', () => {
	const env = isolatedEnv(scratchDirectory());
	const directory = path.join(env.XDG_STATE_HOME ?? '', 'mosaic');
	mkdirSync(directory, {recursive: true});
	writeFileSync(
		path.join(directory, 'projects.json'),
		JSON.stringify({projects: [{path: '/old', added_at: '2020-01-01T00:00:00.000Z'}]}),
	);
	expect(known(env)).toEqual(['/old']);
	addProject('/new', env, new Date());
	expect(published(env)).toEqual(['/old', '/new']);
});

test('twenty inits at the same time lose no project', async () => {
	const home = scratchDirectory();
	const env = isolatedEnv(home);
	const roots = Array.from({length: 20}, (_, index) => path.join(home, `p${index}`));
	for (const root of roots) mkdirSync(root);
	const results = await Promise.all(roots.map((root) => mosaic({root, home, env}, ['init'])));
	expect(results.map((result) => result.stderr).join('')).toBe('');
	expect(published(env).sort()).toEqual([...roots].sort());
	const names = readdirSync(path.join(home, 'state/mosaic'), {recursive: true, encoding: 'utf8'});
	expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
	expect(roots.every((root) => existsSync(path.join(root, '.mosaic/orchestrator/mission.json')))).toBe(true);
});
