// The inbox and a run's page over a scripted controller.
import {describe, expect, onTestFinished, test} from 'vitest';
import {NO_RECORD} from '../../../src/domain/run-record.ts';
import {drawPeople} from '../../../src/tui/people/draw-people.ts';
import {runLine} from '../../../src/tui/people/step-rows.ts';
import {Ui} from '../../../src/tui/ui.ts';
import {aMission, aTask, aWorld, FakeController} from '../../support/fake-controller.ts';
import {
	aDiff,
	aDiffFile,
	anApproval,
	aQuestion,
	aRun,
	waitsForAnswer,
	waitsForApproval,
} from '../../support/fake-run.ts';
import {until} from '../../support/until.ts';

const approval = anApproval();
const diff = aDiff([
	aDiffFile('src/a.ts', [' one', '-two', '+zwei', ' three']),
	{...aDiffFile('pic.png', []), kind: 'binary', hunks: []},
	{...aDiffFile('big.txt', []), cut: 'the first 5000 of 9000 lines'},
]);
const world = (waits = [waitsForApproval(approval)]) =>
	aWorld([
		aMission({project: '/p', name: 'House', waits: []}, {tasks: [aTask({id: 'T1'})]}),
		aMission({project: '/q', name: 'Garden', waits}, null),
	]);

const start = (control = world(), size = {cols: 120, rows: 36}) => {
	const controller = new FakeController(control);
	const run = controller.run('run-001', '/q');
	run.set({
		run: aRun({state: 'waiting', approvals: [approval]}),
		diff: {kind: 'there', commit: 'c'.repeat(40), diff},
		record: NO_RECORD,
	});
	const ui = new Ui(controller, size, {
		quit: () => {},
		mirror: () => {},
		now: () => Date.parse('2026-01-01T12:05:00Z'),
	});
	onTestFinished(() => ui.close());
	const press = (...names: string[]) => {
		for (const name of names) ui.key({kind: 'key', name});
	};
	const text = () =>
		drawPeople(ui.frame().view)
			.flatMap(({lines}) => lines.map((line) => line.map((part) => part.text).join('')))
			.join('\n');
	const told = () => ui.frame().view.state.notices.shown.at(-1)?.text;
	return {controller, run, ui, press, text, told, state: () => ui.frame().view.state};
};

describe('the inbox', () => {
	test('has what waits in every mission, and reads a run only while its page is seen', () => {
		const {press, run, text, state} = start();
		expect(run.closed).toBe(false);
		press('w');
		expect(text()).toContain('Garden · Approve: Lay the ground');
		expect(text()).toContain('The ground is laid.');
		press('esc');
		expect(state().people.place).toBeNull();
		expect(run.closed).toBe(true);
		press('w');
		expect(run.closed).toBe(false);
	});

	test('opens what is chosen by the key for the next side where there is room for the list alone', () => {
		const {press, text} = start(world(), {cols: 80, rows: 24});
		press('w');
		expect(text()).not.toContain('The ground is laid.');
		press('tab');
		expect(text()).toContain('The ground is laid.');
		press('tab');
		expect(text()).toContain('src/a.ts');
	});

	test('puts the longest waiting first', () => {
		const question = waitsForAnswer(aQuestion());
		const {press, text} = start(world([waitsForApproval(approval), question]));
		press('w');
		expect(text().indexOf('Which colour?')).toBeLessThan(text().indexOf('Approve: Lay'));
	});
});

describe('the change', () => {
	test('says what is binary and what is too large, is gone through by file and hunk, and asks for the colours that are seen', () => {
		const {press, text, run} = start();
		press('w', 'enter', 'tab');
		expect(text()).toContain('Binary file; its bytes differ.');
		expect(text()).toContain('Too large to show whole: the first 5000 of 9000 lines.');
		expect(run.looked).toEqual(['src/a.ts']);
		press('f', 'n');
		expect(text()).toMatch(/› @@ −1,3 \+1,3 @@/);
	});

	test('is commented on by line of either side; comments stay while one looks around and are sent together', async () => {
		const {press, text, controller, told} = start();
		press('w', 'enter', 'tab', 'f', 'n', 'j', 'j', 'c', ...'why', 'enter', 'j', 'j', 'c', ...'gut', 'enter');
		press('tab', 'tab', 'shift+tab', 'shift+tab');
		expect(text()).toContain('✎ why');
		expect(text()).toContain('✎ 2 not sent');
		press('k', 'k', 'c');
		press('esc', 'r', ...'please', 'enter');
		expect(controller.dispatched).toEqual([
			{
				type: 'run.command',
				project: '/q',
				runId: 'run-001',
				command: {
					type: 'request-changes',
					by: 'person',
					token: null,
					approvalId: 'run-001-a1',
					commit: 'c'.repeat(40),
					comments: [
						{file: null, line: null, side: null, text: 'please'},
						{file: 'src/a.ts', line: 2, side: 'old', text: 'why'},
						{file: 'src/a.ts', line: 2, side: 'new', text: 'gut'},
					],
				},
			},
		]);
		await until('the answer', () => told() === 'Done.');
		expect(text()).not.toContain('not sent');
	});
});

test('what somebody else decided is told, and the list comes back', async () => {
	const {press, controller, told, state} = start();
	const message = 'run-001-a1 is approved already.';
	controller.answer = () => ({ok: false, refusal: {kind: 'refused', code: 'stale-approval', message}});
	press('w', 'enter', 'a', 'y');
	await until('the refusal', () => told() === message);
	expect(state().people.place).toBe('inbox');
});

test('a run that was interrupted says that nobody works on it', () => {
	expect(runLine(aRun({state: 'interrupted', steps: []}))).toBe('nobody works on it until it goes on');
});

test('every key of a page that does not work says why', () => {
	const {press, told} = start(world([]));
	press('w');
	for (const name of ['a', 'r', 'x', 'c', 'e', 's', 'R', 'p', 'C', 'D', 'n', 'i', 't']) {
		press(name);
		expect(told()).toBe('Nothing waits for you.');
	}
});
