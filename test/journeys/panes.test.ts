// Several agents' real screens side by side, in the real binary.
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type Journey, type JourneyOptions, journey} from '../support/journey.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS =
	'| id | status | description |\n|---|---|---|\n| T1 | not-started | Line the well 石を積む 🪣 |\n| T2 | not-started | Rope |\n';

// Says who it is, what was typed, and how large its terminal is when that changes or it is asked.
const AGENT = `me=$(basename "$PWD"); echo "agent of $me"; trap 'echo "$me has $(stty size)"' WINCH
while :; do if read -r line; then echo "$me heard: $line"; [ "$line" = bye ] && exit 0; [ "$line" = size ] && echo "$me has $(stty size)"; fi; done`;

/** Projects of one person, each with a mission and an agent at work; the first one is where mosaic is started. */
const agents = async (names: readonly string[], script = AGENT): Promise<readonly ScratchProject[]> => {
	const first = scratchProject({}, {git: false});
	const projects = names.map((name) => ({...first, root: path.join(first.home, name)}));
	for (const project of projects) {
		mkdirSync(project.root);
		writeFileSync(path.join(project.root, 'TASKS.md'), TASKS);
		expect(await mosaic(project, ['init', '--name', `The ${path.basename(project.root)}`])).toMatchObject({
			exitCode: 0,
		});
		onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
		const run = await mosaic(project, ['run', 'T1', '--detach', '--', 'bash', '-c', script]);
		expect(run).toMatchObject({exitCode: 0});
	}
	return projects;
};

const liveIn = async (project: ScratchProject): Promise<number> =>
	(await mosaicJson<{sessions: unknown[]}>(project, ['sessions'])).sessions.length;

const CTRL_Q = '\u0011';

const open = async (projects: readonly ScratchProject[], options: JourneyOptions = {}): Promise<Journey> => {
	const tui = journey(projects[0] as ScratchProject, [], options);
	await tui.sees('? more');
	return tui;
};

const layoutsOf = ({home}: ScratchProject): string => path.join(home, 'state', 'mosaic', 'layouts');

/** The column and row of a text on the screen, counted from 1. */
const placeOf = (tui: Journey, text: string): {x: number; y: number} => {
	const lines = tui.screen().split('\n');
	const y = lines.findIndex((line) => line.includes(text));
	return {x: (lines[y]?.indexOf(text) ?? -1) + 1, y: y + 1};
};

describe('four agents', () => {
	test('stand in a grid; only the one with the focus is typed into; closing a view ends nothing', async () => {
		const projects = await agents(['north', 'east', 'south', 'west']);
		const tui = await open(projects);
		tui.press('p');
		for (const name of ['north', 'east', 'south', 'west']) await tui.sees(`agent of ${name}`);
		await tui.sees('grid layout, 4 panes');
		tui.press('3');
		await tui.sees(/◆ 3 ▶ working/);
		tui.press('\r');
		await tui.sees('◆ 3 typing');
		// The wheel over the list does not take what is typed elsewhere.
		tui.press('\u001b[<64;6;4M');
		tui.press('hello\r');
		await tui.sees('south heard: hello');
		expect(tui.screen().match(/heard: hello/g)).toHaveLength(1);
		const title = placeOf(tui, '◆ 3 typing');
		expect(tui.cursor()).toMatchObject({visible: true});
		expect(tui.cursor().y).toBeGreaterThanOrEqual(title.y);
		tui.press(`${CTRL_Q}z`);
		await tui.sees('3 of 4, zoomed');
		await tui.noLongerSees('agent of north');
		tui.press('z');
		await tui.sees('agent of north');
		tui.press('x');
		await tui.sees('own layout, 3 panes');
		await tui.noLongerSees('agent of south');
		expect(await liveIn(projects[2] as ScratchProject)).toBe(1);
		tui.press(CTRL_Q);
		await tui.sees('Missions');
	});

	test('a layout made by hand is there again after a restart, and has its file to itself', async () => {
		const projects = await agents(['north', 'east', 'south']);
		const first = await open(projects);
		first.press('p');
		await first.sees('grid layout, 3 panes');
		first.press('x');
		await first.sees('own layout, 2 panes');
		first.press('v');
		await first.sees('own layout, 3 panes');
		const lineOf = (tui: Journey) => tui.screen().split('\n')[1]?.search(/[│┃]/u) ?? -1;
		const line = lineOf(first);
		first.press('<<');
		await until('the line moved', () => lineOf(first) !== line);
		await until('the line moved twice', () => Math.abs(lineOf(first) - line) === 8);
		const moved = lineOf(first);
		first.press('q');
		await first.ended;
		const second = journey(projects[0] as ScratchProject);
		await second.sees('own layout, 3 panes');
		expect(lineOf(second)).toBe(moved);
		const folder = layoutsOf(projects[0] as ScratchProject);
		const [file = '', ...others] = readdirSync(folder);
		expect(others).toEqual([]);
		second.press('q');
		await second.ended;
		writeFileSync(path.join(folder, file), '{"half":');
		const third = await open(projects);
		await third.sees('not valid JSON');
		third.press('pz');
		await third.sees('zoomed');
		third.press('q');
		await third.ended;
		expect(readFileSync(path.join(folder, file), 'utf8')).toBe('{"half":');
	});

	test.for([
		[40, 12, 1],
		[60, 20, 2],
		[80, 24, 4],
		[120, 40, 4],
		[200, 60, 4],
		[250, 80, 4],
	] as const)('at %i×%i %i are seen, each with its title', async ([cols, rows, seen]) => {
		const projects = await agents(['north', 'east', 'south', 'west']);
		const tui = await open(projects, {cols, rows});
		tui.press('p');
		await until('the panes', () =>
			seen === 1
				? tui.screen().includes('agent of north') && !tui.screen().includes('Missions')
				: tui.screen().match(/[─━] (?:◆ )?\d [▶◌?‖] /gu)?.length === seen,
		);
		expect(tui.screen().split('\n')).toHaveLength(rows);
		await tui.sees('? more');
	});
});

test('after many sizes of the terminal the screen is that of one that always had the last size', async () => {
	const projects = await agents(['north', 'east', 'south']);
	const tui = await open(projects);
	tui.press('p');
	await tui.sees('grid layout, 3 panes');
	for (let step = 0; step < 120; step++) tui.resize(40 + ((step * 37) % 200), 12 + ((step * 17) % 60));
	tui.resize(110, 36);
	await until('three panes', () => tui.screen().match(/[─━] (?:◆ )?\d ▶ /gu)?.length === 3);
	const kept = layoutsOf(projects[0] as ScratchProject);
	await until('the layout on disk', () => existsSync(kept) && readdirSync(kept).some((name) => name.endsWith('.json')));
	const fresh = journey(projects[0] as ScratchProject, [], {cols: 110, rows: 36});
	await fresh.sees('grid layout, 3 panes');
	await until('the same screen', () => tui.screen() === fresh.screen());
});

describe('a list and a preview', () => {
	test('shows the screen of the session that is chosen, by keys, by clicks and by the wheel, and is there again', async () => {
		const projects = await agents(['north', 'east', 'south']);
		const tui = await open(projects);
		tui.press('p');
		await tui.sees('agent of south');
		tui.press('p');
		await tui.sees('list layout, 1 of 3');
		await tui.sees('agent of north');
		await tui.noLongerSees('agent of south');
		tui.press('jj');
		await tui.sees('list layout, 3 of 3');
		await tui.sees('agent of south');
		tui.press('\r');
		await tui.sees('◆ 3 typing');
		tui.press('hello\r');
		await tui.sees('south heard: hello');
		tui.press(CTRL_Q);
		const row = placeOf(tui, 'The east');
		const click = `\u001b[<0;6;${row.y}M\u001b[<0;6;${row.y}m`;
		tui.press(click);
		await tui.sees('agent of east');
		tui.press(`\u001b[<64;6;${row.y}M`);
		await tui.sees('list layout, 1 of 3');
		await tui.sees('agent of north');
		tui.press(`\u001b[<65;6;${row.y}M`);
		await tui.sees('list layout, 2 of 3');
		await until(
			'the layout',
			() =>
				existsSync(layoutsOf(projects[0] as ScratchProject)) &&
				readdirSync(layoutsOf(projects[0] as ScratchProject)).length > 0,
		);
		tui.press('q');
		await tui.ended;
		const again = journey(projects[0] as ScratchProject);
		await again.sees('list layout, 2 of 3');
		await again.sees('agent of east');
		again.press(click);
		await again.sees('◆ 2 typing');
	});

	test('each layout has a key of its own, and a place in the palette', async () => {
		const projects = await agents(['north', 'east', 'south']);
		const tui = await open(projects);
		tui.press(':');
		await tui.sees('Commands');
		tui.press('preview of the\r');
		await tui.sees('list layout, 1 of 3');
		tui.press('d');
		await tui.sees('two layout, 2 panes');
		tui.press('o');
		await tui.sees(/1 of 1|agent of north/);
		await tui.noLongerSees('agent of east');
		tui.press('f');
		await tui.sees('four layout, 3 panes');
		tui.press('g');
		await tui.sees('grid layout, 3 panes');
		tui.press('g');
		await tui.sees('The grid layout is shown already.');
	});
});

describe('the size of a session', () => {
	test('follows its pane, and of two viewers the one who acts last decides', async () => {
		const projects = await agents(['north', 'east']);
		const wide = await open(projects, {cols: 200, rows: 60});
		wide.press('p\r');
		await wide.sees('◆ 1 typing');
		wide.press('size\r');
		await wide.sees('north has 57 100');
		const narrow = await open(projects, {cols: 80, rows: 24});
		await narrow.sees('◆ 1');
		narrow.press('\r');
		await narrow.sees('◆ 1 typing');
		narrow.press('size\r');
		await narrow.sees('north has 21 40');
		await wide.sees('40×21');
		wide.press('size\r');
		await until('the wide one again', () => wide.screen().match(/north has 57 100/g)?.length === 2);
	});

	test('follows a zoom and a terminal of another size', async () => {
		const projects = await agents(['north', 'east']);
		const [first] = projects as [ScratchProject];
		const tui = await open(projects, {cols: 200, rows: 60});
		const size = async (expected: string) => {
			// A size is told once things rest, so what is typed at once may come before it.
			await until(`a terminal of ${expected}`, async () => {
				const {rows, cols} = await mosaicJson<{rows: string[]; cols: number}>(first, ['screen', 'sess-001']);
				return `${rows.length} ${cols}` === expected;
			});
			tui.press('\rsize\r');
			await tui.sees(`north has ${expected}`);
			tui.press(CTRL_Q);
			await tui.sees('? more');
		};
		tui.press('p');
		await tui.sees('◆ 1');
		await size('57 100');
		tui.press('z');
		await tui.sees('zoomed');
		await size('58 200');
		tui.resize(100, 30);
		await until('the new size', () => tui.screen().split('\n')[28]?.includes('zoomed'));
		await size('28 100');
	});
});

describe('the mouse', () => {
	const click = (x: number, y: number) => `\u001b[<0;${x};${y}M\u001b[<0;${x};${y}m`;

	test('a click goes to a pane, also while typing; a drag moves the line between panes', async () => {
		const projects = await agents(['north', 'east']);
		const tui = await open(projects, {cols: 200, rows: 60});
		tui.press('p');
		await tui.sees('agent of east');
		await tui.sees(/◆ 1 ▶/);
		tui.press(click(150, 10));
		await tui.sees(/◆ 2 ▶/);
		tui.press('\r');
		await tui.sees('◆ 2 typing');
		tui.press(click(10, 10));
		await tui.sees('◆ 1 typing');
		tui.press('hello\r');
		await tui.sees('north heard: hello');
		tui.press('\u001b[<0;101;10M\u001b[<32;90;10M\u001b[<32;81;10M\u001b[<0;81;10m');
		await until('the line', () => tui.screen().split('\n')[9]?.search(/[│┃]/u) === 80);
		tui.press('size\r');
		await tui.sees('north has 57 80');
	});

	test('a program that asked for it hears of the mouse in its own cells, and no other does', async () => {
		const catcher = `me=$(basename "$PWD"); echo "agent of $me"; printf '\\033[?1000h\\033[?1006h'; stty raw -echo; while :; do c=$(head -c 1 | od -An -c | tr -d ' '); printf '%s' "$c"; done`;
		const projects = await agents(['north', 'east'], catcher);
		const tui = await open(projects);
		tui.press('p');
		await tui.sees('agent of east');
		tui.press('2');
		await tui.sees(/◆ 2 ▶/);
		const title = placeOf(tui, '◆ 2');
		// The title row and the line between the panes lie before the pane's own first cell.
		tui.press(click(title.x - 2 + 4, title.y + 3));
		await tui.sees('033[<0;5;3M');
		await tui.sees('033[<0;5;3m');
		expect(tui.screen().match(/\[<0/g)).toHaveLength(2);
	});

	test('in the lists a click chooses, a second one opens, the wheel scrolls', async () => {
		const projects = await agents(['north']);
		const tui = await open(projects);
		const rope = placeOf(tui, 'T2 Rope');
		tui.press(click(rope.x, rope.y));
		await tui.sees(/› ○ not-started\s+T2/);
		tui.press(`\u001b[<64;${rope.x};${rope.y}M`);
		await tui.sees(/› . in-progress\s+T1/);
		const session = placeOf(tui, 'T1 sess-001');
		tui.press(click(4, session.y));
		tui.press(click(4, session.y));
		await tui.noLongerSees('Missions');
		await tui.sees('agent of north');
	});
});
