// The loop with panes, over a scripted controller.
import {describe, expect, onTestFinished, test} from 'vitest';
import {NO_MODES, type ScreenModes} from '../../../src/domain/screen.ts';
import {createFitting, type Fitting} from '../../../src/tui/fit-sessions.ts';
import type {MouseEvent} from '../../../src/tui/mouse/mouse-event.ts';
import {drawPanesBar} from '../../../src/tui/panes/draw-bar.ts';
import {drawTitle} from '../../../src/tui/panes/draw-panes.ts';
import {Ui} from '../../../src/tui/ui.ts';
import {aMission, aSession, aTask, aWorld, FakeController, FakeScreen} from '../../support/fake-controller.ts';
import {until} from '../../support/until.ts';

const IDS = ['sess-001', 'sess-002', 'sess-003', 'sess-004'] as const;

const start = (size = {cols: 200, rows: 60}, ids: readonly string[] = IDS) => {
	const tasks = ids.map((id, index) =>
		aTask({id: `T${index + 1}`, liveSessionId: id, status: 'in-progress', ready: false}),
	);
	const sessions = ids.map((id, index) => aSession({id, taskId: `T${index + 1}`}));
	const controller = new FakeController(aWorld([aMission({project: '/p'}, {tasks, sessions})]));
	const seen = {modes: null as ScreenModes | null};
	const ui = new Ui(controller, size, {
		quit: () => {},
		mirror: (modes) => {
			seen.modes = modes;
		},
		now: () => Date.parse('2026-01-01T12:05:00Z'),
	});
	onTestFinished(() => ui.close());
	const press = (...names: string[]) => {
		for (const name of names) ui.key({kind: 'key', name});
	};
	const mouse = (event: Partial<MouseEvent>) =>
		ui.mouse({kind: 'press', button: 'left', shift: false, alt: false, ctrl: false, x: 0, y: 0, ...event});
	const placed = () => ui.frame().view.placed.panes;
	const openIds = () => [...controller.screens].filter(([, screen]) => !screen.closed).map(([id]) => id);
	return {controller, ui, press, mouse, placed, openIds, seen, state: () => ui.frame().view.state};
};

test('only seen panes hold a screen; zooming, closing a view and going back to the lists let go', () => {
	const {press, openIds, ui} = start();
	expect(openIds()).toEqual(['sess-001']);
	press('p');
	expect(openIds()).toEqual([...IDS]);
	press('z');
	expect(openIds()).toEqual(['sess-001']);
	press('z', 'x');
	expect(openIds()).toEqual(['sess-002', 'sess-003', 'sess-004']);
	press('ctrl+q');
	expect(openIds()).toHaveLength(1);
	ui.close();
	expect(openIds()).toEqual([]);
});

test('keys go to the panes by direction and by number, and say why where there is none', () => {
	const {press, placed, state} = start();
	const focused = () => placed().find((pane) => pane.focused)?.number;
	press('p', 'l');
	expect(focused()).toBe(2);
	press('j');
	expect(focused()).toBe(4);
	press('h', 'k', '3');
	expect(focused()).toBe(3);
	press('9');
	expect(state().notices.shown.at(-1)?.text).toContain('There are 4 panes');
	press('v');
	expect(state().notices.shown.at(-1)?.text).toContain('Every session has a pane');
});

test('all panes are told their sizes once after a rest, however often the terminal changed', async () => {
	const {controller, press, ui, placed} = start();
	press('p');
	for (let cols = 120; cols <= 240; cols++) ui.resize({cols, rows: 50});
	expect(controller.resized).toEqual([]);
	await until('the sizes', () => controller.resized.length >= 4);
	const sizes = placed().map(({of, content}) => ({
		sessionId: of.session.id,
		size: {cols: content.width, rows: content.height},
	}));
	expect(controller.resized).toEqual(sizes);
});

describe('of two viewers', () => {
	/** A viewer of the same session with a pane of this size. */
	const viewer = (screen: FakeScreen, cols: number) => {
		const asked: number[] = [];
		const controller = new FakeController(aWorld([]));
		controller.resize = (_project, _id, size) => {
			asked.push(size.cols);
			screen.show({size});
		};
		const fitting: Fitting = {key: '/p\0sess-001', screen, size: {cols, rows: 20}};
		return {asked, ...createFitting(controller, () => [fitting])};
	};

	test('the one who acts last decides, and nobody answers the other by itself', () => {
		const screen = new FakeScreen();
		const [one, other] = [viewer(screen, 100), viewer(screen, 60)];
		one.now('/p\0sess-001');
		other.now('/p\0sess-001');
		expect(screen.size.cols).toBe(60);
		expect([one.asked, other.asked]).toEqual([[100], [60]]);
		one.now('/p\0sess-001');
		expect(screen.size.cols).toBe(100);
	});

	test('a size that is on its way is not asked for again with each key', () => {
		const screen = new FakeScreen();
		const controller = new FakeController(aWorld([]));
		const fitting = createFitting(controller, () => [{key: '/p\0sess-001', screen, size: {cols: 100, rows: 20}}]);
		for (let key = 0; key < 5; key++) fitting.now('/p\0sess-001');
		expect(controller.resized).toHaveLength(1);
	});
});

test('what is typed before the screen is there reaches the session once it is, and not when it was left before', () => {
	const {controller, press, ui} = start();
	press('p', '2');
	const screen = controller.screen('sess-002');
	screen.show({status: 'connecting'});
	press('enter');
	ui.typed(Buffer.from('early '));
	ui.typed(Buffer.from('bird'));
	expect(controller.typed).toBe('');
	screen.show({status: 'live'});
	expect(controller.typed).toBe('early bird');
	screen.show({status: 'connecting'});
	ui.typed(Buffer.from('lost'));
	ui.leave();
	screen.show({status: 'live'});
	press('enter');
	expect(controller.typed).toBe('early bird');
});

test('a bell marks its pane until a person goes there', () => {
	const {press, placed, ui} = start();
	const rings = () => placed().flatMap(({rang, number}) => (rang ? [number] : []));
	press('p');
	ui.change({type: 'rang', session: {project: '/p', sessionId: 'sess-003'}});
	ui.change({type: 'rang', session: {project: '/p', sessionId: 'sess-001'}});
	expect(rings()).toEqual([3]);
	press('3');
	expect(rings()).toEqual([]);
});

describe('the mouse', () => {
	test('a press in the focused pane whose program asked for it is told in its own cells, with its release wherever that is', () => {
		const {controller, press, mouse, placed} = start();
		press('p', '2');
		controller.screen('sess-002').show({modes: {...NO_MODES, mouse: 'drag', mouseEncoding: 'sgr'}});
		const content = placed()[1]?.content ?? {x: 0, y: 0};
		mouse({x: content.x + 4, y: content.y + 2});
		mouse({kind: 'move', x: 0, y: 0});
		mouse({kind: 'release', x: 0, y: 0});
		expect(controller.typed).toBe('\u001b[<0;5;3M\u001b[<32;1;1M\u001b[<0;1;1m');
	});

	test('a press in another pane only goes there', () => {
		const {controller, press, mouse, placed} = start();
		controller.screen('sess-002').show({modes: {...NO_MODES, mouse: 'any', mouseEncoding: 'sgr'}});
		press('p');
		const content = placed()[1]?.content ?? {x: 0, y: 0};
		mouse({x: content.x + 4, y: content.y + 2});
		expect(controller.typed).toBe('');
		expect(placed()[1]?.focused).toBe(true);
	});

	test('over a program that fills the screen and is typed into, the wheel is arrow keys', () => {
		const {controller, press, mouse, placed} = start();
		press('p', 'enter');
		controller.screen('sess-001').show({modes: {...NO_MODES, alternateScreen: true, applicationCursor: true}});
		const content = placed()[0]?.content ?? {x: 0, y: 0};
		mouse({kind: 'wheel', button: 'down', x: content.x, y: content.y});
		expect(controller.typed).toBe('\u001bOB\u001bOB\u001bOB');
		press('x');
	});

	test('dragging the line between panes gives them other widths and keeps all cells', () => {
		const {press, mouse, placed, state} = start();
		press('p');
		const line = (placed()[0]?.rect.width ?? 0) + 0;
		mouse({x: line, y: 10});
		for (let x = line; x >= 60; x--) mouse({kind: 'move', x, y: 10});
		mouse({kind: 'release', x: 60, y: 10});
		expect(placed()[0]?.rect.width).toBe(60);
		expect(state().panes.follow).toBeNull();
		mouse({kind: 'move', button: 'none', x: 90, y: 10});
		expect(placed()[0]?.rect.width).toBe(60);
	});
});

test('a title says what is known: state, bell, task, agent, tokens, progress and time', () => {
	const session = aSession({
		...{id: 'sess-001', taskTitle: 'Line the well', state: 'waiting', tokens: 12_345},
		signals: {title: 'building', progress: {state: 'normal', percent: 40}, attention: false},
	} as never);
	const controller = new FakeController(
		aWorld([aMission({project: '/p'}, {sessions: [session], tasks: [aTask({id: 'T1'})]})]),
	);
	const now = Date.parse('2026-01-01T12:04:30Z');
	const ui = new Ui(controller, {cols: 160, rows: 40}, {quit: () => {}, mirror: () => {}, now: () => now});
	onTestFinished(() => ui.close());
	ui.key({kind: 'key', name: 'p'});
	const bar = drawPanesBar(ui.frame().view, 160)
		.map(({text}) => text)
		.join('');
	expect(bar).toContain('T1 Line the well ? waiting sess-001');
	expect(bar).toContain('claude · 12k tokens · 4m');
	const [pane] = ui.frame().view.placed.panes;
	if (pane === undefined) throw new Error('no pane');
	const title = drawTitle({...pane, rang: true}, ui.frame(), 120)
		.map(({text}) => text)
		.join('');
	expect(title).toMatch(
		/^━ ◆ 1 ♪ bell \? waiting T1 Line the well · building ━+ claude · 12k tokens · 40% · 4m · 80×24 ━$/,
	);
});
