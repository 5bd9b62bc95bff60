import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';
const TOKEN = `ghp_${'a1'.repeat(20)}`;

const filesBelow = (directory: string): string =>
	readdirSync(directory, {recursive: true, withFileTypes: true})
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');

const started = async (
	config: object | null,
	args: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': TASKS});
	await mosaic(made, ['init']);
	if (config !== null) writeFileSync(path.join(made.root, '.mosaic/config.json'), JSON.stringify(config));
	const run = await mosaic(made, ['run', 'T1', '--workflow', 'solo', '--inline', ...args], {env});
	if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
	return made;
};

describe('secrets', () => {
	test('that an agent prints stand in no file of the project and in no event', async () => {
		const script = `printf 'deploy with %s and %s\\n' "$DEPLOY" "$SERVICE_KEY"; echo ${TOKEN}; printf '\\033]7501;state=idle:app=x:msg=%s\\007' "$(printf '%s' "$DEPLOY" | base64)"`;
		const secrets = ['a1b2c3d4e5', 'key-of-the-person', TOKEN];
		const made = await started(null, ['--env', 'DEPLOY=a1b2c3d4e5', '--', 'sh', '-c', script], {
			SERVICE_KEY: 'key-of-the-person',
		});
		const shown = (await mosaic(made, ['transcript', 'sess-001'])).stdout;
		expect(shown).toBe('deploy with [redacted] and [redacted]\n[redacted]\n');
		for (const args of [['events'], ['events', '--json'], ['sessions', '--all', '--json']]) {
			const {stdout, exitCode} = await mosaic(made, args);
			expect(exitCode).toBe(0);
			for (const secret of secrets) expect(stdout, args.join(' ')).not.toContain(secret);
		}
		const sessions = filesBelow(path.join(made.root, '.mosaic/sessions'));
		for (const secret of secrets) expect(sessions).not.toContain(secret);
		// The journal keeps the command itself, for a resume; what the agent said of itself is hidden in it.
		for (const secret of secrets.slice(0, 2)) expect(filesBelow(path.join(made.root, '.mosaic'))).not.toContain(secret);
	});

	test('of a person stay with the person where a runtime has a list of what it inherits', async () => {
		const config = {
			runtime: 'own',
			runtimes: {own: {argv: ['sh', '-c', 'env'], inherit: ['KEEP_*'], env: {ADDED: 'yes'}}},
		};
		const made = await started(config, [], {KEEP_ME: 'kept', OTHER_THING: 'other', LC_ALL: 'C.UTF-8'});
		const names = (await mosaic(made, ['transcript', 'sess-001'])).stdout.split('\n').map((line) => line.split('=')[0]);
		for (const name of ['PATH', 'HOME', 'LC_ALL', 'KEEP_ME', 'ADDED', 'MOSAIC_TASK']) expect(names).toContain(name);
		expect(names).not.toContain('OTHER_THING');
	});
});
