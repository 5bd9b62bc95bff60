import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ControlState} from '../../src/domain/controller.ts';
import {TASK_STATUSES} from '../../src/domain/task.ts';
import {pickFrom} from '../../src/tui/dialog.ts';
import {drawDialog} from '../../src/tui/draw/dialog.ts';
import {PANELS} from '../../src/tui/layout.ts';
import {keysOfList, type ListId, listsOf, pageOf} from '../../src/tui/lists.ts';
import {foundItems} from '../../src/tui/palette/found.ts';
import {reduce} from '../../src/tui/reduce.ts';
import {viewOf} from '../../src/tui/view.ts';
import {type PickList, startState, type ViewEvent, type ViewState} from '../../src/tui/view-state.ts';
import {aMission, aSession, aTask, aWorld} from '../support/fake-controller.ts';

const small = fc.integer({min: 0, max: 9});

const worlds: fc.Arbitrary<ControlState> = fc
	.uniqueArray(
		fc.record({
			project: fc.constantFrom('/a', '/b', '/c'),
			known: fc.boolean(),
			tasks: fc.array(fc.record({id: small, milestone: fc.option(small), status: fc.constantFrom(...TASK_STATUSES)})),
			sessions: fc.uniqueArray(fc.record({id: small, live: fc.boolean()}), {selector: ({id}) => id}),
		}),
		{maxLength: 3, selector: ({project}) => project},
	)
	.chain((missions) =>
		fc.constantFrom(null, '/a', '/b', '/gone').map((selected) =>
			aWorld(
				missions.map((mission) =>
					aMission(
						{project: mission.project},
						mission.known
							? {
									tasks: mission.tasks.map(({id, milestone, status}) =>
										aTask({id: `T${id}`, milestone: milestone === null ? null : `M${milestone % 3}`, status}),
									),
									sessions: mission.sessions.map(({id, live}) =>
										aSession({id: `sess-${id}`, taskId: `T${id}`, state: live ? 'working' : 'done'}),
									),
								}
							: null,
					),
				),
				selected,
			),
		),
	);

const events: fc.Arbitrary<ViewEvent> = fc.oneof(
	fc.constant<ViewEvent>({type: 'world-changed'}),
	fc.record({cols: fc.integer({min: 1, max: 250}), rows: fc.integer({min: 1, max: 70})}).map((size) => ({
		type: 'resized' as const,
		size,
	})),
	fc.integer({min: -30, max: 30}).map((by) => ({type: 'moved' as const, by})),
	fc.constantFrom(-1_000_000_000, 1_000_000_000).map((by) => ({type: 'moved' as const, by})),
	fc.constantFrom(1, -1).map((by) => ({type: 'paged' as const, by})),
	fc.constantFrom(1, -1).map((by) => ({type: 'panel-moved' as const, by})),
	fc.constantFrom(...PANELS).map((panel) => ({type: 'panel-chosen' as const, panel, zoomed: true})),
	small.map((id) => ({type: 'fold-toggled' as const, key: `m:M${id % 3}`})),
	fc.constant<ViewEvent>({type: 'filter-opened'}),
	fc.constantFrom('', 't1', 'done', 'm2', 'nothing').map((text) => ({type: 'filter-typed' as const, text})),
	fc.boolean().map((keep) => ({type: 'filter-closed' as const, keep})),
	small.map((id) => ({type: 'session-chosen' as const, sessionId: `sess-${id}`})),
	small.map((id) => ({type: 'attached' as const, session: {project: '/a', sessionId: `sess-${id}`}})),
	fc.constant<ViewEvent>({type: 'left'}),
	fc
		.constantFrom<PickList>({of: 'help'}, {of: 'commands'}, {of: 'messages'}, {of: 'details'})
		.map((list) => ({type: 'dialog-opened' as const, dialog: pickFrom(list)})),
	fc.integer({min: -40, max: 40}).map((by) => ({type: 'dialog-moved' as const, by})),
	fc.constantFrom('', 'st', 'go t1', 'nothing at all').map((query) => ({type: 'dialog-typed' as const, query})),
	fc.constantFrom('info', 'good', 'bad').map((tone) => ({type: 'told' as const, toast: {text: tone, tone}})),
	fc.constant<ViewEvent>({type: 'toast-dismissed'}),
);

const expectValid = (state: ViewState, world: ControlState): void => {
	const lists = listsOf(world, state);
	for (const list of ['missions', 'tasks', 'sessions'] satisfies ListId[]) {
		const {key, index, top} = state[list];
		const keys = keysOfList(lists, list);
		const page = pageOf(lists, list);
		if (keys.length === 0) expect({key, index, top}).toEqual({key: null, index: 0, top: 0});
		else expect(key).toBe(keys.at(index));
		expect(top).toBeGreaterThanOrEqual(0);
		expect(top).toBeLessThanOrEqual(index);
		if (page !== null) expect(index).toBeLessThan(top + page);
		if (page !== null) expect(top).toBeLessThanOrEqual(Math.max(0, keys.length - page));
	}
	if (state.dialog?.kind === 'pick' && lists.layout.fits) {
		const found = foundItems(viewOf(world, state), state.dialog).items.length;
		expect(state.dialog.index).toBeGreaterThanOrEqual(0);
		const {rect, lines} = drawDialog(state.dialog, viewOf(world, state));
		expect(lines.length).toBe(rect.height);
		if (found > 0) expect(JSON.stringify(lines)).toContain('› ');
	}
	if (state.attached) {
		const mission = world.missions.find((one) => one.project === state.attached?.project);
		expect(
			mission?.detail?.sessions.some((one) => one.id === state.attached?.sessionId && one.whyNotAttach === null),
		).toBe(true);
	}
	if (lists.layout.fits && !state.attached) expect(lists.layout.panels[state.panel]).toBeDefined();
};

test('whatever happens in whatever order, every choice is of something that is there and seen', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.option(worlds, {freq: 3}), events), {maxLength: 25}), (steps) => {
			let world: ControlState = {loaded: false, missions: [], selected: null};
			let state = startState({cols: 80, rows: 24}, 0);
			for (const [next, event] of steps) {
				world = next ?? world;
				state = reduce(state, next ? {type: 'world-changed'} : event, world);
				expectValid(state, world);
			}
		}),
		{numRuns: 300},
	);
});

const apply = (state: ViewState, world: ControlState, ...list: ViewEvent[]): ViewState =>
	list.reduce((before, event) => reduce(before, event, world), state);

const started = (world: ControlState): ViewState =>
	apply(startState({cols: 80, rows: 24}, 0), world, {type: 'world-changed'});

test('a mission opens on the task that is worked on, else on the first that is ready', () => {
	const tasks = [
		aTask({id: 'T1', status: 'done'}),
		aTask({id: 'T2'}),
		aTask({id: 'T3', ready: false, liveSessionId: 'sess-1'}),
	];
	expect(started(aWorld([aMission({project: '/a'}, {tasks})])).tasks.key).toBe('t:T3');
	expect(started(aWorld([aMission({project: '/a'}, {tasks: tasks.slice(0, 2)})])).tasks.key).toBe('t:T2');
});

test('the chosen task stays chosen when the file is written anew around it', () => {
	const before = aWorld([aMission({project: '/a'}, {tasks: [aTask({id: 'T1'}), aTask({id: 'T2'})]})]);
	const state = apply(started(before), before, {type: 'moved', by: 1});
	const after = aWorld([aMission({project: '/a'}, {tasks: [aTask({id: 'N1'}), aTask({id: 'N2'}), aTask({id: 'T2'})]})]);
	expect(reduce(state, {type: 'world-changed'}, after).tasks).toMatchObject({key: 't:T2', index: 2});
});

test('when the chosen task goes, the one in its place is chosen', () => {
	const before = aWorld([
		aMission({project: '/a'}, {tasks: [aTask({id: 'T1'}), aTask({id: 'T2'}), aTask({id: 'T3'})]}),
	]);
	const state = apply(started(before), before, {type: 'moved', by: 1});
	const after = aWorld([aMission({project: '/a'}, {tasks: [aTask({id: 'T1'}), aTask({id: 'T3'})]})]);
	expect(reduce(state, {type: 'world-changed'}, after).tasks.key).toBe('t:T3');
});

test('going from a task to its screen keeps the session that was seen', () => {
	const sessions = [aSession({id: 'sess-2', taskId: 'T2'}), aSession({id: 'sess-1', taskId: 'T1'})];
	const tasks = [aTask({id: 'T1', liveSessionId: 'sess-1'}), aTask({id: 'T2', liveSessionId: 'sess-2'})];
	const world = aWorld([aMission({project: '/a'}, {tasks, sessions})]);
	expect(apply(started(world), world, {type: 'panel-moved', by: 1}).sessions.key).toBe('sess-1');
});
