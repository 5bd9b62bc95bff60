// kill -9 of the engine at every recorded point of the reviewed workflow: the run ends the same as undisturbed.
import {expect, test} from 'vitest';
import type {RunView} from '../../src/domain/run.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {
	allGone,
	commitsIn,
	enginesIn,
	eventsOf,
	expectTidy,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../support/workshop.ts';
import {isFull} from './amount.ts';

const PHASES = ['recorded', 'performed', 'settled'] as const;
const BEFORE_GATE = [
	'task.mark',
	'workspace.prepare',
	'baseline.take',
	'agent.run:implement',
	'checks.run',
	'agent.run:review',
];
const AFTER_GATE = ['integrate', 'workspace.remove', 'report.write'];

const points = (effects: readonly string[]) => effects.flatMap((effect) => PHASES.map((phase) => `${phase}:${effect}`));

const all = [
	...['lease-taken', ...points(BEFORE_GATE)].map((point) => ['the start', point] as const),
	...['lease-taken', ...points(AFTER_GATE)].map((point) => ['the approval', point] as const),
];
// Every third: each effect comes up, and each phase.
const chosen = isFull ? all : all.filter((_, index) => index % 4 === 1);

const runOf = async (place: Workshop): Promise<RunView | undefined> => {
	const {stdout} = await mosaic(place, ['runs', '--json']);
	return JSON.parse(stdout).runs[0];
};

/** An engine takes up what is unfinished as soon as anybody asks it for anything. */
const wake = (place: Workshop) => mosaic(place, ['continue', 'run-001']);

test.each(chosen)('an engine killed after %s at %s is followed by one that ends the run', async (when, point) => {
	const place = await workshop({gates: ['test -f T1.txt']});
	const crash = {MOSAIC_TEST_CRASH_AT: point};
	await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'], {env: when === 'the start' ? crash : {}});
	await until(
		'the gate, or the crash',
		async () => enginesIn(place).length === 0 || (await runOf(place))?.state === 'waiting',
	);
	if ((await runOf(place)) === undefined) await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
	await until('the gate', async () => {
		const run = await runOf(place);
		if (run?.state !== 'waiting' && enginesIn(place).length === 0) await wake(place);
		return run?.state === 'waiting';
	});
	await allGone(place);
	await mosaic(place, ['approve', 'run-001-a1', '--token', 'ok'], {env: when === 'the approval' ? crash : {}});
	await until('the crash, or the end', async () => enginesIn(place).length === 0 || (await runOf(place))?.closed);
	await until('the end', async () => {
		const run = await runOf(place);
		if (run?.closed) return true;
		if (run?.state === 'waiting') await mosaic(place, ['approve', 'run-001-a1', '--token', 'ok']);
		else if (enginesIn(place).length === 0) await wake(place);
		return false;
	});
	await allGone(place);
	expect(await runOf(place)).toMatchObject({state: 'completed', closed: true});
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 review T1']);
	const events = await eventsOf(place, 'run-001');
	const count = (type: string) => events.filter((event) => event.type === type).length;
	expect({integrated: count('integrated'), decided: count('approval.decided'), ended: count('run.ended')}).toEqual({
		integrated: 1,
		decided: 1,
		ended: 1,
	});
	// The crash was one: what was under way then was taken up by the next engine.
	if (/^(recorded|performed):/.test(point)) expect(count('effect.recovered')).toBeGreaterThan(0);
	expectTidy(place);
});
