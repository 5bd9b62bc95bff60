import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {arena, hostGone, startTask} from '../support/arena.ts';
import {mosaic, mosaicBin, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {TASKS} from './tasks-sample.ts';

const HOSTILE = `${TASKS}| x$(touch\${IFS}pwned) | open | Bad | |\n| T;ls | open | Bad | |\n`;

const project = async (): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': HOSTILE});
	await mosaicJson(made, ['init']);
	return withCommand(made);
};

/** The same with `mosaic` on the PATH. */
const withCommand = <Project extends ScratchProject>(made: Project): Project => {
	const bin = path.join(made.home, 'bin');
	mkdirSync(bin);
	writeFileSync(path.join(bin, 'mosaic'), `#!/bin/sh\nexec '${process.execPath}' '${mosaicBin()}' "$@"\n`);
	chmodSync(path.join(bin, 'mosaic'), 0o755);
	return {...made, env: {...made.env, PATH: `${bin}:${made.env.PATH}`}};
};

/** What bash would offer after these words. */
const offered = (at: ScratchProject, ...words: string[]): string[] => {
	const script = `eval "$(mosaic completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mosaic; printf '%s\\n' "\${COMPREPLY[@]}"`;
	const output = execFileSync('bash', ['-c', script, 'bash', 'mosaic', ...words], {cwd: at.root, env: at.env});
	return output.toString().split('\n').filter(Boolean);
};

describe('completion in bash', () => {
	test('offers commands, options, and the ids of open tasks', async () => {
		const at = await project();
		expect(offered(at, 'st')).toEqual(['status', 'stop']);
		expect(offered(at, 'run', '--p')).toEqual(['--parallel', '--print-only', '--project']);
		expect(offered(at, '--')).toEqual(expect.arrayContaining(['--project', '--json', '--version', '--help']));
		expect(offered(at, '')).not.toContain('--json');
		expect(offered(at, '--json', 'done', 'T')).toEqual(['T2', 'T3', 'T4']);
		expect(offered(at, '--print-only', 'T')).toEqual(['T2', 'T3', 'T4']);
		expect(offered(at, 'help', 'ini')).toEqual(['init']);
		expect(offered(at, 'completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
	});

	test('reads the words before: a project, an option that waits for its value, another program after --', async () => {
		const at = await project();
		writeFileSync(path.join(at.root, '.mosaic/config.json'), '{"runtimes": {"robot": {"argv": ["true"]}}}');
		const elsewhere = {...at, root: at.home};
		for (const words of [
			['--project', at.root],
			['--project', '=', at.root],
		])
			expect(offered(elsewhere, ...words, 'done', 'T')).toEqual(['T2', 'T3', 'T4']);
		expect(offered(at, '--project', '.mosaic/o')).toEqual(['.mosaic/orchestrator']);
		expect(offered(at, 'init', '--tasks', 'TA')).toEqual(['TASKS.md']);
		expect(offered(at, 'init', '--name', '')).toEqual([]);
		expect(offered(at, 'run', '--runtime', '')).toEqual(['claude', 'robot']);
		expect(offered(at, 'run', '--runtime', '=', 'r')).toEqual(['robot']);
		expect(offered(at, 'run', '--workflow', '')).toEqual(['solo', 'checked', 'reviewed', 'pull-request']);
		expect(offered(at, 'run', '--runtime', 'robot', 'T')).toEqual(['T2', 'T3', 'T4']);
		expect(offered(at, 'run', 'T2', '--', 'TA')).toEqual(['TASKS.md']);
		expect(offered(at, 'run', 'T2', '--', '--p')).toEqual([]);
	});

	test('offers runs, all sessions to look at, and only live ones to attach to or stop', async () => {
		const at = withCommand(await arena());
		expect((await startTask(at, 'failing')).exitCode).toBe(0);
		await hostGone(at);
		expect((await startTask(at, 'lasting')).exitCode).toBe(0);
		expect(offered(at, 'events', '--run', '')).toEqual(['run-002', 'run-001']);
		expect(offered(at, 'screen', 's')).toEqual(['sess-002', 'sess-001']);
		expect(offered(at, 'attach', 's')).toEqual(['sess-002']);
		expect(offered(at, 'stop', 's')).toEqual(['sess-002']);
	});

	test('never runs what a task is called', async () => {
		const at = await project();
		expect(offered(at, 'done', 'x')).toEqual([]);
		expect(offered(at, 'done', '')).not.toContain('T;ls');
		expect(existsSync(path.join(at.root, 'pwned'))).toBe(false);
	});

	test('is silent where no mission is', async () => {
		const result = await mosaic(scratchProject({}), ['complete-ids', 'tasks']);
		expect(result).toEqual({exitCode: 0, signal: null, stdout: '', stderr: ''});
	});
});

test('with --json the script is one document', async () => {
	const document = await mosaicJson(scratchProject({}), ['completion', 'bash']);
	expect(document).toMatchObject({schema: 'mosaic/completion@1', shell: 'bash'});
	expect(document.script).toContain('complete -F _mosaic mosaic');
});

test.each(['bash', 'zsh', 'fish'])('the script for %s is one that the shell can read', async (shell) => {
	const {stdout, exitCode} = await mosaic(scratchProject({}), ['completion', shell]);
	expect(exitCode).toBe(0);
	for (const name of ['init', 'resume', 'sessions', 'print-only']) expect(stdout).toContain(name);
	const checked = spawnSync(shell, ['-n'], {input: stdout, encoding: 'utf8'});
	// A machine without the shell cannot check it; bash is on every one that runs the tests.
	if (checked.error === undefined) expect(checked.stderr).toBe('');
});
