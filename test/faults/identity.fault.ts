// A recorded pid that means another process by now: the claim is dead, and the stranger is left alone.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import Database from 'better-sqlite3';
import {expect, test} from 'vitest';
import {observeProcess} from '../../src/sessions/identity.ts';
import {
	type Arena,
	agentsIn,
	arena,
	fileIn,
	hostsIn,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
} from '../support/arena.ts';
import {kill} from '../support/marked-processes.ts';
import {mosaicBin} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

const crashed = async (): Promise<Arena> => {
	const place = await arena();
	expect((await startTask(place)).exitCode).toBe(0);
	await until('the agent', () => startedIn(place).length === 1);
	for (const {pid} of [...hostsIn(place), ...agentsIn(place)]) kill(pid);
	await until('the end of both', () => hostsIn(place).length + agentsIn(place).length === 0);
	return place;
};

const change = (place: Arena, sql: string, ...values: unknown[]): void => {
	const db = new Database(fileIn(place, '.mosaic', 'mosaic.db'));
	expect(db.prepare(sql).run(...values).changes).toBe(1);
	db.close();
};

/** A process of somebody else, which would tell of any signal that it got. */
const stranger = async (place: Arena) => {
	const script = 'trap "echo signalled" INT TERM HUP QUIT; echo ready; while :; do sleep 0.1; done';
	const child = spawn('/bin/sh', ['-c', script], {detached: true, env: place.env, stdio: ['ignore', 'pipe', 'ignore']});
	let said = '';
	child.stdout.on('data', (text: Buffer) => {
		said += text.toString();
	});
	await until('the stranger', () => said.includes('ready'));
	const pid = child.pid as number;
	const started = observeProcess(pid)?.started;
	return {pid, isUntouched: () => observeProcess(pid)?.started === started && said === 'ready\n'};
};

test('pids that were given out again mean a dead session, and the processes that have them now get no signal', async () => {
	const place = await crashed();
	const [host, agent] = [await stranger(place), await stranger(place)];
	change(place, 'UPDATE claim SET host_pid = ?, agent_pid = ? WHERE active = 1', host.pid, agent.pid);
	expect((await sessionsIn(place))[0]).toMatchObject({state: 'crashed'});
	expect(await startTask(place, 'lasting', {command: 'resume'})).toMatchObject({exitCode: 0});
	await until('the new agent', () => startedIn(place).length === 2);
	expect(overlapsIn(place)).toEqual([]);
	expect([host.isUntouched(), agent.isUntouched()]).toEqual([true, true]);
});

test('a claim of an earlier boot is dead although both pids live with the recorded start times', async () => {
	const place = await crashed();
	const other = await stranger(place);
	const started = observeProcess(other.pid)?.started;
	change(
		place,
		`UPDATE claim SET host_pid = ?, agent_pid = ?, host_started = ?, agent_started = ?, boot_id = 'another boot' WHERE active = 1`,
		...[other.pid, other.pid, started, started],
	);
	expect(await startTask(place, 'lasting', {command: 'resume'})).toMatchObject({exitCode: 0});
	expect(other.isUntouched()).toBe(true);
});

test('a claim of another machine is never taken over, and the way out is named', async () => {
	const place = await crashed();
	change(place, `UPDATE claim SET hostname = 'elsewhere', boot_id = 'its own' WHERE active = 1`);
	const refused = await startTask(place, 'lasting', {command: 'resume'});
	expect(refused).toMatchObject({exitCode: 3, stdout: ''});
	expect(refused.stderr).toMatch(/^mosaic: session sess-001 \(PID \d+\).*another machine.*--force.*\n$/);
	expect(startedIn(place)).toHaveLength(1);
});

test('a host that is a zombie is dead', async () => {
	const place = await arena();
	// A starter that is stopped does not collect its host: the host stays a zombie for as long.
	const script = '"$0" "$@" & echo $!; kill -STOP $$';
	const argv = [
		'-c',
		script,
		process.execPath,
		mosaicBin(),
		'run',
		'T1',
		'--',
		'/bin/sh',
		`${place.folder}/lasting.sh`,
	];
	const shell = spawn('/bin/sh', argv, {cwd: place.root, env: place.env, stdio: ['ignore', 'pipe', 'ignore']});
	const [line] = (await once(shell.stdout, 'data')) as [Buffer];
	await until('the agent', () => startedIn(place).length === 1);
	const starter = Number(line.toString().trim());
	const [host] = hostsIn(place);
	process.kill(starter, 'SIGSTOP');
	kill(host?.pid ?? 0);
	await until('the zombie', () => observeProcess(host?.pid ?? 0)?.state === 'Z');
	expect((await sessionsIn(place))[0]).toMatchObject({state: 'crashed', endedReason: 'crashed'});
	expect(await startTask(place, 'lasting', {command: 'resume'})).toMatchObject({exitCode: 0});
	expect(observeProcess(host?.pid ?? 0)?.state).toBe('Z');
	await until('the new agent', () => startedIn(place).length === 2);
	expect(overlapsIn(place)).toEqual([]);
});
