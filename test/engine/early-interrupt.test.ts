import path from 'node:path';
import {expect, test} from 'vitest';
import {openForWriting} from '../../src/store/open.ts';
import {agentsIn, arena, hostGone, hostsIn, sessionsIn} from '../support/arena.ts';
import {startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

test.each([
	['stops the agent as soon as it runs', []],
	['stops a detached one again', ['--detach']],
])('Ctrl-C while the agent is starting %s', async (_, flags) => {
	const place = await arena();
	const db = openForWriting(path.join(place.root, '.mosaic', 'mosaic.db'));
	db.exec('BEGIN IMMEDIATE'); // the host cannot claim while somebody else writes
	const run = startMosaic(place, ['run', 'T1', ...flags, '--', 'sh', '-c', 'sleep 900']);
	await until('the session host', () => hostsIn(place).length > 0);
	run.child.kill('SIGINT');
	db.exec('COMMIT');
	db.close();
	expect((await run.finished).exitCode).toBe(130);
	await hostGone(place);
	expect(agentsIn(place)).toEqual([]);
	expect(await sessionsIn(place)).toMatchObject([{state: 'stopped'}]);
});
