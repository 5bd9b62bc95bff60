import {expect, onTestFinished, test} from 'vitest';
import {projectPaths} from '../../src/config/paths.ts';
import {RemoteScreen} from '../../src/daemon/remote-screen.ts';
import {UNKNOWN_COLOURS} from '../../src/domain/outer-terminal.ts';
import {mosaic} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';

test('a size that was asked for stays when the terminal’s colours become known before the answer', async () => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init']);
	await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', 'while read -r line; do stty size; done']);
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	const size = {cols: 120, rows: 40};
	const screen = new RemoteScreen(projectPaths(project.root), 'sess-001', size);
	onTestFinished(() => screen.close());
	await until('the screen', () => screen.status === 'live');
	screen.resizeSession({cols: 80, rows: 23});
	screen.tellColours(UNKNOWN_COLOURS);
	screen.type('how large?\r');
	const text = (): string => screen.text().join('\n');
	await until('the agent’s word', () => /^\d+ \d+ *$/m.test(text()));
	expect(/^\d+ \d+/m.exec(text())?.[0]).toBe('23 80');
});
