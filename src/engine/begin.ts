// The start of a session up to the moment before its process: claim, take over, plan afresh, mark, hand over, publish.
// Every effect stands in the journal before it is begun; a crash between any two steps is mended by the next start.
import type {ProjectPaths} from '../config/paths.ts';
import {type Refusal, refusalFrom} from '../domain/errors.ts';
import type {Machine, ProcessIdentity} from '../domain/process.ts';
import {readText} from '../files/json-file.ts';
import {writeCapsule} from '../mission/capsule-file.ts';
import {recordAgent} from '../store/claim.ts';
import {append} from '../store/journal.ts';
import {type Db, openForWriting, write} from '../store/open.ts';
import {lastSessionOfTask, readSession} from '../store/views.ts';
import {type Claimed, claimSession} from './claim-session.ts';
import {agentEnvironment, planFromProject, requireProgram} from './gather.ts';
import {currentHolder} from './holder.ts';
import {publishLock} from './lock-mirror.ts';
import {setTaskStatus} from './mark-task.ts';
import {publishMission} from './mission-mirror.ts';
import {lastEndedSession, readHistory} from './overview.ts';
import type {RunPlan} from './plan.ts';
import {type ProjectState, readProject} from './project-state.ts';
import type {RunOptions} from './run-options.ts';
import {socketDirectory, socketFile} from './session-files.ts';
import {settleAll} from './settle.ts';
import {soloLaunch} from './solo-launch.ts';
import {atStep} from './step.ts';
import {reapDeposed, removeTornWrites} from './takeover.ts';
import {whyNotTrusted} from './trust.ts';
import {type BeginContext, undoBegin} from './undo-begin.ts';
import {whyNotResume} from './why-not.ts';

export type BeginRequest = {
	readonly paths: ProjectPaths;
	readonly options: RunOptions;
	readonly env: NodeJS.ProcessEnv;
	readonly host: ProcessIdentity;
	readonly machine: Machine;
	readonly now: () => string;
	/** Called once the checkout is claimed, before anything else is done with it; e.g. to listen on the socket. */
	readonly onClaimed: (claimed: Claimed) => Promise<void>;
};

/** A session that is ready for its process. */
export type Begun = BeginContext & {
	readonly claimed: Claimed;
	readonly plan: Pick<RunPlan, 'argv' | 'runtime' | 'warnings'> & {
		readonly task: Pick<RunPlan['task'], 'id' | 'title'>;
	};
	/** The program that says its release for `--version`; null where that is not known. */
	readonly program: string | null;
	/** The agent's own id of its conversation, where it is known before it starts. */
	readonly conversation: string | null;
	/** Where the agent starts. */
	readonly cwd: string;
	readonly environment: Record<string, string>;
};

/** Begins a session, or says why not; then everything stands as it did before. */
export const beginSession = async (request: BeginRequest): Promise<Begun | Refusal> => {
	const {paths, options, now, machine} = request;
	const untrusted = whyNotTrusted(paths, request.env);
	if (untrusted) return untrusted;
	const project = readProject(paths, request.env);
	const first = planFor(request, project);
	if ('code' in first) return first;
	requireProgram(first, paths.root, agentEnvironment({...request, project}, first.runtime, {}));
	const db = openForWriting(paths.database);
	const directory = socketDirectory(paths, request.env);
	const refusal = options.resume
		? whyNotResume(first.task, lastSessionOfTask(db, first.task.id, now()), currentHolder(db, paths))
		: undefined;
	const claimed =
		refusal ??
		claimSession({
			...request,
			db,
			mission: project.mission,
			plan: first,
			socketOf: (sessionId) => socketFile(directory, sessionId),
			now: now(),
		});
	if ('code' in claimed) {
		db.close();
		return claimed;
	}
	atStep('claimed');
	const before = {missionBefore: readText(paths.missionFile), capsuleBefore: readText(paths.capsuleFile)};
	const context: BeginContext = {paths, db, tasksFile: project.tasksFile, now, ...before};
	try {
		return await prepare(request, context, claimed, machine);
	} catch (error) {
		undoBegin(context, claimed, refusalFrom(error).message);
		throw error;
	}
};

const prepare = async (
	request: BeginRequest,
	context: BeginContext,
	claimed: Claimed,
	machine: Machine,
): Promise<Begun | Refusal> => {
	const {paths, now} = request;
	const {db, tasksFile} = context;
	publishLock(db, paths);
	atStep('locked');
	await request.onClaimed(claimed);
	await reapDeposed(db, paths.root, machine.bootId, now);
	removeTornWrites(db, paths, tasksFile);
	atStep('reaped');
	settleAll(context);
	// The file may have changed between the first look and the claim; what counts is what stands there now.
	const project = readProject(paths, request.env);
	const plan = planFor({...request, options: {...request.options, taskId: claimedTask(db, claimed)}}, project);
	if ('code' in plan) {
		undoBegin(context, claimed, plan.message);
		return plan;
	}
	atStep('planned');
	setTaskStatus({db, tasksFile, taskId: plan.task.id, ...claimed, by: 'mosaic', now, step: 'marking'}, 'in-progress');
	atStep('marked');
	writeCapsule(paths.capsuleFile, plan.capsule);
	atStep('capsule');
	publishMission(paths, db, tasksFile, now());
	atStep('published');
	const launch = soloLaunch({
		paths,
		config: project.config,
		plan,
		sessionId: claimed.sessionId,
		environment: agentEnvironment({...request, project}, plan.runtime, {}),
	});
	const own = {
		...launch.env,
		MOSAIC_TOKEN: claimed.token,
		MOSAIC_SESSION: claimed.sessionId,
		MOSAIC_SOCKET: claimed.socket,
		MOSAIC_TASK: plan.task.id,
		MOSAIC_PROJECT: paths.root,
	};
	return {
		...context,
		claimed,
		plan: {...plan, argv: launch.argv},
		program: launch.program,
		conversation: launch.conversation,
		cwd: paths.root,
		environment: agentEnvironment({...request, project}, plan.runtime, own),
	};
};

const planFor = (request: BeginRequest, project: ProjectState): RunPlan | Refusal => {
	const {paths, options} = request;
	const now = new Date(request.now());
	const history = readHistory(paths, {now, sessions: RECENT});
	return planFromProject({paths, project, options, previous: lastEndedSession(history.sessions), history, now});
};

/** Among so many sessions the last one that ended is found; one that never began does not count. */
const RECENT = 20;

const claimedTask = (db: Db, claimed: Claimed): string => readSession(db, claimed.sessionId, '')?.taskId ?? '';

/** Records the agent behind its closed gate; false where the claim stands no longer and the gate must stay shut. */
export const recordSpawned = ({db, paths, tasksFile, claimed, now}: Begun, agent: ProcessIdentity): boolean => {
	const recorded = write(db, () => {
		if (!recordAgent(db, claimed, agent)) return false;
		const entry = {at: now(), runId: claimed.runId, sessionId: claimed.sessionId};
		append(db, {...entry, event: {type: 'session.spawned', agent}});
		append(db, {...entry, event: {type: 'session.started'}});
		return true;
	});
	if (!recorded) return false;
	publishLock(db, paths);
	publishMission(paths, db, tasksFile, now());
	return true;
};
