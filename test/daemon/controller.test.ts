// One suite for both ways to the engine: behind its socket, and within this process.
import {describe, expect, test} from 'vitest';
import {openInlineEngine} from '../../src/daemon/engine/inline-engine.ts';
import {openLastingEngine} from '../../src/daemon/engine/lasting-engine.ts';
import {LocalController} from '../../src/daemon/local-controller.ts';
import {until} from '../support/until.ts';
import {allGone, commitsIn, reportOf, startsIn, taskStatus, type Workshop, workshop} from '../support/workshop.ts';

const ways = [
	['behind its socket', openLastingEngine],
	['within this process', openInlineEngine],
] as const;

describe.each(ways)('a controller with the engine %s', (_, openEngine) => {
	const open = (place: Workshop) =>
		new LocalController({env: place.env, project: place.root, size: () => ({cols: 80, rows: 24}), openEngine});

	test('starts a run, tells of its changes, and integrates what a person approves', async () => {
		const place = await workshop();
		const controller = open(place);
		const project = place.root;
		expect(await controller.dispatch({type: 'run.start', project, taskId: 'T1', workflow: 'reviewed'})).toMatchObject({
			ok: true,
			message: expect.stringContaining('run-001'),
		});
		const detail = () => controller.state().missions[0]?.detail;
		await until('the gate', () => detail()?.runs.find(({id}) => id === 'run-001')?.state === 'waiting');
		const decision = {approvalId: 'run-001-a1', commit: null, comments: [], by: 'person', token: 'k'};
		const approve = {
			type: 'run.command',
			project,
			runId: 'run-001',
			command: {type: 'approve', text: null, ...decision},
		} as const;
		expect(await controller.dispatch(approve)).toMatchObject({ok: true});
		expect(await controller.dispatch(approve)).toMatchObject({ok: true});
		await until('the commit', () => commitsIn(place).length === 2);
		await until('the end', async () => (await reportOf(place, 'run-001')).closed);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 review T1']);
		controller.close();
		await allGone(place);
	});

	test('gives refusals as values', async () => {
		const place = await workshop();
		const controller = open(place);
		const project = place.root;
		const command = {type: 'retry', by: 'person', token: null} as const;
		expect(await controller.dispatch({type: 'run.command', project, runId: 'run-009', command})).toMatchObject({
			ok: false,
			refusal: {kind: 'not-found', code: 'unknown-run'},
		});
		expect(await controller.dispatch({type: 'run.start', project, taskId: 'T9'})).toMatchObject({
			ok: false,
			refusal: {kind: 'not-found', code: 'unknown-task'},
		});
		controller.close();
	});
});
