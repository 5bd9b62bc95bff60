// The headless demo: runs with checks, review and approval, a crash and its resume, the lock, questions. Each step is checked, so that
// the demo is also a quick test of an installation.
import {existsSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {connectSession} from '../../daemon/client.ts';
import {liveAddress} from '../../daemon/session-address.ts';
import type {Session} from '../../domain/session.ts';
import type {TaskStatus} from '../../domain/task.ts';
import {inbox, lastRuns} from '../../engine/kernel/read-runs.ts';
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
	const parts = {mission, checked, reviewed, crash, resume, lock, question, asked, record};
	for (const part of Object.values(parts)) await part(stage);
	return Object.keys(parts);
};

const mission = async ({narrator, shell}: Stage): Promise<void> => {
	narrator.title('A plan that somebody wrote becomes a mission');
	await succeeds(shell, 'init', '--name', 'Word counter');
	await succeeds(shell, 'tasks');
};

const checked = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('An agent works in a checkout of its own; what passes the checks becomes one commit');
	await succeeds(shell, 'run', 'T1', '--workflow', 'checked');
	expectTask(stage, 'T1', 'done');
};

const reviewed = async (stage: Stage): Promise<void> => {
	const {narrator, shell, project} = stage;
	narrator.title('The whole way: a failed check goes back to the agent, another agent reviews, a person approves');
	await succeeds(shell, 'run', 'T2', '--detach');
	const approval = await waiting(stage, 'T2 waits for an approval');
	await succeeds(shell, 'approvals');
	await succeeds(shell, 'approve', approval);
	await runEnds(stage, 'T2');
	expectTask(stage, 'T2', 'done');
	await succeeds(shell, 'report', 'run-002');
	const attempts = allSessions(project.paths).filter(({taskId}) => taskId === 'T2').length;
	expect(attempts === 3, `T2 took two attempts and a review, not ${attempts} sessions`);
};

const lock = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('One agent per checkout: while T4 waits for an answer in this one, T6 is refused');
	await succeeds(shell, 'run', 'T4', '--workflow', 'solo', '--detach');
	const session = await lastSession(stage, 'T4 waits for a person', ({state}) => state === 'waiting');
	expect(existsSync(stage.project.paths.lockFile), 'session.lock stands while an agent works');
	const refused = await exits(shell, 3, 'run', 'T6', '--workflow', 'solo');
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
	narrator.title('The plain runner, in this checkout: its agent is killed half-way, as by kill -9');
	await exits(shell, 1, 'run', 'T3', '--workflow', 'solo');
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
	await succeeds(shell, 'done', 'T3');
};

const asked = async (stage: Stage): Promise<void> => {
	const {narrator, shell} = stage;
	narrator.title('An agent of a run asks through mosaic; the answer is one command');
	await succeeds(shell, 'run', 'T5', '--workflow', 'checked', '--detach');
	const asks = await waiting(stage, 'T5 waits for an answer');
	await succeeds(shell, 'approvals');
	await succeeds(shell, 'answer', asks, 'English');
	await runEnds(stage, 'T5');
	expectTask(stage, 'T5', 'done');
};

const record = async ({narrator, shell, project}: Stage): Promise<void> => {
	narrator.title('What is on record');
	await succeeds(shell, 'status');
	await succeeds(shell, 'sessions', '--all');
	await succeeds(shell, 'runs');
	await succeeds(shell, 'events', '--run', 'run-003');
	const log = await shell.gitLog();
	expect(log.split('\n').length === 6, 'each finished task has one commit');
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

/** The newest session, once it is as wanted. */
const lastSession = (stage: Stage, what: string, wanted: (session: Session) => boolean): Promise<Session> =>
	eventually(stage, what, () => {
		const last = allSessions(stage.project.paths).at(-1);
		if (last && wanted(last)) return last;
		if (last?.endedAt) throw new StoryBroken(`${what}; it is ${last.state}`);
		return undefined;
	});

/** The id of what waits for a person, once something does. */
const waiting = (stage: Stage, what: string): Promise<string> =>
	eventually(stage, what, () => {
		const item = inbox(stage.project.paths)[0];
		if (lastRuns(stage.project.paths, 1)[0]?.state === 'failed') throw new StoryBroken(`${what}; it failed`);
		return item && (item.kind === 'approval' ? item.approval.id : item.question.id);
	});

const runEnds = (stage: Stage, taskId: string): Promise<true> =>
	eventually(stage, `the run of ${taskId} completes`, () => {
		const run = lastRuns(stage.project.paths, 20).find((one) => one.taskId === taskId);
		if (run?.state === 'failed') throw new StoryBroken(`the run of ${taskId} completes; it failed`);
		return run?.state === 'completed' || undefined;
	});

/** What `look` gives, once it gives something; the demo's own time limit ends the wait. */
const eventually = async <T>({signal}: Stage, what: string, look: () => T | undefined): Promise<T> => {
	for (;;) {
		if (signal.aborted) throw new StoryBroken(what, {cause: signal.reason});
		const found = look();
		if (found !== undefined) return found;
		await delay(20);
	}
};

const aborted = (signal: AbortSignal): Promise<never> =>
	new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), {once: true}));
