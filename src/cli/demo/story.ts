// The headless demo: a task from start to end, the lock, a question, a crash, the resume. Each step is checked, so that
// the demo is also a quick test of an installation.
import {existsSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {connectSession} from '../../daemon/client.ts';
import {liveAddress} from '../../daemon/session-address.ts';
import type {Session} from '../../domain/session.ts';
import type {TaskStatus} from '../../domain/task.ts';
import {readOverview} from '../../engine/overview.ts';
import type {Narrator} from './narrator.ts';
import type {DemoProject} from './project.ts';
import {allSessions} from './sessions.ts';
import type {Shell} from './shell.ts';

/** A step did not do what it should; the message says which and how. */
export class StoryBroken extends Error {}

export type Stage = {
	readonly project: DemoProject;
	readonly shell: Shell;
	readonly narrator: Narrator;
	readonly signal: AbortSignal;
};

/** Tells the whole story; gives the names of its parts. Throws StoryBroken where something went otherwise. */
export const tellStory = async (stage: Stage): Promise<readonly string[]> => {
	const parts = {mission, task, lock, question, crash, resume, record};
	for (const part of Object.values(parts)) await part(stage);
	return Object.keys(parts);
};

const mission = async ({narrator, shell}: Stage): Promise<void> => {
	narrator.title('A plan that somebody wrote becomes a mission');
	await succeeds(shell, 'init', '--name', 'Word counter');
	await succeeds(shell, 'tasks');
};

const task = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('An agent does a task, in a terminal of its own; a person has the last word');
	await succeeds(shell, 'run', 'T1');
	expectTask(stage, 'T1', 'review');
	await succeeds(shell, 'done', 'T1');
	expectTask(stage, 'T1', 'done');
};

const lock = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('One agent per checkout: while T4 waits for an answer, T2 is refused');
	await succeeds(shell, 'run', 'T4', '--detach');
	const session = await lastSession(stage, 'T4 waits for a person', ({state}) => state === 'waiting');
	expect(existsSync(stage.project.paths.lockFile), 'session.lock stands while an agent works');
	const refused = await exits(shell, 3, 'run', 'T2');
	expect(refused.said.includes(session.id), 'the refusal names the session');
	expect(refused.said.includes(`PID ${session.pid}`), 'the refusal names the process');
};

const question = async (stage: Stage): Promise<void> => {
	const {narrator, shell, project} = stage;
	narrator.title('The agent said that it needs a person; the answer goes to its terminal');
	await succeeds(shell, 'sessions');
	const session = await lastSession(stage, 'T4 waits for a person', ({state}) => state === 'waiting');
	await succeeds(shell, 'screen', session.id);
	narrator.note('(here "MIT" and Enter are typed into it, as `mosaic attach` does)');
	const address = liveAddress(project.paths, session.id, new Date());
	const ended = new Promise<void>((resolve, reject) => {
		connectSession(address, {onMessage: () => {}, onBytes: () => {}, onClose: resolve}).then((connection) => {
			connection.send({type: 'watch', what: 'state'});
			connection.type('MIT\r');
		}, reject);
	});
	await Promise.race([ended, aborted(stage.signal)]);
	await lastSession(stage, 'T4 ends with code 0', ({endedReason}) => endedReason === 'completed');
	await succeeds(shell, 'screen', session.id);
	expectTask(stage, 'T4', 'review');
	await succeeds(shell, 'done', 'T4');
};

const crash = async (stage: Stage): Promise<void> => {
	const {narrator, shell, project} = stage;
	narrator.title('An agent crashes: it is killed half-way, as by kill -9');
	await exits(shell, 1, 'run', 'T3');
	await lastSession(stage, 'T3 reads crashed', ({state, signal}) => state === 'crashed' && signal === 'SIGKILL');
	expectTask(stage, 'T3', 'in-progress');
	expect(!existsSync(project.paths.lockFile), 'a crashed agent leaves no lock');
	await succeeds(shell, 'next');
};

const resume = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('Resume: the same run goes on with a new session');
	const {runId} = await lastSession(stage, 'the crashed session', () => true);
	await succeeds(shell, 'resume', 'T3');
	const session = await lastSession(stage, 'T3 ends with code 0', ({endedReason}) => endedReason === 'completed');
	expect(session.runId === runId, 'the run is the same');
	expectTask(stage, 'T3', 'review');
};

const record = async ({narrator, shell, project}: Stage): Promise<void> => {
	narrator.title('What is on record');
	await succeeds(shell, 'status');
	await succeeds(shell, 'sessions', '--all');
	await succeeds(shell, 'events', '--run', 'run-003');
	const log = await shell.gitLog();
	expect((log.match(/T[134]: /g) ?? []).length === 3, 'each finished task has one commit');
	expect(!existsSync(project.paths.lockFile), 'no lock is left');
};

const succeeds = (shell: Shell, ...args: string[]) => exits(shell, 0, ...args);

const exits = async (shell: Shell, wanted: number, ...args: string[]) => {
	const finished = await shell.mosaic(...args);
	expect(finished.exitCode === wanted, `mosaic ${args.join(' ')} ends with ${wanted}, not ${finished.exitCode}`);
	return finished;
};

const expect = (holds: boolean, what: string): void => {
	if (!holds) throw new StoryBroken(what);
};

const expectTask = ({project}: Stage, id: string, wanted: TaskStatus): void => {
	const {tasks} = readOverview(project.paths, {now: new Date(), sessions: 'open'}).tasks;
	const status = tasks.find((candidate) => candidate.id === id)?.status;
	expect(status === wanted, `${id} is ${wanted} in the tasks file, not ${status}`);
};

/** The newest session, once it is as wanted; the demo's own time limit ends the wait. */
const lastSession = async (
	{project, signal}: Stage,
	what: string,
	wanted: (session: Session) => boolean,
): Promise<Session> => {
	for (;;) {
		if (signal.aborted) throw new StoryBroken(what, {cause: signal.reason});
		const last = allSessions(project.paths).at(-1);
		if (last && wanted(last)) return last;
		if (last?.endedAt) throw new StoryBroken(`${what}; it is ${last.state}`);
		await delay(20);
	}
};

const aborted = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), {once: true}));
