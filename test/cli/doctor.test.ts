import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {TASKS} from './tasks-sample.ts';

type Check = {name: string; state: string; detail: string};

const checks = async (project: ScratchProject, exitCode = 0): Promise<Map<string, Check>> => {
	const document = await mosaicJson<{ok: boolean; checks: Check[]}>(project, ['doctor'], exitCode);
	expect(document.ok).toBe(exitCode === 0);
	return new Map(document.checks.map((check) => [check.name, check]));
};

const withProgram = (project: ScratchProject, name: string, script: string): ScratchProject => {
	const bin = path.join(project.home, 'bin');
	mkdirSync(bin, {recursive: true});
	writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
	chmodSync(path.join(bin, name), 0o755);
	return {...project, env: {...project.env, PATH: `${bin}:/usr/bin:/bin`}};
};

describe('mosaic doctor', () => {
	test('tries database, pseudo-terminal and state, and finds runtimes with their version', async () => {
		const project = withProgram(scratchProject({'TASKS.md': TASKS}), 'codex', 'echo codex-cli 1.2.3');
		const found = await checks(project);
		for (const name of ['node', 'git', 'database', 'pseudo-terminal', 'state', 'mission'])
			expect(found.get(name)).toMatchObject({state: 'ok'});
		expect(found.get('runtime codex')?.detail).toMatch(
			/bin\/codex \(codex-cli 1\.2\.3\); not signed in: run `codex login`, .*; tried with [\d.]+; 1\.2\.3 is newer: the newest rules for its screen are used; needs a mode or an argv in the config$/,
		);
		expect(found.get('runtime claude (default)')).toMatchObject({state: 'warning'});
		expect(existsSync(path.join(project.root, '.mosaic'))).toBe(false);
	});

	test('says what is wrong with the mission and ends with 1', async () => {
		const project = scratchProject({'.mosaic/orchestrator/mission.json': '[]'});
		const found = await checks(project, 1);
		expect(found.get('mission')).toMatchObject({state: 'failed'});
		expect((await mosaic(project, ['doctor'])).stdout).toContain('✗ failed');
	});

	test('points at lines of the tasks file, and at settings that are not valid', async () => {
		const project = scratchProject({'TASKS.md': TASKS.replace('done', 'wibble')});
		await mosaicJson(project, ['init']);
		expect((await checks(project)).get('mission')).toMatchObject({state: 'warning'});
		writeFileSync(path.join(project.root, '.mosaic/config.json'), '{"runtim": "x"}');
		expect((await checks(project, 1)).get('settings')?.detail).toContain('Did you mean "runtime"?');
	});

	test('tells who is signed in by variables and files alone, and what to know of a runtime that is used', async () => {
		const project = withProgram(scratchProject({'TASKS.md': TASKS}), 'claude', 'echo 2.1.329');
		const before = await checks(project);
		expect(before.get('runtime claude (default)')).toMatchObject({
			state: 'warning',
			detail: expect.stringContaining('not signed in: start `claude` once'),
		});
		expect(before.get('about claude')?.detail).toContain('asks first whether to trust it');
		mkdirSync(path.join(project.home, '.claude'));
		writeFileSync(path.join(project.home, '.claude/.credentials.json'), '');
		const byFile = (await checks(project)).get('runtime claude (default)');
		expect(byFile).toMatchObject({
			state: 'ok',
			detail: expect.stringMatching(/\(2\.1\.329\); signed in by .*credentials\.json$/),
		});
		expect((await checks(project)).get('about claude')?.detail).toContain('{"claude": {"mode": "headless"}}');
		const key = {...project, env: {...project.env, ANTHROPIC_API_KEY: 'a-secret-key'}};
		const byKey = (await checks(key)).get('runtime claude (default)');
		expect(byKey?.detail).toMatch(/signed in by ANTHROPIC_API_KEY$/);
	});

	test('is not held up by a runtime that does not answer', async () => {
		const project = withProgram(scratchProject({}), 'gemini', 'exec sleep 600');
		expect((await checks(project)).get('runtime gemini')?.detail).toContain('gives no version');
	});

	test('looks at the repository that runs work in, and at who commits there', async () => {
		const project = scratchProject({'TASKS.md': TASKS});
		const found = await checks(project);
		expect(found.get('repository')).toEqual({
			name: 'repository',
			state: 'ok',
			detail: 'on main; no remote: nothing is pushed',
		});
		expect(found.get('committer')?.detail).toBe('Test <test@example.invalid>');
		const nobody = Object.fromEntries(
			Object.entries(project.env).filter(([name]) => !/^GIT_(AUTHOR|COMMITTER)/.test(name)),
		);
		expect((await checks({...project, env: nobody})).get('committer')).toMatchObject({
			state: 'warning',
			detail: expect.stringContaining('user.name'),
		});
	});

	test('outside git says what that means, and is no failure', async () => {
		const found = await checks(scratchProject({}, {git: false}));
		expect(found.get('repository')).toMatchObject({state: 'warning'});
		expect(found.has('committer')).toBe(false);
	});
});
