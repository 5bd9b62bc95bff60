import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadConfig} from '../../src/config/load.ts';
import {readScreenSettings} from '../../src/config/screen.ts';
import {DEFAULT_WALL, policyFor} from '../../src/domain/wall-policy.ts';
import {scratchDirectory} from '../support/scratch.ts';

/** An environment whose user has this settings file. */
const userWith = (document: unknown) => {
	const home = scratchDirectory();
	const file = path.join(home, 'mosaic/config.json');
	mkdirSync(path.dirname(file));
	if (document !== undefined) writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
	return {env: {XDG_CONFIG_HOME: home}, file, home};
};

describe('the settings of the full screen', () => {
	test('are read from the user file, beside the others', () => {
		const {env, home} = userWith({runtime: 'codex', theme: 'light', keys: {'task.start': 'S', leave: 'ctrl+]'}});
		expect(readScreenSettings(env)).toMatchObject({
			theme: 'light',
			keys: {'task.start': 'S', leave: 'ctrl+]'},
			problems: [],
		});
		expect(loadConfig(path.join(home, 'none.json'), env).runtime).toBe('codex');
	});

	test('have defaults where no file is', () => {
		expect(readScreenSettings(userWith(undefined).env)).toMatchObject({theme: 'auto', keys: {}, problems: []});
	});

	test.each([
		['{"keys": ', 'not valid JSON'],
		[{keys: 5, theme: 'light'}, 'keys: must be an object of actions and their keys.'],
		[{keys: {'task.start': 5, 'task.resume': 'R'}}, 'keys.task.start: must be a key or a list of keys.'],
		[{layout: 'round'}, 'layout: must be one of one, two, four, grid, list. It is taken as grid.'],
		[{mouse: 'no'}, 'mouse: must be true or false. It is taken as true.'],
		[{theme: 'pink'}, 'theme: must be one of auto, dark, light, high-contrast, none.'],
	])('%j is told with file and path, and the rest counts', (document, problem) => {
		const {env, file} = userWith(document);
		const settings = readScreenSettings(env);
		expect(settings.problems).toHaveLength(1);
		expect(settings.problems[0]).toContain(problem);
		expect(settings.problems[0]).toContain(file);
		if (JSON.stringify(document).includes('"R"')) expect(settings.keys).toEqual({'task.resume': 'R'});
		if (JSON.stringify(document).includes('light')) expect(settings.theme).toBe('light');
	});

	test('that are wrong keep no agent from starting', () => {
		const {env, home} = userWith({
			runtime: 'codex',
			theme: 'pink',
			keys: 5,
			layout: 'round',
			terminal: 5,
			clipboard: 7,
		});
		expect(loadConfig(path.join(home, 'none.json'), env).runtime).toBe('codex');
	});

	test.each([{keys: {}}, {theme: 'dark'}])('%j in a project is refused: the keys are the person’s own', (document) => {
		const file = path.join(scratchDirectory(), 'project.json');
		writeFileSync(file, JSON.stringify(document));
		expect(() => loadConfig(file, userWith(undefined).env)).toThrow(/a project does not set it\. Move it/);
	});
});

test('what of the terminal may be used is read key by key; a mistake lets nothing more out', () => {
	const {env, file} = userWith({terminal: {clipboard: 'allow', bels: 'allow', titles: 'yes', links: 'ask'}});
	const {wall, problems} = readScreenSettings(env);
	expect(wall).toEqual({titles: 'deny', bells: 'deny', notifications: 'deny', clipboard: 'allow', links: 'allow'});
	expect(problems).toEqual([
		`${file}: terminal.bels: unknown key. Did you mean "bells"?`,
		`${file}: terminal.titles: must be one of allow, ask, deny. It stays as it comes.`,
		`${file}: terminal.links: must be allow or deny: it is your terminal that opens a link, and asks or not. It stays as it comes.`,
	]);
	expect(readScreenSettings(userWith({terminal: 'all'}).env).wall.clipboard).toBe('ask');
});

test('agents of one runtime have a policy of their own; a mistake in it is told and lets nothing more out', () => {
	const runtimes = {claude: {titles: 'allow', links: 'deny'}, codex: {bells: 'perhaps', link: 'allow'}};
	const {env, file} = userWith({terminal: {clipboard: 'deny', runtimes}});
	const {wall, problems} = readScreenSettings(env);
	expect(policyFor(wall, 'claude')).toEqual({...DEFAULT_WALL, clipboard: 'deny', titles: 'allow', links: 'deny'});
	expect(policyFor(wall, 'codex')).toEqual({...DEFAULT_WALL, clipboard: 'deny'});
	expect(policyFor(wall, 'constructor')).toEqual({...DEFAULT_WALL, clipboard: 'deny'});
	expect(problems).toEqual([
		`${file}: terminal.runtimes.codex.bells: must be one of allow, ask, deny. It stays as it comes.`,
		`${file}: terminal.runtimes.codex.link: unknown key. Did you mean "links"?`,
	]);
	// Of whom nothing is known yet, nothing leaves that any runtime keeps in.
	expect(policyFor(wall, undefined)).toEqual({...DEFAULT_WALL, clipboard: 'deny', links: 'deny'});
	expect(readScreenSettings(userWith({terminal: {runtimes: 7}}).env).problems).toHaveLength(1);
});
