// The mouse through the real binary: what the terminal is asked for, and who hears of what.
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {TALK} from '../support/talking.ts';
import {until} from '../support/until.ts';

const CTRL_Q = '\u0011';
const ANY_MOUSE = /\u001b\[\?(?:\d+;)*(?:9|1000|1002|1003|1005|1006|1015|1016)(?:;\d+)*h/;

/** Projects of one person with an agent each; `scripts` by their names. */
const agents = async (scripts: Readonly<Record<string, string>>, config?: unknown): Promise<ScratchProject> => {
	const first = scratchProject({}, {git: false});
	if (config !== undefined) {
		const folder = path.join(first.env.XDG_CONFIG_HOME as string, 'mosaic');
		mkdirSync(folder, {recursive: true});
		writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
	}
	for (const [name, script] of Object.entries(scripts)) {
		const project = {...first, root: path.join(first.home, name)};
		mkdirSync(project.root);
		writeFileSync(path.join(project.root, 'TASKS.md'), TALK);
		await mosaic(project, ['init', '--name', `The ${name}`]);
		onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
		expect(await mosaic(project, ['run', 'T1', '--detach', '--', 'bash', '-c', script])).toMatchObject({exitCode: 0});
	}
	return {...first, root: path.join(first.home, Object.keys(scripts)[0] as string)};
};

test('with "mouse": false the terminal is asked for no mouse, but by a program that asks for it, as long as it is typed into', async () => {
	const asks = `printf '\\033[?1000h\\033[?1006hready\\n'; stty raw -echo; cat -v`;
	const tui = journey(await agents({north: 'echo ready; read -r x', east: asks}, {mouse: false}));
	await tui.sees('The north');
	tui.press('?');
	await tui.sees('Keys');
	tui.press('\u001b');
	await until('the help closed', () => !tui.screen().includes('type to search'));
	tui.press('p');
	await tui.sees('grid layout, 2 panes');
	await tui.sees(/ready[\s\S]*ready/);
	expect(tui.bytes()).not.toMatch(ANY_MOUSE);
	tui.press('2\r');
	await tui.sees('◆ 2 typing');
	await until('the mouse of the program', () => tui.modes().mouse !== 'none');
	tui.press(CTRL_Q);
	await until('no mouse again', () => tui.modes().mouse === 'none');
	tui.press('q');
	await tui.ended;
	expect(tui.modes()).toMatchObject({mouse: 'none', mouseEncoding: 'default'});
});

test('the wheel scrolls the pane under it, whoever has the focus, and a drag over it copies from it', async () => {
	const prints = 'i=0; while [ $i -lt 200 ]; do echo "$(basename "$PWD") $i"; i=$((i+1)); done; read -r x';
	const tui = journey(await agents({north: prints, east: prints}, {clipboard: {copy: 'osc52'}}));
	await tui.sees('The north');
	tui.press('p');
	await tui.sees('north 199');
	await tui.sees('east 199');
	const {x, y} = tui.placeOf('east 199');
	for (let count = 0; count < 5; count++) tui.press(`\u001b[<64;${x + 2};${y - 3}M`);
	// Fifteen rows further up than where it ended.
	await until('an earlier part of that pane', () => !tui.screen().includes('east 186'));
	await tui.sees(/\d+\/\d+/);
	expect(tui.screen()).toContain('north 199');
	const line = tui.placeOf('east 180');
	const at = (code: number, column: number, end: string) => `\u001b[<${code};${line.x + column};${line.y}${end}`;
	tui.press(at(0, 0, 'M') + at(32, 3, 'M') + at(32, 7, 'M') + at(0, 7, 'm'));
	const copied = () => /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/.exec(tui.bytes())?.[1] ?? '';
	await until('the copy', () => copied() !== '');
	expect(Buffer.from(copied(), 'base64').toString()).toBe('east 180');
});

test('one that wants the mouse in pixels gets it where it is alone, and nothing in the wrong measure beside others', async () => {
	const pixels = `printf '\\033[?1003h\\033[?1016hready\\n'; stty raw -echo; cat -v`;
	const tui = journey(await agents({north: pixels, east: 'echo ready; read -r x'}));
	await tui.sees('The north');
	tui.press('p');
	await tui.sees('grid layout, 2 panes');
	await tui.sees(/ready[\s\S]*ready/);
	tui.press('1\r');
	await tui.sees('◆ 1 typing');
	expect(tui.modes().mouseEncoding).toBe('sgr');
	const {x, y} = tui.placeOf('ready');
	tui.press(`\u001b[<0;${x};${y}M\u001b[<0;${x};${y}m.`);
	await tui.sees('.');
	expect(tui.screen()).not.toContain('^[[<');
	tui.press(CTRL_Q);
	await tui.sees('Enter type');
	tui.press('z\r');
	await tui.sees('Ctrl+Q leaves');
	await until('pixels', () => tui.modes().mouseEncoding === 'sgr-pixels');
	tui.press('\u001b[<35;500;300M');
	await tui.sees('^[[<35;500;300M');
	tui.press(CTRL_Q);
	await until('cells again', () => tui.modes().mouseEncoding === 'sgr');
});
