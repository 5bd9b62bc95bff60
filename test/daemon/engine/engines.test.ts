// What a controller does with its engines when it is closed.
import {afterEach, describe, expect, test, vi} from 'vitest';
import {projectPaths} from '../../../src/config/paths.ts';
import {Engines} from '../../../src/daemon/engine/engines.ts';
import {LocalController} from '../../../src/daemon/local-controller.ts';
import type {EngineCommand} from '../../../src/engine/kernel/engine-command.ts';
import type {EngineAnswer, EnginePort} from '../../../src/engine/kernel/port.ts';
import {until} from '../../support/until.ts';
import {allGone, reportOf, workshop} from '../../support/workshop.ts';

afterEach(() => void vi.useRealTimers());

const paths = projectPaths('/nowhere');
const start: EngineCommand = {type: 'start', taskId: 'T1', token: 'k'};

/** An engine that answers nothing. */
const silentEngine = (onClose: () => void): EnginePort => ({
	dispatch: () => new Promise<EngineAnswer>(() => {}),
	subscribe: () => () => {},
	close: async () => onClose(),
});

describe('a controller that is closed', () => {
	test('while a decision is under way has it decided, and keeps no engine', async () => {
		const place = await workshop();
		const size = () => ({cols: 80, rows: 24});
		const first = new LocalController({env: place.env, project: place.root, size});
		const project = place.root;
		await first.dispatch({type: 'run.start', project, taskId: 'T1', workflow: 'reviewed'});
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		first.close();
		const second = new LocalController({env: place.env, project: place.root, size});
		const decision = {approvalId: 'run-001-a1', commit: null, comments: [], by: 'person', token: null};
		const command = {type: 'reject', ...decision} as const;
		const asked = second.dispatch({type: 'run.command', project, runId: 'run-001', command});
		second.close();
		expect(await asked).toMatchObject({ok: true});
		expect((await reportOf(place, 'run-001')).state).toBe('failed');
		await allGone(place);
	});

	test('waits for an engine that does not answer no longer than it must', async () => {
		vi.useFakeTimers();
		let closed = false;
		const engines = new Engines(
			{},
			async () =>
				silentEngine(() => {
					closed = true;
				}),
			{onChange: () => {}, onNews: () => {}},
		);
		void engines.dispatch(paths, start);
		const closing = engines.close();
		await vi.advanceTimersByTimeAsync(3000);
		await closing;
		expect(closed).toBe(true);
	});

	test('gives up an engine that is only being opened', async () => {
		vi.useFakeTimers();
		let given = false;
		const engines = new Engines(
			{},
			(_, __, signal) =>
				new Promise((___, reject) => {
					signal.addEventListener('abort', () => {
						given = true;
						reject(new Error('given up'));
					});
				}),
			{onChange: () => {}, onNews: () => {}},
		);
		const asked = engines.dispatch(paths, start);
		const closing = engines.close();
		await vi.advanceTimersByTimeAsync(3000);
		await closing;
		expect(given).toBe(true);
		expect(await asked).toMatchObject({ok: false});
		expect(await engines.dispatch(paths, start)).toMatchObject({ok: false});
	});
});
