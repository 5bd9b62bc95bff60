import {spawn} from 'node:child_process';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ObservedProcess} from '../../src/domain/process.ts';
import {identityOf, observeProcess} from '../../src/sessions/identity.ts';
import {findProcesses, selectProcesses, type TableEntry} from '../../src/sessions/process-tree.ts';
import {interrupt, REAP_STEPS, reap, SYSTEM} from '../../src/sessions/reap.ts';
import {until} from '../support/until.ts';
import {type Specimen, startScript} from './live-processes.ts';

const targetOf = ({pid, token}: Specimen) => ({agent: identityOf(pid), token});
const commandsOf = (processes: readonly {command: string}[]) => processes.map(({command}) => command).sort();

describe('the processes of a session', () => {
	test('are the agent, its children, and the daemons that left its session', async () => {
		const specimen = await startScript('sleep 101 & (setsid sleep 102 &) ; setsid env -i sleep 103 & echo ready; wait');
		const found = await until('all of them', () => {
			const processes = findProcesses(targetOf(specimen));
			return (
				processes.length >= 4 && commandsOf(processes).filter((name) => name === 'sleep').length === 3 && processes
			);
		});
		expect(found.map(({pid}) => pid)).toContain(specimen.pid);
		expect(found.map(({pid}) => pid)).not.toContain(process.pid);
	});

	test('are found by their token after the agent is gone, and only by the whole token', async () => {
		const specimen = await startScript('(setsid sleep 104 &); echo ready');
		await until('the end of the agent', () => observeProcess(specimen.pid) === null);
		expect(commandsOf(findProcesses({agent: null, token: specimen.token}))).toEqual(['sleep']);
		expect(findProcesses({agent: null, token: specimen.token.slice(0, -1)})).toEqual([]);
		expect(findProcesses({agent: null, token: ''})).toEqual([]);
	});

	test('never are a stranger that has the agent’s pid now', async () => {
		const specimen = await startScript('sleep 105 & echo ready; wait');
		expect(findProcesses({agent: {pid: specimen.pid, started: '1'}, token: 'none'})).toEqual([]);
	});

	test('never are this process or its ancestors, even when they carry the token', () => {
		const entry = (pid: number, parent: number, token: string): TableEntry => ({
			reading: {pid, parent, started: '5', state: 'S', group: pid, session: 1, command: 'x', foregroundGroup: -1},
			carries: (wanted) => wanted === `MOSAIC_TOKEN=${token}`,
		});
		const table = [entry(1, 0, 't'), entry(10, 1, 't'), entry(20, 10, 't'), entry(30, 20, 't'), entry(40, 10, 't')];
		const chosen = selectProcesses({agent: {pid: 10, started: '5'}, token: 't'}, table, 20);
		expect(chosen.map(({reading}) => reading.pid)).toEqual([30, 40]);
	});
});

describe('reaping', () => {
	test('ends a willing agent with the first signal', async () => {
		const specimen = await startScript('trap "exit 0" INT; echo ready; while :; do sleep 0.05; done');
		const {ended, left} = await reap(targetOf(specimen));
		expect(left).toEqual([]);
		expect(ended).toContainEqual({pid: specimen.pid, command: 'sh', signal: 'SIGINT'});
	});

	test('ends what ignores INT and TERM, and what it started in sessions of their own', async () => {
		const specimen = await startScript(
			'trap "" INT TERM; (setsid sleep 106 &); sleep 107 & echo ready; while :; do sleep 1; done',
		);
		const steps = REAP_STEPS.map((step) => ({...step, graceMs: step.signal === 'SIGKILL' ? 20_000 : 100}));
		const {ended, left} = await reap(targetOf(specimen), steps);
		expect(left).toEqual([]);
		expect(ended.find(({pid}) => pid === specimen.pid)?.signal).toBe('SIGKILL');
		expect(findProcesses(targetOf(specimen))).toEqual([]);
	});

	test('ends a stopped process', async () => {
		const specimen = await startScript('echo ready; while :; do sleep 0.05; done');
		process.kill(specimen.pid, 'SIGSTOP');
		await until('it to stop', () => observeProcess(specimen.pid)?.state === 'T');
		const {left} = await reap(targetOf(specimen), [{signal: 'SIGTERM', graceMs: 20_000}]);
		expect(left).toEqual([]);
	});

	test('ends what is born while it works', async () => {
		const specimen = await startScript('trap "setsid sleep 108 & exit" INT; echo ready; while :; do sleep 0.05; done');
		const {ended, left} = await reap(
			targetOf(specimen),
			REAP_STEPS.map((step) => ({...step, graceMs: step.signal === 'SIGINT' ? 300 : 20_000})),
		);
		expect(left).toEqual([]);
		expect(ended.map(({pid}) => pid)).toContain(specimen.pid);
		expect(findProcesses({agent: null, token: specimen.token})).toEqual([]);
	});

	test('ends the child of a process that was seen to have ended before its child was seen', async () => {
		const specimen = await startScript('echo ready; while :; do sleep 0.05; done');
		const {child} = specimen;
		let looks = 0;
		const find: typeof SYSTEM.find = (target) => (looks++ === 0 ? [] : SYSTEM.find(target));
		const {ended, left} = await reap(targetOf(specimen), [{signal: 'SIGKILL', graceMs: 20_000}], {...SYSTEM, find});
		expect(left).toEqual([]);
		expect(ended.map(({pid}) => pid)).toContain(child.pid);
	});

	test('never signals a pid that changed hands between the look and the signal', async () => {
		const stranger = spawn('sleep', ['109'], {stdio: 'ignore'});
		onTestFinished(() => void stranger.kill('SIGKILL'));
		const now = observeProcess(stranger.pid as number) as ObservedProcess;
		const stale = {...now, started: '1'};
		const sent: number[] = [];
		const {ended} = await reap({agent: null, token: 'x'}, [{signal: 'SIGKILL', graceMs: 20}], {
			...SYSTEM,
			find: () => (sent.length === 0 ? [stale] : []),
			signal: (pid) => void sent.push(pid),
		});
		expect(sent).toEqual([]);
		expect(ended).toEqual([]);
	});

	test('tells what it could not end', async () => {
		const specimen = await startScript('trap "" INT; echo ready; while :; do sleep 0.05; done');
		const {left} = await reap(targetOf(specimen), [{signal: 'SIGINT', graceMs: 50}]);
		expect(left.map(({pid}) => pid)).toContain(specimen.pid);
	});

	test('a zombie needs no ending', async () => {
		const specimen = await startScript('sh -c "echo ready" & exec sleep 110');
		const {ended} = await reap(targetOf(specimen), [{signal: 'SIGKILL', graceMs: 20_000}]);
		expect(ended.map(({pid}) => pid)).toEqual([specimen.pid]);
	});
});

test('an interrupt reaches a living agent and nobody who has its pid by chance', async () => {
	const specimen = await startScript('trap "exit 7" INT; echo ready; while :; do sleep 0.05; done');
	const agent = identityOf(specimen.pid);
	expect(interrupt({pid: specimen.pid, started: '1'})).toBe(false);
	const ended = new Promise((resolve) => specimen.child.on('exit', resolve));
	expect(agent && interrupt(agent)).toBe(true);
	expect(await ended).toBe(7);
});
