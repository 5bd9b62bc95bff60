// Ending what a session left running, and nothing else: each signal goes to a process that was verified just before.
import {setTimeout as delay} from 'node:timers/promises';
import {errorCode} from '../domain/errors.ts';
import type {ReapedProcess} from '../domain/event.ts';
import {isRunning, type ObservedProcess, type ProcessIdentity} from '../domain/process.ts';
import {observeProcess, readProcess} from './identity.ts';
import {findProcesses, type SessionProcesses} from './process-tree.ts';

export type ReapStep = {readonly signal: NodeJS.Signals; readonly graceMs: number};

/** Ask, insist, end. */
export const REAP_STEPS: readonly ReapStep[] = [
	{signal: 'SIGINT', graceMs: 1500},
	{signal: 'SIGTERM', graceMs: 1500},
	{signal: 'SIGKILL', graceMs: 2000},
];

/** The system as the reaper sees it; tests replace single parts. */
export type ReapHooks = {
	readonly find: (target: SessionProcesses) => ObservedProcess[];
	readonly observe: (pid: number) => ObservedProcess | null;
	readonly signal: (pid: number, signal: NodeJS.Signals) => void;
	readonly pause: (ms: number) => Promise<unknown>;
	readonly now: () => number;
};

export const SYSTEM: ReapHooks = {
	find: findProcesses,
	observe: observeProcess,
	signal: (pid, signal) => process.kill(pid, signal),
	pause: (ms) => delay(ms),
	now: () => performance.now(),
};

export type Reaped = {readonly ended: ReapedProcess[]; readonly left: ObservedProcess[]};

/**
 * Ends all processes of a session, step by step, and waits for each end by condition. Looks again before every wait, so
 * that processes born meanwhile are ended too. `left` is what outlived the last step (or is not ours to signal).
 */
export const reap = async (
	target: SessionProcesses,
	steps: readonly ReapStep[] = REAP_STEPS,
	hooks: ReapHooks = SYSTEM,
): Promise<Reaped> => {
	const seen = new Map<string, Quarry>();
	let left = lookTwice(target, seen, hooks);
	for (const step of steps) {
		if (left.length === 0) break;
		left = await takeStep(target, step, seen, hooks);
	}
	const alive = new Set(left.map(keyOf));
	const ended = [...seen].flatMap(([key, {process, signal}]) =>
		signal === undefined || alive.has(key) ? [] : [{pid: process.pid, command: process.command, signal}],
	);
	return {ended, left};
};

/**
 * Sends SIGINT to the group in the foreground of the agent's terminal, as Ctrl-C would, even if the terminal is raw.
 * False when the agent is gone.
 */
export const interrupt = (agent: ProcessIdentity): boolean => {
	const now = readProcess(agent.pid);
	if (now === null || now.started !== agent.started || !isRunning(now)) return false;
	// Only the leader's own session has its terminal: a group in front there belongs to the session.
	const ownTerminal = now.session === agent.pid || process.platform !== 'linux';
	const group = ownTerminal && now.foregroundGroup > 1 ? -now.foregroundGroup : agent.pid;
	return send(group, 'SIGINT', SYSTEM) && (!isStopped(now) || send(group, 'SIGCONT', SYSTEM));
};

type Quarry = {readonly process: ObservedProcess; signal: NodeJS.Signals | undefined};

const takeStep = async (
	target: SessionProcesses,
	step: ReapStep,
	seen: Map<string, Quarry>,
	hooks: ReapHooks,
): Promise<ObservedProcess[]> => {
	const signalled = new Set<string>();
	const end = hooks.now() + step.graceMs;
	for (let wait = 5; ; wait = Math.min(wait * 2, 100)) {
		const left = lookTwice(target, seen, hooks);
		if (left.length === 0) return left;
		for (const process of left) {
			const key = keyOf(process);
			if (signalled.has(key)) continue;
			signalled.add(key);
			if (signalVerified(process, step.signal, hooks)) (seen.get(key) as Quarry).signal = step.signal;
		}
		if (hooks.now() >= end) return lookTwice(target, seen, hooks);
		await hooks.pause(Math.min(wait, Math.max(1, end - hooks.now())));
	}
};

/**
 * Nothing is left only where a second look finds nothing either: the table of processes is read one by one, and the first
 * look may come to a process that has just ended after it passed the place where that one's last child stands.
 */
const lookTwice = (target: SessionProcesses, seen: Map<string, Quarry>, hooks: ReapHooks): ObservedProcess[] => {
	const left = look(target, seen, hooks);
	return left.length > 0 ? left : look(target, seen, hooks);
};

/** What is there now and what was seen before and still runs: a process that moved out of the session is not forgotten. */
const look = (target: SessionProcesses, seen: Map<string, Quarry>, hooks: ReapHooks): ObservedProcess[] => {
	const found = hooks.find(target);
	const keys = new Set(found.map(keyOf));
	for (const process of found) if (!seen.has(keyOf(process))) seen.set(keyOf(process), {process, signal: undefined});
	const moved = [...seen].flatMap(([key, {process}]) => (keys.has(key) ? [] : (stillThere(process, hooks) ?? [])));
	return [...found, ...moved];
};

const stillThere = (process: ObservedProcess, hooks: ReapHooks): ObservedProcess | undefined => {
	const now = hooks.observe(process.pid);
	return now !== null && now.started === process.started && isRunning(now) ? now : undefined;
};

const signalVerified = (process: ObservedProcess, signal: NodeJS.Signals, hooks: ReapHooks): boolean => {
	const now = stillThere(process, hooks);
	if (now === undefined || !send(now.pid, signal, hooks)) return false;
	// A stopped process takes the signal only once it runs again.
	if (isStopped(now)) send(now.pid, 'SIGCONT', hooks);
	return true;
};

const send = (pid: number, signal: NodeJS.Signals, hooks: ReapHooks): boolean => {
	try {
		hooks.signal(pid, signal);
		return true;
	} catch (error) {
		if (errorCode(error) === 'ESRCH' || errorCode(error) === 'EPERM') return false;
		throw error;
	}
};

const isStopped = (process: ObservedProcess): boolean => process.state === 'T' || process.state === 't';

const keyOf = (process: ProcessIdentity): string => `${process.pid}:${process.started}`;
