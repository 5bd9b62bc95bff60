import {expect, test} from 'vitest';
import {agentArgv, agentsIn, arena, hostGone, sessionsIn, startedIn} from '../support/arena.ts';
import {startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

test('an inline session ends with its starter, which says so', async () => {
	const place = await arena();
	const run = startMosaic(place, ['run', 'T1', '--inline', ...agentArgv(place, 'lasting')]);
	await until('the agent', () => startedIn(place).length === 1);
	await until('its line', () => run.output().stderr.includes('sess-001 works'));
	run.child.kill('SIGTERM');
	const end = await run.finished;
	expect(end.exitCode).toBe(143);
	expect(end.stderr).toContain('sess-001 ends with its starter.');
	expect(end.stderr).not.toContain('goes on');
	await hostGone(place);
	expect(agentsIn(place)).toEqual([]);
	expect(await sessionsIn(place)).toMatchObject([{state: 'stopped'}]);
});
