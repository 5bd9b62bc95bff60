// kill -9 at every named step of the protocol, in a start and in the take-over after it.
import {describe, expect, test} from 'vitest';
import type {Step} from '../../src/engine/step.ts';
import {
	type AgentKind,
	type Arena,
	agentsIn,
	arena,
	expectWhole,
	hostGone,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
	statusOf,
} from '../support/arena.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {isFull} from './amount.ts';

// In the order in which a run passes them. From `ended` on the end of the session is on record.
const STEPS: Readonly<Record<Step, 'before' | 'running' | 'ended'>> = {
	claimed: 'before',
	locked: 'before',
	reaped: 'before',
	planned: 'before',
	marking: 'before',
	marked: 'before',
	capsule: 'before',
	published: 'before',
	spawned: 'before',
	recorded: 'before',
	opened: 'running',
	ended: 'ended',
	'settle-marking': 'ended',
	'settle-marked': 'ended',
	'settle-published': 'ended',
	settled: 'ended',
	released: 'ended',
};
const steps = Object.keys(STEPS) as Step[];
const agentFor = (step: Step): AgentKind => (STEPS[step] === 'ended' ? 'quick' : 'lasting');

const crashAt = async (place: Arena, step: Step, command: 'run' | 'resume'): Promise<void> => {
	await startTask(place, agentFor(step), {command, env: {MOSAIC_TEST_CRASH_AT: step}});
	await hostGone(place);
};

const expectResumes = async (place: Arena): Promise<void> => {
	const result = await startTask(place, 'lasting', {command: 'resume'});
	expect(result).toMatchObject({exitCode: 0, stderr: ''});
	const sessions = await sessionsIn(place);
	const now = sessions.at(-1);
	expect(now).toMatchObject({state: 'working', endedAt: null});
	await until('the agent', () => startedIn(place).at(-1)?.endsWith(` ${now?.id}`));
	expect(overlapsIn(place)).toEqual([]);
	expect(agentsIn(place).map(({pid}) => pid)).toEqual([now?.pid]);
	expect(statusOf(place)).toBe('in-progress');
	expectWhole(place, now?.id);
	for (const past of sessions.slice(0, -1)) {
		expect(past.endedReason).toMatch(/^(crashed|completed)$/);
		expect(past.durationSeconds).toBeGreaterThanOrEqual(0);
		expect(past.durationSeconds).toBeLessThan(120);
	}
	expect(new Set(sessions.map(({id}) => id)).size).toBe(sessions.length);
	expect((await mosaic(place, ['stop', now?.id ?? ''])).exitCode).toBe(0);
	await hostGone(place);
	expect(agentsIn(place)).toEqual([]);
	expectWhole(place);
};

describe('a session host killed at a step', () => {
	test.each(steps)('%s is followed by a whole resume', async (step) => {
		const place = await arena();
		await crashAt(place, step, 'run');
		const [session] = await sessionsIn(place);
		expect(session).toMatchObject(
			STEPS[step] === 'ended' ? {state: 'done', endedReason: 'completed'} : {state: 'crashed', endedReason: 'crashed'},
		);
		await expectResumes(place);
	});
});

describe('a session host killed at a step, and the one that takes over killed too', () => {
	const pairs = steps.flatMap((first) => steps.map((second) => [first, second] as const));
	// A diagonal walk through the square: each step comes up on both sides.
	const sample = steps.map((first, index) => [first, steps[(index * 7 + 3) % steps.length] as Step] as const);
	test.each(isFull ? pairs : sample)('%s, then %s', async (first, second) => {
		const place = await arena();
		await crashAt(place, first, 'run');
		await crashAt(place, second, 'resume');
		await expectResumes(place);
	});
});
