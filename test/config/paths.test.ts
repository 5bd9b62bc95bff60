import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {cacheDirectory, configDirectory, findProject, projectPaths, stateDirectory} from '../../src/config/paths.ts';
import {scratchDirectory} from '../support/scratch.ts';

const folders = (...names: string[]): string => {
	const root = scratchDirectory();
	for (const name of names) mkdirSync(path.join(root, name), {recursive: true});
	return root;
};

describe('the project around a folder', () => {
	test('is the nearest folder upward with .mosaic, even above a git root', () => {
		const root = folders('a/.mosaic', 'a/b/.git', 'a/b/c');
		expect(findProject(path.join(root, 'a/b/c'))).toBe(path.join(root, 'a'));
	});

	test('is the nearest git root where no folder has .mosaic', () => {
		const root = folders('a/.git/HEAD', 'a/b/c');
		expect(findProject(path.join(root, 'a/b/c'))).toBe(path.join(root, 'a'));
	});

	test('passes over a .git that holds no repository, as sandboxes leave them', () => {
		const root = folders('a/.git/HEAD', 'a/b/.git', 'a/b/c');
		expect(findProject(path.join(root, 'a/b/c'))).toBe(path.join(root, 'a'));
	});

	test('is a worktree whose .git is a file', () => {
		const root = folders('a/.git', 'a/w/c');
		writeFileSync(path.join(root, 'a/w/.git'), 'gitdir: /somewhere\n');
		expect(findProject(path.join(root, 'a/w/c'))).toBe(path.join(root, 'a/w'));
	});

	test('is the folder itself outside both', () => {
		const root = folders('a');
		expect(findProject(path.join(root, 'a'))).toBe(path.join(root, 'a'));
	});

	test('is not found in a folder that does not exist', () => {
		expect(() => findProject('/no/such/folder')).toThrow('no such directory');
	});
});

test('every path of a project lies in its .mosaic folder', () => {
	const {root, ...inside} = projectPaths('/p');
	expect(root).toBe('/p');
	expect(Object.values(inside).filter((file) => !file.startsWith('/p/.mosaic'))).toEqual([]);
});

test('user directories follow XDG and ignore relative values, as its specification says', () => {
	const env = {HOME: '/h', XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: 'relative'};
	expect(stateDirectory(env)).toBe('/s/mosaic');
	expect(configDirectory(env)).toBe('/h/.config/mosaic');
	expect(cacheDirectory(env)).toBe('/h/.cache/mosaic');
});
