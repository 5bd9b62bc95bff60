import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openChoiceMemory} from '../../src/config/choice-memory.ts';
import {scratchDirectory} from '../support/scratch.ts';

const place = () => {
	const home = scratchDirectory();
	const folder = path.join(home, 'mosaic');
	return {env: {XDG_STATE_HOME: home}, folder, file: path.join(folder, 'screen.json')};
};

test('what was chosen last is there the next time, in a file that only this user reads', async () => {
	const {env, folder, file} = place();
	const first = openChoiceMemory(env);
	expect(first.chosen).toEqual({theme: 'auto', recent: []});
	first.remember({theme: 'dark', recent: ['help']});
	first.remember({theme: 'light', recent: ['quit', 'help']});
	await first.close();
	expect(openChoiceMemory(env).chosen).toMatchObject({theme: 'light', recent: ['quit', 'help']});
	expect(statSync(file).mode & 0o077).toBe(0);
	expect(readdirSync(folder)).toEqual(['screen.json']);
});

test.each(['{"version": 1, "the', '{"version": 2}', '{"version": 1, "theme": "pink", "recent": []}'])(
	'a file that cannot be read stays as it is: %s',
	async (text) => {
		const {env, folder, file} = place();
		mkdirSync(folder);
		writeFileSync(file, text);
		const memory = openChoiceMemory(env);
		expect(memory.chosen).toEqual({theme: 'auto', recent: []});
		memory.remember({theme: 'dark', recent: []});
		await memory.close();
		expect(readFileSync(file, 'utf8')).toBe(text);
	},
);
