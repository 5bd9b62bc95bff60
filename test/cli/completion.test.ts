import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicBin, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {TASKS} from './tasks-sample.ts';

const HOSTILE = `${TASKS}| x$(touch\${IFS}pwned) | open | Bad | |\n| T;ls | open | Bad | |\n`;

const project = async (): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': HOSTILE});
	await mosaicJson(made, ['init']);
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
		expect(offered(at, 'run', '--p')).toEqual(['--print-only', '--project']);
		expect(offered(at, '--json', 'done', 'T')).toEqual(['T2', 'T3', 'T4']);
		expect(offered(at, 'completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
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

test.each(['bash', 'zsh', 'fish'])('the script for %s is one that the shell can read', async (shell) => {
	const {stdout, exitCode} = await mosaic(scratchProject({}), ['completion', shell]);
	expect(exitCode).toBe(0);
	for (const name of ['init', 'resume', 'sessions', 'print-only']) expect(stdout).toContain(name);
	const checked = spawnSync(shell, ['-n'], {input: stdout, encoding: 'utf8'});
	// A machine without the shell cannot check it; bash is on every one that runs the tests.
	if (checked.error === undefined) expect(checked.stderr).toBe('');
});
