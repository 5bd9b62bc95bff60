import {mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openLayoutMemory} from '../../src/config/layout-memory.ts';
import {scratchDirectory} from '../support/scratch.ts';

const place = () => {
	const home = scratchDirectory();
	const folder = path.join(home, 'mosaic', 'layouts');
	return {env: {XDG_STATE_HOME: home}, folder, files: () => readdirSync(folder)};
};

test('the latest word of each project is there for the next one, in a file of its own that only this user reads', async () => {
	const {env, folder, files} = place();
	const first = openLayoutMemory(env);
	expect(first.recall('/a')).toEqual({kind: 'nothing'});
	for (let at = 0; at < 50; at++) first.remember('/a', {at});
	first.remember('/b', {b: true});
	expect(first.recall('/a')).toEqual({kind: 'value', value: {at: 49}});
	await first.close();
	const second = openLayoutMemory(env);
	expect(second.recall('/a')).toEqual({kind: 'value', value: {at: 49}});
	expect(second.recall('/b')).toEqual({kind: 'value', value: {b: true}});
	expect(files()).toHaveLength(2);
	expect(files().every((name) => (statSync(path.join(folder, name)).mode & 0o077) === 0)).toBe(true);
});

test('nothing is made where nothing is remembered', async () => {
	const {env, files} = place();
	const memory = openLayoutMemory(env);
	memory.recall('/a');
	await memory.close();
	expect(files).toThrow();
});

test.each([
	['half a document', '{"version": 1, "pro'],
	['a version of later days', '{"version": 2, "project": "/a", "panes": {}}'],
])('%s is told, and stays as it is', async (_, text) => {
	const {env, folder, files} = place();
	const first = openLayoutMemory(env);
	first.remember('/a', {});
	await first.close();
	const file = path.join(folder, files()[0] ?? '');
	writeFileSync(file, text);
	const memory = openLayoutMemory(env);
	expect(memory.recall('/a')).toMatchObject({kind: 'unreadable', message: expect.stringContaining(file)});
	memory.remember('/a', {other: true});
	await memory.close();
	expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a directory that takes no files costs the memory and nothing else', async () => {
	const {env, folder} = place();
	mkdirSync(path.dirname(folder), {recursive: true});
	writeFileSync(folder, 'in the way');
	const memory = openLayoutMemory(env);
	memory.remember('/a', {});
	await memory.close();
	expect(readFileSync(folder, 'utf8')).toBe('in the way');
});

test('temp files of a writer that was killed are swept, those of one at work are not', async () => {
	const {env, folder, files} = place();
	const memory = openLayoutMemory(env);
	memory.remember('/a', {});
	await memory.close();
	const young = path.join(folder, `.${files()[0]}.abc.tmp`);
	writeFileSync(young, '');
	memory.remember('/a', {again: true});
	await memory.close();
	expect(files()).toContain(path.basename(young));
	utimesSync(young, 0, 0);
	memory.remember('/a', {again: false});
	await memory.close();
	expect(files()).toHaveLength(1);
});
