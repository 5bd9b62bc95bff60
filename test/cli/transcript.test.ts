import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';
const SCRIPT = `printf '\\033[32mgreen\\033[0m line\\r\\n\\033]0;title\\007second\\n'; for i in 1 2 3; do echo "row $i"; done; `;

const project = async (script: string): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': TASKS});
	await mosaic(made, ['init']);
	const {exitCode, stderr} = await mosaic(made, ['run', 'T1', '--detach', '--', 'sh', '-c', script]);
	if (exitCode !== 0) throw new Error(stderr);
	onTestFinished(async () => void (await mosaic(made, ['stop', 'sess-001'])));
	await until('its words', async () => (await mosaic(made, ['transcript', 'sess-001'])).stdout.includes('row 3'));
	return made;
};

/** A pager that keeps what it was given, says so, and ends with the next line. */
const pagerIn = (made: ScratchProject, name = 'my pager'): string => {
	const file = path.join(made.home, name);
	const script = `#!/bin/sh\nprintf '%s\\n' "$@" >"${made.home}/arguments"\nfor last; do :; done\ncp "$last" "${made.home}/seen"\necho "paging $#"\nread -r line\n`;
	writeFileSync(file, script, {mode: 0o755});
	return file;
};

const leftIn = (made: ScratchProject): string[] => {
	const directory = path.join(made.home, 'cache', 'mosaic', 'transcripts');
	return existsSync(directory) ? readdirSync(directory) : [];
};

describe('mosaic transcript', () => {
	test('prints all that was printed, as text, into a pipe; with colours where they are asked for', async () => {
		const made = await project(`${SCRIPT}read -r x`);
		const plain = await mosaic(made, ['transcript', 'sess-001']);
		expect(plain.stdout).toBe('green line\nsecond\nrow 1\nrow 2\nrow 3\n');
		const coloured = await mosaic(made, ['transcript', 'sess-001', '--colour']);
		expect(coloured.stdout).toContain('\u001b[0;32mgreen\u001b[m line\n');
		expect(await mosaicJson(made, ['transcript', 'sess-001'])).toEqual({
			schema: 'mosaic/transcript@1',
			sessionId: 'sess-001',
			lines: ['green line', 'second', 'row 1', 'row 2', 'row 3'],
		});
	});

	test('opens a live session’s in the pager, taken apart without a shell, and leaves no file', async () => {
		const made = await project(`${SCRIPT}read -r x`);
		const pager = pagerIn(made);
		const env = {PAGER: `"${pager}" '--a b' $(touch ${made.home}/evil)`};
		const terminal = journey(made, ['transcript', 'sess-001'], {env});
		await terminal.sees('paging 4');
		const words = readFileSync(path.join(made.home, 'arguments'), 'utf8').split('\n');
		expect(words.slice(0, 3)).toEqual(['--a b', '$(touch', `${made.home}/evil)`]);
		expect(words[3]).toMatch(/sess-001\.txt$/);
		expect(readFileSync(path.join(made.home, 'seen'), 'utf8')).toContain('second\nrow 1');
		expect(existsSync(path.join(made.home, 'evil'))).toBe(false);
		expect(leftIn(made)).toHaveLength(1);
		terminal.press('\r');
		expect(await terminal.ended).toEqual({exitCode: 0, signal: null});
		expect(leftIn(made)).toEqual([]);
	});

	test('opens an ended session’s in the editor', async () => {
		const made = await project(SCRIPT);
		const terminal = journey(made, ['transcript', 'sess-001', '--editor'], {env: {EDITOR: `'${pagerIn(made)}'`}});
		await terminal.sees('paging 1');
		terminal.press('\r');
		await terminal.ended;
		expect(readFileSync(path.join(made.home, 'seen'), 'utf8')).not.toContain('\u001b');
	});

	test('Ctrl+C is the pager’s; a signal to mosaic ends both and leaves no file', async () => {
		const made = await project(SCRIPT);
		const terminal = journey(made, ['transcript', 'sess-001'], {env: {PAGER: `'${pagerIn(made)}'`}});
		await terminal.sees('paging');
		process.kill(terminal.pid, 'SIGINT');
		process.kill(terminal.pid, 'SIGTERM');
		expect(await terminal.ended).toEqual({exitCode: null, signal: 'SIGTERM'});
		expect(leftIn(made)).toEqual([]);
	});

	test('what a killed one left is gone with the next start', async () => {
		const made = await project(SCRIPT);
		const env = {PAGER: `'${pagerIn(made)}'`};
		const killed = journey(made, ['transcript', 'sess-001'], {env});
		await killed.sees('paging');
		process.kill(killed.pid, 'SIGKILL');
		await killed.ended;
		expect(leftIn(made)).toHaveLength(1);
		const next = journey(made, ['transcript', 'sess-001'], {env});
		await next.sees('paging');
		expect(leftIn(made)).toHaveLength(1);
		next.press('\r');
		await next.ended;
		expect(leftIn(made)).toEqual([]);
	});

	test('is refused by name where there is no such session, program or setting', async () => {
		const made = await project(SCRIPT);
		expect(await mosaic(made, ['transcript', 'sess-009'])).toMatchObject({exitCode: 4});
		const bad = journey(made, ['transcript', 'sess-001'], {env: {PAGER: '"less'}});
		expect(await bad.ended).toMatchObject({exitCode: 5});
		expect(bad.screen()).toContain('$PAGER: a " has no end');
		const gone = journey(made, ['transcript', 'sess-001'], {env: {PAGER: 'no-such-pager'}});
		expect(await gone.ended).toMatchObject({exitCode: 4});
		expect(gone.screen()).toContain('no-such-pager');
	});
});
