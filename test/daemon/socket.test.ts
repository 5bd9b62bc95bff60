// The door of a live session: who is let in, who is turned away, who is too slow.
import {existsSync, mkdirSync, readFileSync, renameSync, statSync} from 'node:fs';
import {connect, createServer, type Socket} from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import {describe, expect, onTestFinished, test} from 'vitest';
import {connectSession} from '../../src/daemon/client.ts';
import {bytesFrame, createFrameReader, messageFrame} from '../../src/daemon/protocol.ts';
import {
	type Arena,
	agentArgv,
	arena,
	fileIn,
	hostGone,
	hostsIn,
	sessionsIn,
	startedIn,
	startTask,
	stateFile,
} from '../support/arena.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

type Door = {readonly sessionId: string; readonly socket: string; readonly token: string};

const doorOf = (place: Arena): Door => {
	const db = new Database(fileIn(place, '.mosaic', 'mosaic.db'), {readonly: true});
	const row = db.prepare('SELECT session_id, socket, token FROM claim WHERE active = 1').get() as Record<
		string,
		string
	>;
	db.close();
	return {sessionId: String(row.session_id), socket: String(row.socket), token: String(row.token)};
};

const live = async (): Promise<{place: Arena; door: Door}> => {
	const place = await arena();
	expect((await startTask(place)).exitCode).toBe(0);
	await until('the agent', () => startedIn(place).length === 1);
	return {place, door: doorOf(place)};
};

/** A peer that says these bytes and keeps what it hears. */
const peer = (door: Door, ...said: Uint8Array[]) => {
	const heard: unknown[] = [];
	const socket: Socket = connect(door.socket);
	let closed = false;
	const reader = createFrameReader({onMessage: (json) => heard.push(json), onBytes: () => {}});
	socket.on('data', (chunk) => reader.push(chunk));
	socket.on('error', () => {});
	socket.on('close', () => {
		closed = true;
	});
	for (const bytes of said) socket.write(bytes);
	onTestFinished(() => void socket.destroy());
	return {socket, heard, isClosed: () => closed};
};

const hello = (token: string, protocol = 1) => messageFrame({type: 'hello', protocol, token});

describe('the socket', () => {
	test('is private', async () => {
		const {door} = await live();
		expect(statSync(door.socket).mode & 0o777).toBe(0o600);
		expect(statSync(path.dirname(door.socket)).mode & 0o777).toBe(0o700);
	});

	test.each([
		['a wrong token', () => [hello('wrong')], {type: 'refused', code: 'token'}],
		['another version', (door: Door) => [hello(door.token, 2)], {type: 'refused', code: 'version'}],
		[
			'a stop before hello',
			() => [messageFrame({type: 'stop', how: 'end', by: 'x'})],
			{type: 'refused', code: 'protocol'},
		],
		['keys before hello', () => [bytesFrame(Buffer.from('x'))], {type: 'refused', code: 'protocol'}],
		['an unknown message', () => [messageFrame({type: 'shout'} as never)], {type: 'refused', code: 'protocol'}],
	] as const)('turns %s away with a reason, and the session goes on', async (_, words, answer) => {
		const {place, door} = await live();
		const {heard, isClosed} = peer(door, ...words(door));
		await until('the answer', () => heard.length > 0 && isClosed());
		expect(heard).toMatchObject([answer]);
		expect(await sessionsIn(place)).toMatchObject([{state: 'working'}]);
	});

	test('survives garbage, half frames and peers that vanish', async () => {
		const {place, door} = await live();
		const garbage = peer(door, Buffer.from('GET / HTTP/1.1\r\n\r\n'));
		const broken = peer(door, Buffer.concat([Buffer.from([0, 0, 0, 3, 0]), Buffer.from('{"a')]));
		await until('both to be cut off', () => garbage.isClosed() && broken.isClosed());
		for (let length = 1; length < hello(door.token).length; length += 7)
			peer(door, hello(door.token).subarray(0, length)).socket.destroySoon();
		const connection = await connectSession(door, {onMessage: () => {}, onBytes: () => {}, onClose: () => {}});
		connection.close();
		expect(await sessionsIn(place)).toMatchObject([{state: 'working'}]);
	});

	test('keeps no more of a stranger’s words than a hello has', async () => {
		const {door} = await live();
		const head = Buffer.from([0, 1, 0, 0, 0]);
		const stranger = peer(door, head);
		await until('the end of the connection', stranger.isClosed);
		const known = peer(door, hello(door.token), bytesFrame(Buffer.alloc(65_536, '\0')));
		await until('the welcome', () => known.heard.length > 0);
		expect(known.heard).toMatchObject([{type: 'welcome'}]);
	});

	test('takes sizes within reason only', async () => {
		const {place, door} = await live();
		const {heard} = peer(door, hello(door.token), messageFrame({type: 'resize', cols: 100_000, rows: 1}));
		await until('the refusal', () => heard.length === 2);
		expect(heard).toMatchObject([{type: 'welcome'}, {type: 'refused', code: 'protocol'}]);
		expect(hostsIn(place)).toHaveLength(1);
	});
});

test('a host that takes the connection and says nothing is not waited for', async () => {
	const socket = path.join(scratchDirectory(), 's');
	const server = createServer().listen(socket);
	onTestFinished(() => void server.close());
	const handlers = {onMessage: () => {}, onBytes: () => {}, onClose: () => {}};
	await expect(connectSession({sessionId: 'sess-001', socket, token: 't'}, handlers, 20)).rejects.toThrow(
		/sess-001: its session host is there but does not answer/,
	);
});

test('a command that is read slowly loses nothing: its agent waits', async () => {
	const place = await arena();
	const last = 1_800_000;
	const run = startMosaic(place, ['run', 'T1', '--', 'sh', '-c', `seq 1 ${last}; echo "$?" >>"$ARENA/started"`]);
	run.child.stdout?.pause();
	await until('the agent', async () => (await sessionsIn(place)).some(({pid}) => pid !== null));
	const door = doorOf(place);
	const other = peer(door, hello(door.token), messageFrame({type: 'watch', what: 'output'}));
	await until('a viewer that reads to have got some of it', () => other.socket.bytesRead > 1_000_000);
	expect(startedIn(place)).toEqual([]);
	run.child.stdout?.resume();
	const {stdout, exitCode} = await run.finished;
	expect(exitCode).toBe(0);
	const lines = stdout.trimEnd().split('\n');
	expect(lines).toHaveLength(last);
	expect(lines.findIndex((line, at) => line !== String(at + 1))).toBe(-1);
});

test('an agent that waits for a reader can be stopped', async () => {
	const place = await arena();
	expect((await mosaic(place, ['run', 'T1', '--detach', '--', 'sh', '-c', 'read go; exec yes'])).exitCode).toBe(0);
	const door = doorOf(place);
	const stuck = peer(door, hello(door.token), messageFrame({type: 'watch', what: 'output'}));
	await until('the welcome', () => stuck.heard.length > 0);
	stuck.socket.pause();
	stuck.socket.write(bytesFrame(Buffer.from('go\r')));
	const {stdout, exitCode} = await mosaic(place, ['stop', 'sess-001', '--json']);
	expect({exitCode, stdout}).toMatchObject({exitCode: 0});
	await hostGone(place);
	expect(await sessionsIn(place)).toMatchObject([{endedReason: 'stopped'}]);
});

test('a viewer that reads nothing holds up the agent for some seconds, and not the end', async () => {
	const place = await arena();
	// 24 MB: more than a viewer may be behind, more than pipes and sockets hold.
	const script =
		'read go; i=0; while [ $i -lt 24 ]; do head -c 1048576 /dev/zero | tr "\\0" "x"; i=$((i+1)); done; echo end >>"$ARENA/started"';
	expect((await mosaic(place, ['run', 'T1', '--detach', '--', '/bin/sh', '-c', script])).exitCode).toBe(0);
	const door = doorOf(place);
	const slow = peer(door, hello(door.token), messageFrame({type: 'watch', what: 'output'}));
	await until('the welcome', () => slow.heard.length > 0);
	slow.socket.pause();
	slow.socket.write(bytesFrame(Buffer.from('go\r')));
	await until('the agent to write it all', () => startedIn(place).includes('end'));
	await hostGone(place);
	expect(await sessionsIn(place)).toMatchObject([{endedReason: 'completed'}]);
});

test('a project whose path is too long for a socket has it in the runtime directory', async () => {
	const short = await arena();
	const root = path.join(short.home, ...Array.from({length: 8}, () => 'a-rather-long-name'), 'p');
	mkdirSync(path.dirname(root), {recursive: true});
	renameSync(short.root, root);
	const place = {...short, root};
	expect(await startTask(place)).toMatchObject({exitCode: 0, stderr: ''});
	const {socket} = doorOf(place);
	expect(socket.startsWith(path.join(short.home, 'run', 'mosaic'))).toBe(true);
	expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700);
	expect((await mosaic(place, ['stop', 'sess-001'])).exitCode).toBe(0);
	expect(existsSync(socket)).toBe(false);
	expect((await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')])).exitCode).toBe(0);
	expect(JSON.parse(readFileSync(stateFile(place, 'mission.json'), 'utf8')).sessions).toHaveLength(2);
});
