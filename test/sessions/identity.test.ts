import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, onTestFinished, test} from 'vitest';
import {judgeProcess} from '../../src/domain/process.ts';
import {bootedAt, identityOf, observeProcess, thisMachine} from '../../src/sessions/identity.ts';
import {parseProcStat} from '../../src/sessions/proc-stat.ts';
import {parsePs} from '../../src/sessions/ps-table.ts';
import {until} from '../support/until.ts';
import {startScript} from './live-processes.ts';

const judge = (pid: number, started: string) =>
	judgeProcess({machine: thisMachine(), process: {pid, started}}, thisMachine(), observeProcess);

describe('the identity of a process', () => {
	test('a running process is alive under its own start time and dead under another', async () => {
		const {pid} = await startScript('echo ready; sleep 100');
		const identity = identityOf(pid);
		expect(identity).toEqual({pid, started: expect.stringMatching(/./)});
		expect(judge(pid, identity?.started as string)).toBe('alive');
		expect(judge(pid, '1')).toBe('dead');
	});

	test.runIf(process.platform === 'linux')('a zombie is observed, and dead', async () => {
		// The shell becomes a sleep that never waits for the child it inherits.
		const {pid} = await startScript('sh -c "echo ready" & exec sleep 100');
		const zombie = await until('a zombie', async () => {
			const child = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
			return observeProcess(child)?.state === 'Z' ? child : undefined;
		});
		expect(judge(zombie, observeProcess(zombie)?.started as string)).toBe('dead');
	});

	test('what cannot be a pid is nobody', () => {
		for (const pid of [0, -1, 1, 1e9, 2 ** 40, Number.NaN, 1.5, '12', '', null])
			expect(observeProcess(pid as number)).toBeNull();
	});

	test.runIf(process.platform === 'linux')('a thread has a number, and is no process', async () => {
		const thread = readdirSync('/proc/self/task')
			.map(Number)
			.find((id) => id !== process.pid);
		expect(thread).toBeDefined();
		expect(observeProcess(thread as number)).toBeNull();
	});

	test('a process that has the recorded pid by chance is not taken for the recorded one', async () => {
		if (process.platform !== 'linux') return;
		// In a pid namespace of its own the next pid can be chosen: the same pid, twice, with two start times.
		const child = spawn('unshare', ['-Urpf', '--mount-proc', 'sh', '-c', REUSE_A_PID], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		onTestFinished(() => void child.kill('SIGKILL'));
		let out = '';
		child.stdout.on('data', (text: Buffer) => {
			out += text.toString();
		});
		await new Promise((resolve) => child.on('close', resolve));
		const [first, second, pids] = out.trim().split('\n');
		if (pids === undefined) return;
		const [one, two] = pids.split(' ');
		expect(two).toBe(one);
		expect(parseProcStat(first as string)?.started).not.toBe(parseProcStat(second as string)?.started);
	});

	test('this machine is told by host, boot and pid namespace', () => {
		const machine = thisMachine();
		expect(machine.hostname).not.toBe('');
		expect(machine.bootId).not.toBe('');
		expect(thisMachine()).toBe(machine);
		expect(bootedAt()).toBeLessThan(Date.now());
	});
});

/** Prints /proc/PID/stat of two processes that had the same pid one after the other, and both pids. */
const REUSE_A_PID = `
sleep 100 & one=$!
cat /proc/$one/stat
kill -9 $one; wait $one 2>/dev/null
ticks=$(cut -d' ' -f22 /proc/self/stat)
while [ "$(cut -d' ' -f22 /proc/self/stat)" = "$ticks" ]; do :; done
i=0
while [ $i -lt 200 ]; do
	i=$((i+1))
	echo $((one-1)) > /proc/sys/kernel/ns_last_pid || exit 0
	sleep 100 & two=$!
	[ $two = $one ] && break
	kill -9 $two
done
cat /proc/$two/stat
echo $one $two
`;

describe('reading process tables', () => {
	test('a command may hold brackets, blanks and line ends', () => {
		const stat = `42 (a) S 1 ) (b\n) T 7 8 9 34816 10 4194304 1 2 3 4 5 6 7 8 20 0 1 0 777 0 0`;
		expect(parseProcStat(stat)).toEqual({
			pid: 42,
			started: '777',
			state: 'T',
			parent: 7,
			group: 8,
			session: 9,
			foregroundGroup: 10,
			command: 'a) S 1 ) (b',
		});
		expect(parseProcStat('')).toBeNull();
		expect(parseProcStat('42 (cut')).toBeNull();
	});

	test('the table of ps on macOS gives the same', () => {
		const text = [
			'    1     0     1     0      0 Ss   Sat Nov 21 01:02:03 2026 /sbin/launchd',
			'  501   400   501   501      0 S+   Sat Nov  7 11:12:13 2026 sh -c sleep 5 MOSAIC_TOKEN=abc HOME=/x',
			'nonsense',
		].join('\n');
		const [launchd, shell] = parsePs(text);
		expect(parsePs(text)).toHaveLength(2);
		expect(launchd).toMatchObject({pid: 1, parent: 0, state: 'S', started: 'Sat Nov 21 01:02:03 2026'});
		expect(shell).toMatchObject({pid: 501, parent: 400, foregroundGroup: 501, started: 'Sat Nov 7 11:12:13 2026'});
	});
});
