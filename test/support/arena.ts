// A project whose agents betray a second one: each takes a kernel lock that lives exactly as long as it does.
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import {expect} from 'vitest';
import {Capsule} from '../../src/domain/capsule.ts';
import {Mission} from '../../src/domain/mission.ts';
import {parseTasks} from '../../src/tasks/parse.ts';
import {type MarkedProcess, processesWith, processMark} from './marked-processes.ts';
import {type Finished, mosaic, startMosaic} from './mosaic.ts';
import {type ScratchProject, scratchProject} from './scratch.ts';
import {until} from './until.ts';

export const ARENA_TASKS = `# House

## M1: Ground

| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | not-started | Lay the ground | | | | |
| T2 | not-started | Walls | T1 | | | |
`;

// Descriptor 9 is inherited by what the agent becomes; the kernel gives the lock back when the last holder is gone.
const AGENT = `trap '' HUP
exec 9>>"$ARENA/alive"
flock -n 9 || echo "$$" >>"$ARENA/overlap"
echo "$$ $MOSAIC_SESSION" >>"$ARENA/started"
`;

const AGENTS = {
	/** Stays until it is ended; ignores the hang-up that the death of its host means. */
	lasting: `${AGENT}exec sleep 900\n`,
	/** Ends by itself, with 0. */
	quick: `${AGENT}exit 0\n`,
	failing: `${AGENT}exit 7\n`,
};

export type AgentKind = keyof typeof AGENTS;

export type SessionDocument = {
	id: string;
	taskId: string;
	runId: string;
	state: string;
	pid: number | null;
	endedReason: string | null;
	exitCode: number | null;
	signal: string | null;
	startedAt: string;
	endedAt: string | null;
	durationSeconds: number;
};

export type Arena = ScratchProject & {readonly folder: string; readonly mark: string};

/** A project with a mission and T1, T2, in which every process can be found and is ended with the test. */
export const arena = async (tasks = ARENA_TASKS, options: {git?: boolean} = {}): Promise<Arena> => {
	const scratch = scratchProject({'TASKS.md': tasks}, options);
	const folder = path.join(scratch.home, 'arena');
	const mark = processMark();
	mkdirSync(folder);
	for (const [name, script] of Object.entries(AGENTS)) writeFileSync(path.join(folder, `${name}.sh`), script);
	const env = {...scratch.env, [mark.name]: mark.value, ARENA: folder};
	const made = {...scratch, env, folder, mark: mark.entry};
	expect((await mosaic(made, ['init', '--name', 'House'])).exitCode).toBe(0);
	return made;
};

/** The words after `--` that start an agent. */
export const agentArgv = (place: Arena, kind: AgentKind): string[] => [
	'--',
	'/bin/sh',
	path.join(place.folder, `${kind}.sh`),
];

/** `mosaic run T1 --detach` or another start of T1, with this agent; ends when mosaic does. */
export const startTask = (
	place: Arena,
	kind: AgentKind = 'lasting',
	options: {command?: 'run' | 'resume'; task?: string; env?: NodeJS.ProcessEnv} = {},
): Promise<Finished> =>
	mosaic(place, [options.command ?? 'run', options.task ?? 'T1', '--detach', ...agentArgv(place, kind)], {
		env: options.env ?? {},
	});

/** The same without waiting. */
export const beginTask = (place: Arena, kind: AgentKind, command: 'run' | 'resume' = 'run') =>
	startMosaic(place, [command, 'T1', '--detach', ...agentArgv(place, kind)]);

/** The hosts that run now. */
export const hostsIn = (place: Arena): MarkedProcess[] =>
	processesWith(place.mark).filter(({command}) => command.includes('session-host'));

/** Agents and whatever they started: all that carries a session's token. */
export const agentsIn = (place: Arena): MarkedProcess[] =>
	processesWith(place.mark).filter(({environ}) => environ.some((entry) => entry.startsWith('MOSAIC_TOKEN=')));

/** Waits until no host runs any more. */
export const hostGone = (place: Arena): Promise<boolean> =>
	until('the end of the session host', () => hostsIn(place).length === 0);

/** Agents that ran, in order: `pid session`. */
export const startedIn = (place: Arena): string[] => linesOf(path.join(place.folder, 'started'));

/** Pids of agents that began while another one lived. Must be empty. */
export const overlapsIn = (place: Arena): string[] => linesOf(path.join(place.folder, 'overlap'));

/** `mosaic sessions --all`. */
export const sessionsIn = async (place: Arena): Promise<SessionDocument[]> => {
	const result = await mosaic(place, ['sessions', '--all', '--json']);
	expect(result).toMatchObject({exitCode: 0, stderr: ''});
	return JSON.parse(result.stdout).sessions;
};

/** A file below the project. */
export const fileIn = (place: ScratchProject, ...names: string[]): string => path.join(place.root, ...names);
export const stateFile = (place: ScratchProject, name: string): string =>
	fileIn(place, '.mosaic', 'orchestrator', name);

/** The status cell of a task as it stands in the file. */
export const statusOf = (place: ScratchProject, id = 'T1'): string | undefined =>
	parseTasks(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).tasks.find((task) => task.id === id)?.statusText;

/** Nothing is torn or left over: state files by their schemas, the tasks file but for T1's status, no temp file, no stale socket. */
export const expectWhole = (place: Arena, liveSession?: string): void => {
	const tasks = readFileSync(fileIn(place, 'TASKS.md'), 'utf8');
	expect(tasks.replace(/\| T1 \| [a-z-]+ \|/, '| T1 | not-started |')).toBe(ARENA_TASKS);
	Mission.parse(JSON.parse(readFileSync(stateFile(place, 'mission.json'), 'utf8')));
	const capsule = stateFile(place, 'next-task.json');
	if (existsSync(capsule)) Capsule.parse(JSON.parse(readFileSync(capsule, 'utf8')));
	const lock = stateFile(place, 'session.lock');
	if (liveSession === undefined) expect(existsSync(lock)).toBe(false);
	else expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({session_id: liveSession, task_id: 'T1'});
	expect(leftoversIn(place, liveSession)).toEqual([]);
	const db = new Database(fileIn(place, '.mosaic', 'mosaic.db'), {readonly: true});
	expect(db.pragma('integrity_check', {simple: true})).toBe('ok');
	db.close();
};

/** Temp files, and sockets that belong to no living session. */
const leftoversIn = (place: Arena, liveSession: string | undefined): string[] =>
	readdirSync(place.root, {recursive: true, encoding: 'utf8'})
		.filter((name) => !name.startsWith('.git'))
		.filter((name) => {
			const isSocket = statSync(path.join(place.root, name), {throwIfNoEntry: false})?.isSocket() ?? false;
			return name.endsWith('.tmp') || (isSocket && path.basename(name) !== `${liveSession}.sock`);
		});

const linesOf = (file: string): string[] =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line !== '')
		: [];
