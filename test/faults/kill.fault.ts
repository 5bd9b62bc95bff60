// kill -9 of host, agent, both or the command line at random moments. The seed is printed; SEED=… repeats a run.
import {setTimeout as delay} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {
	type Arena,
	agentsIn,
	arena,
	beginTask,
	expectWhole,
	hostsIn,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
	statusOf,
} from '../support/arena.ts';
import {kill, processesWith} from '../support/marked-processes.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {isFull} from './amount.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** mulberry32: small, seeded, good enough to pick moments. */
const random = (from: number) => {
	let state = from;
	return (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
};

const VICTIMS = ['host', 'agent', 'host and agent', 'command line', 'everything'] as const;
type Victim = (typeof VICTIMS)[number];

const killNow = (place: Arena, victim: Victim): void => {
	const commandLines = processesWith(place.mark).filter(({command}) => command.includes('main.js'));
	const chosen = {
		host: [hostsIn(place)],
		agent: [agentsIn(place)],
		'host and agent': [hostsIn(place), agentsIn(place)],
		'command line': [commandLines],
		everything: [hostsIn(place), agentsIn(place), commandLines],
	}[victim];
	for (const {pid} of chosen.flat()) kill(pid);
};

const expectGoesOn = async (place: Arena): Promise<void> => {
	expect(await startTask(place)).toMatchObject({exitCode: 0, stderr: ''});
	const sessions = await sessionsIn(place);
	const now = sessions.at(-1);
	await until('the agent', () => startedIn(place).at(-1)?.endsWith(` ${now?.id}`));
	expect(overlapsIn(place)).toEqual([]);
	expect(agentsIn(place).map(({pid}) => pid)).toEqual([now?.pid]);
	expect(statusOf(place)).toBe('in-progress');
	expectWhole(place, now?.id);
	for (const past of sessions.slice(0, -1)) {
		expect(['crashed', 'completed', 'stopped']).toContain(past.endedReason);
		expect(past.durationSeconds).toBeGreaterThanOrEqual(0);
		expect(past.durationSeconds).toBeLessThan(120);
	}
	expect((await mosaic(place, ['stop', now?.id ?? ''])).exitCode).toBe(0);
	await until('quiet', () => processesWith(place.mark).length === 0);
	expectWhole(place);
};

const tries = Array.from({length: isFull ? 100 : 12}, (_, index) => index);

test.each(tries)(`after kill -9 at a random moment (SEED=${seed}) the work goes on, try %i`, async (index) => {
	const next = random(seed + index * 7919);
	const victim = VICTIMS[Math.floor(next() * VICTIMS.length)] as Victim;
	const place = await arena();
	const starter = beginTask(place, next() < 0.3 ? 'quick' : 'lasting');
	await delay(next() * 500);
	killNow(place, victim);
	await starter.finished;
	// What was not hit goes on: a host sees the end of its agent and settles; a session that lives is refused, then stopped.
	await until('the session host to settle', () => hostsIn(place).length === 0 || agentsIn(place).length > 0);
	const live = (await sessionsIn(place)).find(({endedAt}) => endedAt === null);
	if (live && hostsIn(place).length > 0) {
		const refused = await startTask(place);
		expect(refused).toMatchObject({exitCode: 3, stdout: ''});
		expect(refused.stderr).toContain(`session ${live.id} (PID ${live.pid})`);
		expect((await mosaic(place, ['stop', live.id])).exitCode).toBe(0);
	}
	await expectGoesOn(place);
});
