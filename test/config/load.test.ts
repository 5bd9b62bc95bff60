import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadConfig} from '../../src/config/load.ts';
import {scratchDirectory} from '../support/scratch.ts';

const load = (project: unknown, user?: unknown) => {
	const home = scratchDirectory();
	const file = path.join(home, 'project.json');
	mkdirSync(path.join(home, 'mosaic'));
	if (project !== undefined) writeFileSync(file, typeof project === 'string' ? project : JSON.stringify(project));
	if (user !== undefined) writeFileSync(path.join(home, 'mosaic/config.json'), JSON.stringify(user));
	return loadConfig(file, {XDG_CONFIG_HOME: home});
};

describe('settings', () => {
	test('have defaults where no file is', () => {
		expect(load(undefined)).toEqual({
			runtime: 'claude',
			runtimes: {},
			environment: {},
			secrets: [],
			prices: {},
			workflow: null,
			workflows: {},
			roles: {},
			checks: null,
			parallel: 4,
			checkpoint: null,
			permissions: [],
		});
	});

	test('of the project win over those of the user, key by key', () => {
		const user = {
			runtime: 'codex',
			environment: {A: '1', B: '1'},
			runtimes: {x: {argv: ['x'], env: {K: '1'}}},
		};
		const config = load({runtime: 'x', environment: {B: '2'}, runtimes: {x: {env: {L: '2'}}}}, user);
		expect(config).toMatchObject({
			runtime: 'x',
			environment: {A: '1', B: '2'},
			runtimes: {x: {argv: ['x'], env: {K: '1', L: '2'}}},
		});
	});

	test.each([
		[{runtimes: {mine: {arg: ['a']}}}, 'runtimes.mine.arg: unknown key. Did you mean "argv"?'],
		[{runtim: 'x'}, 'runtim: unknown key. Did you mean "runtime"?'],
		[{zzzzzzzzzz: 1}, 'zzzzzzzzzz: unknown key. Known here: $schema, runtime, runtimes, environment,'],
		[{runtimes: {x: {argv: []}}}, 'runtimes.x.argv: must name a command'],
		[{environment: {'A=B': 'x'}}, 'environment.A=B: '],
		[{environment: {A: 'x\0y'}}, 'environment.A: must not contain a NUL character'],
		[[], 'the whole document'],
		['{', 'not valid JSON'],
	])('%j is refused with the path of what is wrong', (document, message) => {
		expect(() => load(document)).toThrow(message);
	});
});
