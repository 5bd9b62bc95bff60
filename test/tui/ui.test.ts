import {describe, expect, onTestFinished, test} from 'vitest';
import type {ControlState} from '../../src/domain/controller.ts';
import {NO_MODES, type ScreenModes} from '../../src/domain/screen.ts';
import {drawFooter} from '../../src/tui/draw/footer.ts';
import {drawToasts} from '../../src/tui/draw/toasts.ts';
import {Ui} from '../../src/tui/ui.ts';
import {aMission, aSession, aTask, aWorld, FakeController} from '../support/fake-controller.ts';
import {until} from '../support/until.ts';

/** The TUI without a terminal, over a scripted controller. */
const startUi = (world: ControlState, size = {cols: 100, rows: 30}) => {
	const controller = new FakeController(world);
	const seen = {quits: 0, modes: null as ScreenModes | null};
	const ui = new Ui(controller, size, {
		quit: () => void seen.quits++,
		mirror: (modes) => {
			seen.modes = modes;
		},
		now: () => Date.parse('2026-01-01T12:05:00Z'),
	});
	onTestFinished(() => ui.close());
	const press = (...names: string[]) => {
		for (const name of names) ui.key({kind: 'key', name});
	};
	/** What mosaic says: its messages, and the lines at the foot. */
	const footer = () => {
		const {view} = ui.frame();
		const lines = [...(drawToasts(view)?.lines ?? []), ...drawFooter(view, size.cols)];
		return lines
			.map((line) => line.map((part) => part.text).join(''))
			.join('\n')
			.replaceAll(/[│ \n]+/g, ' ');
	};
	return {controller, ui, press, footer, seen, state: () => ui.frame().view.state};
};

const REASON = 'sess-001 (pid 4711) works on T1. Attach to it or stop it.';
const busy = aTask({
	id: 'T1',
	status: 'in-progress',
	ready: false,
	liveSessionId: 'sess-001',
	whyNotStart: REASON,
	whyNotResume: REASON,
});
const free = aTask({id: 'T2'});
const world = (change: {sessions?: ReturnType<typeof aSession>[]} = {}): ControlState =>
	aWorld([aMission({project: '/p'}, {tasks: [busy, free], sessions: [aSession({id: 'sess-001'})], ...change})]);

describe('starting and stopping', () => {
	test('s starts the chosen task, says so while it lasts and tells the answer', async () => {
		const {controller, press, footer} = startUi(world());
		const answer = Promise.withResolvers<{ok: true; message: string}>();
		controller.answer = () => answer.promise;
		press('j', 's');
		expect(controller.dispatched).toEqual([{type: 'task.start', project: '/p', taskId: 'T2'}]);
		expect(footer()).toContain('starting T2…');
		press('s');
		expect(controller.dispatched).toHaveLength(1);
		expect(footer()).toContain('Already starting T2');
		answer.resolve({ok: true, message: 'sess-002 works on T2.'});
		await until('the answer', () => footer().includes('sess-002 works on T2.'));
	});

	test('a refusal is told word for word', async () => {
		const {controller, press, footer} = startUi(world());
		controller.answer = () => ({ok: false, refusal: {kind: 'refused', code: 'live', message: REASON}});
		press('j', 's');
		await until('the refusal', () => footer().includes(REASON));
	});

	test('a key that does not work here says why, in the words of the task, and asks nothing', () => {
		const {controller, press, footer} = startUi(world());
		press('s');
		expect(footer()).toContain(REASON);
		expect(controller.dispatched).toEqual([]);
		press('j');
		expect(footer()).not.toContain(REASON);
	});

	test('x asks first and says what will be stopped; only y stops it', () => {
		const {controller, press, state} = startUi(world());
		press('x');
		expect(state().dialog).toMatchObject({kind: 'confirm'});
		expect(JSON.stringify(state().dialog)).toMatch(/Stop sess-001\?.*claude works on T1/);
		press('s', 'enter', 'q');
		expect(state().dialog).toBeNull();
		expect(controller.dispatched).toEqual([]);
		press('x', 'y');
		expect(controller.dispatched).toEqual([{type: 'session.stop', project: '/p', sessionId: 'sess-001'}]);
	});

	test('d marks a task done after a yes, r resumes', async () => {
		const resumable = aTask({id: 'T9', status: 'in-progress', ready: false, whyNotResume: null});
		const {controller, press} = startUi(aWorld([aMission({project: '/p'}, {tasks: [resumable]})]));
		press('d', 'n', 'd', 'y', 'r');
		expect(controller.dispatched).toEqual([
			{type: 'task.mark-done', project: '/p', taskId: 'T9'},
			{type: 'task.resume', project: '/p', taskId: 'T9'},
		]);
	});

	test('Enter opens another mission and goes to its tasks', async () => {
		const both = aWorld([aMission({project: '/a'}, {tasks: [free]}), aMission({project: '/b'}, null)]);
		const {controller, press, state} = startUi(both);
		press('h', 'j', 'enter');
		expect(controller.dispatched).toEqual([{type: 'mission.select', project: '/b'}]);
		await until('the tasks', () => state().panel === 'tasks');
	});
});

describe('filtering', () => {
	test('letters go into the filter and command nothing; Enter keeps it, Esc clears it', () => {
		const {controller, press, ui, state} = startUi(world());
		press('/', 'x', 's', 'backspace', 'backspace', 't', '2', 'enter');
		expect(ui.frame().view.task?.id).toBe('T2');
		expect(controller.dispatched).toEqual([]);
		press('esc');
		expect(state().filters.tasks).toBe('');
		expect(ui.frame().view.rows).toHaveLength(2);
	});

	test('a paste goes into the filter as one cleaned line, and nowhere else', () => {
		const {controller, press, ui, state} = startUi(world());
		ui.key({kind: 'paste', text: 'sxyd\rq'});
		expect(state().dialog).toBeNull();
		press('/');
		ui.key({kind: 'paste', text: 'T2\r\u001b[31m'});
		expect(state().filters.tasks).toBe('T2  [31m');
		expect(controller.dispatched).toEqual([]);
	});
});

describe('attaching', () => {
	test('the session gets the size of its pane, the bytes, and its modes reach the terminal until it is left', () => {
		const {controller, press, ui, seen} = startUi(world());
		controller
			.screen('sess-001')
			.show({modes: {...NO_MODES, bracketedPaste: true, applicationCursor: true, alternateScreen: true}});
		expect(seen.modes).toBeNull();
		press('a');
		expect(controller.resized).toEqual([{sessionId: 'sess-001', size: {cols: 100, rows: 28}}]);
		expect(seen.modes).toMatchObject({bracketedPaste: true, applicationCursor: true});
		ui.typed(Buffer.from('hello\r'));
		expect(controller.typed).toBe('hello\r');
		ui.leave();
		expect(seen.modes).toBeNull();
		ui.typed(Buffer.from('lost'));
		expect(controller.typed).toBe('hello\r');
	});

	test('resizing the terminal resizes the focused session once, at the last size', async () => {
		const {controller, press, ui} = startUi(world());
		ui.resize({cols: 90, rows: 30});
		expect(controller.resized).toEqual([]);
		press('a');
		for (let cols = 91; cols <= 120; cols++) ui.resize({cols, rows: 40});
		await until('the new size', () => controller.resized.length > 1);
		expect(controller.resized.slice(1)).toEqual([{sessionId: 'sess-001', size: {cols: 120, rows: 38}}]);
	});

	test('when the session ends, the keys come back with a word about it', () => {
		const {controller, press, ui, footer} = startUi(world());
		press('a');
		controller.set(world({sessions: [aSession({id: 'sess-001', state: 'done'})]}));
		expect(ui.attached()).toBe(false);
		expect(footer()).toContain('sess-001 has ended');
	});

	test('an ended session cannot be attached, and says so', () => {
		const {press, ui, footer} = startUi(world({sessions: [aSession({id: 'sess-001', state: 'done'})]}));
		press('tab', 'a');
		expect(ui.attached()).toBe(false);
		expect(footer()).toContain('has ended');
	});
});

test('n goes round the sessions that wait for a person', () => {
	const waiting = ['sess-003', 'sess-002'].map((id) => aSession({id, state: 'waiting', taskId: 'T9'}));
	const {press, ui} = startUi(world({sessions: [...waiting, aSession({id: 'sess-001'})]}));
	const seen = [1, 2, 3].map(() => {
		press('n');
		return ui.frame().view.session?.id;
	});
	expect(seen).toEqual(['sess-003', 'sess-002', 'sess-003']);
});

test('only the screen that is seen is open, and closing lets go of it', () => {
	const {controller, ui, press} = startUi(world());
	expect(controller.screen('sess-001').closed).toBe(false);
	expect(controller.opened).toBe(1);
	press('j');
	expect(controller.screen('sess-001').closed).toBe(true);
	press('k');
	ui.close();
	expect(controller.screen('sess-001').closed).toBe(true);
});

test('q and Ctrl+C leave and stop nothing', () => {
	const {controller, press, seen} = startUi(world());
	press('q', 'ctrl+c');
	expect(seen.quits).toBe(2);
	expect(controller.dispatched).toEqual([]);
});

test('who waits in another mission comes after those of the open one, as a pane', () => {
	const waiting = (id: string) => aSession({id, state: 'waiting', needsPerson: true});
	const here = aMission({project: '/here'}, {tasks: [aTask({id: 'T1'})], sessions: [waiting('sess-001')]});
	const there = aMission({project: '/there', waitingSessions: 1, recent: [waiting('sess-007')]}, null);
	const controller = new FakeController(aWorld([here, there]));
	const ui = new Ui(controller, {cols: 120, rows: 40}, {quit: () => {}, mirror: () => {}, now: () => 0});
	ui.key({kind: 'key', name: 'n'});
	expect(ui.frame().view.state).toMatchObject({panel: 'sessions', panes: {open: false}});
	ui.key({kind: 'key', name: 'n'});
	expect(ui.frame().view.focused?.ref).toEqual({project: '/there', sessionId: 'sess-007'});
	ui.key({kind: 'key', name: 'n'});
	expect(ui.frame().view.focused?.ref).toEqual({project: '/here', sessionId: 'sess-001'});
	ui.close();
});
