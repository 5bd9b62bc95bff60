// Fifty processes start the same task at once. The kernel's lock that each agent takes tells whether two ever lived.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	type Arena,
	agentsIn,
	arena,
	beginTask,
	hostsIn,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
} from '../support/arena.ts';
import {kill} from '../support/marked-processes.ts';
import {until} from '../support/until.ts';
import {isFull} from './amount.ts';

const RACERS = 50;
const rounds = Array.from({length: isFull ? 20 : 1}, (_, index) => index + 1);

const race = async (place: Arena, command: 'run' | 'resume'): Promise<void> => {
	const before = startedIn(place).length;
	const results = await Promise.all(Array.from({length: RACERS}, () => beginTask(place, 'lasting', command).finished));
	const lost = results.filter(({exitCode}) => exitCode !== 0);
	expect(lost.filter(({exitCode}) => exitCode !== 3)).toEqual([]);
	expect(lost).toHaveLength(RACERS - 1);
	for (const {stderr} of lost) expect(stderr).toMatch(/^mosaic: session sess-\d+ \(PID \d+\)[^\n]*\n$/);
	await until('the agent', () => startedIn(place).length > before);
	expect(overlapsIn(place)).toEqual([]);
	expect(startedIn(place)).toHaveLength(before + 1);
	expect(agentsIn(place)).toHaveLength(1);
	expect(hostsIn(place)).toHaveLength(1);
};

describe('fifty starts at once leave exactly one agent', () => {
	test.each(rounds)('on a fresh task, round %i', async () => {
		await race(await arena(), 'run');
	});

	test.each(rounds)('after the host was killed and its agent lived on, round %i', async () => {
		const place = await arena();
		expect((await startTask(place)).exitCode).toBe(0);
		await until('the agent', () => startedIn(place).length === 1);
		for (const {pid} of hostsIn(place)) kill(pid);
		await until('the end of the host', () => hostsIn(place).length === 0);
		expect(agentsIn(place)).toHaveLength(1);
		await race(place, 'resume');
		expect((await sessionsIn(place)).map(({state}) => state)).toEqual(['crashed', 'working']);
	});
});

test('the same race catches a protocol without exclusive create', async () => {
	const place = await arena();
	for (let attempt = 0; attempt < 20 && overlapsIn(place).length === 0; attempt++) {
		const gate = path.join(place.folder, `go-${attempt}`);
		const racers = Array.from({length: RACERS}, () =>
			spawn(
				process.execPath,
				[path.join(import.meta.dirname, 'naive.mjs'), gate, path.join(place.folder, 'lasting.sh')],
				{
					cwd: place.root,
					env: place.env,
					stdio: 'ignore',
				},
			),
		);
		writeFileSync(gate, '');
		await Promise.all(racers.map((racer) => once(racer, 'exit')));
		await until('the agents', () => startedIn(place).length > 0);
		for (const line of startedIn(place)) kill(Number(line.split(' ')[0]));
	}
	expect(overlapsIn(place).length).toBeGreaterThan(0);
});
