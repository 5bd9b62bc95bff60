import {render} from 'ink-testing-library';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ControlState} from '../../src/domain/controller.ts';
import type {Size} from '../../src/domain/screen.ts';
import {App} from '../../src/tui/app.tsx';
import {Stage} from '../../src/tui/stage.ts';
import {Ui} from '../../src/tui/ui.ts';
import {widthOf} from '../../src/tui/width.ts';
import {aMission, aSession, aTask, aWorld, FakeController} from '../support/fake-controller.ts';
import {until} from '../support/until.ts';
import {Paper} from './compositor/paper.ts';
import {sampleScreen, sampleWorld} from './sample-world.ts';

const NOW = Date.parse('2026-01-01T12:04:30Z');

/** The drawn TUI as plain text: what Ink draws and the session's cells, as a terminal shows them. */
const show = (world: ControlState, size: Size = {cols: 100, rows: 30}, ...keys: string[]) => {
	const controller = new FakeController(world);
	controller.screen('sess-003').show({lines: sampleScreen, cursor: {x: 3, y: 18, visible: true}});
	controller.screen('sess-001').show({lines: ['All tests pass.'], status: 'ended'});
	controller.screen('sess-002').show({lines: ['half a li'], status: 'lost'});
	const ui = new Ui(controller, size, {quit: () => {}, mirror: () => {}, now: () => NOW});
	for (const name of keys) ui.key({kind: 'key', name});
	const app = render(<App ui={ui} theme={{depth: 'none'}} />);
	const paper = new Paper(size);
	const stage = new Stage(size, {depth: 'none'});
	onTestFinished(() => {
		app.unmount();
		ui.close();
	});
	const press = (...names: string[]) => {
		for (const name of names) ui.key({kind: 'key', name});
	};
	const text = () => {
		stage.drawLines((app.lastFrame() ?? '').split('\n'), size);
		stage.follow(ui.frame());
		paper.write(stage.bytes());
		return paper.text();
	};
	return {controller, press, text};
};

test.each([
	[40, 12],
	[49, 20],
	[60, 24],
	[79, 15],
	[80, 24],
	[100, 40],
])('at %i×%i every line fills the width, wide characters or not', (cols, rows) => {
	for (const panel of [[], ['tab'], ['tab', 'tab'], ['h'], ['?'], ['x'], ['enter']]) {
		const lines = show(sampleWorld(NOW), {cols, rows}, ...panel)
			.text()
			.split('\n');
		expect(lines).toHaveLength(rows);
		expect(lines.filter((line) => widthOf(line) > cols)).toEqual([]);
		const edges = lines.filter((line) => /^[│╭╰]/.test(line));
		expect(edges.filter((line) => widthOf(line) !== cols)).toEqual([]);
	}
});

test('missions, tasks, sessions and the screen stand side by side', () => {
	const text = show(sampleWorld(NOW), {cols: 100, rows: 46}).text();
	expect(text).toMatch(/Mission control.*M1: Foundations.*2 wait for you.*main.*1\/7 14%/);
	expect(text).toMatch(/░ 12\/120 10%.*▶2 \?1/);
	expect(text).toMatch(/● done +T1 +Lay the ground/);
	expect(text).toMatch(/› ◐ in-progress T2 .*▶ sess-003/);
	expect(text).toMatch(/T3 .*ready/);
	expect(text).toMatch(/T4 .*waits for T2, T3/);
	expect(text).toMatch(/\? waiting +T5 sess-004 +codex 4m/);
	expect(text).toContain('“Shall I overwrite');
	expect(text).toMatch(/! crashed +T6 sess-002/);
	expect(text).toContain('● Reading src/tasks/parse.ts');
});

describe('what there is to say when there is nothing to show', () => {
	test.each<[string, ControlState, string[]]>([
		['Reading missions…', {loaded: false, missions: [], selected: null}, []],
		['Run mosaic init in a project', {loaded: true, missions: [], selected: null}, []],
		['Choose one on the left and press Enter', aWorld([aMission({project: '/p'}, null)], null), []],
		['Reading tasks…', aWorld([aMission({project: '/p'}, null)]), []],
		['mission.json: id: missing.', aWorld([aMission({project: '/p', error: 'mission.json: id: missing.'}, null)]), []],
		['Write some into docs/TASKS.md', aWorld([aMission({project: '/p'})]), []],
		['Nothing matches “zz”.', aWorld([aMission({project: '/p'}, {tasks: [aTask({id: 'T1'})]})]), ['/', 'z', 'z']],
		['No session has worked on T1.', aWorld([aMission({project: '/p'}, {tasks: [aTask({id: 'T1'})]})]), []],
		['mosaic needs 40×12 cells', sampleWorld(NOW), []],
	])('%s', (words, world, keys) => {
		const size = words.startsWith('mosaic needs') ? {cols: 39, rows: 30} : {cols: 100, rows: 30};
		expect(show(world, size, ...keys).text()).toContain(words);
	});
});

test('an ended session shows its last screen and says so, a lost one says what to do', () => {
	const ended = show(sampleWorld(NOW), {cols: 100, rows: 30}, 'tab', 'G').text();
	expect(ended).toContain('All tests pass.');
	expect(ended).toContain('done · claude · 3m 5s · last screen');
	const lost = show(sampleWorld(NOW), {cols: 100, rows: 30}, 'tab', 'G', 'k').text();
	expect(lost).toContain('The session host is gone without a word; r resumes the task.');
	expect(lost).toContain('half a li');
});

test('the help lists every key and says that agents outlive it', () => {
	const text = show(sampleWorld(NOW), {cols: 100, rows: 50}, '?').text();
	for (const word of [
		'j ↓',
		'PgDn',
		'Tab l →',
		'Enter',
		'start the chosen task',
		'the leave key ends that',
		'agents keep running',
	])
		expect(text).toContain(word);
});

test('the help scrolls to its end and back, on the smallest screen too', async () => {
	const {text, press} = show(sampleWorld(NOW), {cols: 40, rows: 12}, '?');
	expect(text()).toContain('next entry');
	press('end');
	await until('the end of the help', () => text().includes('show every key'));
	press(...Array<string>(6).fill('pgup'));
	await until('its beginning', () => text().includes('next entry'));
});

test('attached, the screen has the whole width and the leave key is told', () => {
	const text = show(sampleWorld(NOW), {cols: 80, rows: 24}, 'a').text();
	expect(text).toMatch(/T2 › sess-003 ▶ working/);
	expect(text).toMatch(/^● Reading src/m);
	expect(text).toContain('Ctrl+Q leaves');
});

test('hostile text moves nothing on the screen', () => {
	const evil = '\u001b[2J\u001b]0;x\u0007\u202e\u0000\n\t\u009b31m';
	const task = aTask({
		id: `T1${evil}`,
		title: evil.repeat(50),
		milestone: evil,
		notes: evil,
		dependsOn: [evil],
		waitingFor: [evil],
	});
	const session = aSession({
		id: 'sess-001',
		taskId: evil,
		taskTitle: evil,
		runtime: evil,
		message: evil,
		needsPerson: true,
	});
	const mission = aMission(
		{project: evil, name: evil},
		{tasks: [task], sessions: [session], branch: evil, tasksFile: evil},
	);
	const text = show(aWorld([mission, aMission({project: '/e', error: evil}, null)]), {cols: 90, rows: 24}).text();
	expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
	expect(text.split('\n')).toHaveLength(24);
});

test('of 10,000 tasks only those that are seen are drawn, with the place in the list', () => {
	const tasks = Array.from({length: 10_000}, (_, index) => aTask({id: `T${index + 1}`}));
	const {text} = show(aWorld([aMission({project: '/p'}, {tasks})]), {cols: 100, rows: 30}, 'G');
	expect(text()).toContain('T10000');
	expect(text()).toContain('10000/10000');
	expect(text().match(/Title of T/g)?.length).toBeLessThan(20);
});
