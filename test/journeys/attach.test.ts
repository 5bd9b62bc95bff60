import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic} from '../support/mosaic.ts';
import {talking} from '../support/talking.ts';

const CTRL_Q = '\u0011';

test('attach shows the screen as it is, types, and leaves the agent running', async () => {
	const project = await talking('echo "before you came"; while read -r line; do echo "heard: $line"; done');
	const terminal = journey(project, ['attach', 'sess-001'], {cols: 80, rows: 24});
	await terminal.sees('before you came');
	await terminal.sees('Ctrl+Q leaves');
	terminal.press('hello\r');
	await terminal.sees('heard: hello');
	terminal.press(CTRL_Q);
	expect(await terminal.ended).toEqual({exitCode: 0, signal: null});
	expect(terminal.isRestored()).toBe(true);
	expect(terminal.screen()).toContain('sess-001 goes on');
	expect((await mosaic(project, ['screen', 'sess-001'])).stdout).toContain('heard: hello');
});

test('what was printed before is scrolled back to, searched and copied, while nothing of it goes to the agent', async () => {
	const project = await talking('seq -f "row %g" 1 200; while read -r line; do echo "heard: <$line>"; done');
	const terminal = journey(project, ['attach', 'sess-001'], {cols: 80, rows: 24});
	await terminal.sees('row 200');
	terminal.press('\u001b[5;2~');
	await terminal.sees('Esc back · / search');
	terminal.press('/row 17$\r');
	await terminal.sees(/^row 17$/m);
	terminal.press('Vy');
	await terminal.sees('Copied');
	terminal.press('q');
	await terminal.sees('row 200');
	terminal.press('\u001b[<64;5;5M');
	await terminal.sees('Esc back');
	terminal.press('G');
	terminal.press('q');
	await terminal.sees('Ctrl+Q leaves');
	terminal.press('mine\r');
	await terminal.sees('heard: <mine>');
	terminal.press(CTRL_Q);
	expect(await terminal.ended).toEqual({exitCode: 0, signal: null});
	expect(terminal.isRestored()).toBe(true);
});

test('the agent learns the size of the terminal that attached', async () => {
	const project = await talking('trap "stty size" WINCH; while :; do read -r line && stty size; done');
	const terminal = journey(project, ['attach', 'sess-001'], {cols: 100, rows: 30});
	await terminal.sees('29 100');
	terminal.resize(90, 20);
	await terminal.sees('19 90');
});

test('no escape of an agent reaches the terminal of the one who attached', async () => {
	const project = await talking(
		`printf '\\033]0;evil title\\007\\033]52;c;ZXZpbA==\\007\\033[?1003h\\033[5mcells only\\033[0m\\n'; read -r line`,
	);
	const terminal = journey(project, ['attach', 'sess-001'], {cols: 80, rows: 24});
	await terminal.sees('cells only');
	terminal.press(CTRL_Q);
	await terminal.ended;
	expect(terminal.isRestored()).toBe(true);
});

test('an agent that ends ends the stay, with its last word', async () => {
	const project = await talking('read -r line; exit 3');
	const terminal = journey(project, ['attach', 'sess-001'], {cols: 80, rows: 24});
	await terminal.sees('Ctrl+Q leaves');
	terminal.press('go\r');
	expect(await terminal.ended).toEqual({exitCode: 0, signal: null});
	expect(terminal.screen()).toContain('sess-001 has ended');
	expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toContain('failed');
});

test('attach to a session that has ended is refused by name', async () => {
	const project = await talking('true');
	await mosaic(project, ['stop', 'sess-001']);
	const {exitCode, stderr} = await mosaic(project, ['attach', 'sess-001']);
	expect(exitCode).toBe(3);
	expect(stderr).toMatch(/sess-001 has ended/);
});
