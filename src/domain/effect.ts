// What is to be done in the world, and what came of it. `schedule` asks for effects; the kernel records each one as
// started, performs it, and hands its outcome to `settle`. Every performer must be able to be called again for an effect
// that a crash interrupted: it looks first what is there already.
import type {Work} from './artifact.ts';
import type {CheckCommand, CheckResult} from './check.ts';
import type {Failure} from './failure.ts';
import type {RecordedFinding} from './finding.ts';
import type {RoleBinding} from './role.ts';
import type {TaskStatus} from './task.ts';
import type {Usage} from './usage.ts';

/** A place of work as it was prepared. `branch` and commits are null where there is no git repository. */
export type Workspace = {
	readonly path: string;
	readonly branch: string | null;
	readonly baseBranch: string | null;
	readonly baseCommit: string | null;
	/** Whether an earlier run's branch was continued (SPEC AH-1), and what the merge with the base came to (AH-2). */
	readonly continued: boolean;
	readonly note: string | null;
};

/** What an agent is asked to do in one turn; the performer puts it into words. */
export type AgentTask = {
	readonly role: string;
	readonly binding: RoleBinding;
	readonly expects: 'implement' | 'review';
	readonly attempt: number;
	readonly attempts: number;
	/** The run's prompt, criteria and what earlier steps said (SPEC WF-23). */
	readonly prompt: string;
	readonly criteria: readonly string[];
	readonly instructions: string | null;
	readonly context: readonly {readonly step: string; readonly text: string}[];
	readonly answered: readonly {readonly question: string; readonly answer: string}[];
	/** What has to be mended in this attempt. */
	readonly findings: readonly RecordedFinding[];
	/** Set in a repair turn: what was wrong with the answer, and the session that gave it. */
	readonly repair: {readonly problem: string; readonly sessionId: string | null} | null;
	/** The file it owes; `adds`: what its steps may name, and which keys are taken. */
	readonly artifact: {
		readonly path: string;
		readonly schema: string | null;
		readonly adds?: {readonly roles: readonly string[]; readonly taken: readonly string[]};
	} | null;
	readonly timeoutSeconds: number;
	readonly inactivitySeconds: number | null;
	/** The commit to review; null before there is one. */
	readonly work: Work | null;
};

export type EffectAction =
	/** Writes the task's status; `previous` puts back what stood there before the run. */
	| {readonly kind: 'task.mark'; readonly taskId: string; readonly to: TaskStatus | 'previous'; readonly why: string}
	| {readonly kind: 'workspace.prepare'; readonly taskId: string; readonly place: 'worktree' | 'in-place'}
	/** The checks at the base commit, before any work; in the workspace as it was prepared. */
	| {readonly kind: 'baseline.take'; readonly commands: readonly CheckCommand[]}
	/** One agent session from start to end, forgotten edits committed after it (SPEC AH-4). */
	| {readonly kind: 'agent.run'; readonly task: AgentTask}
	/** Reads, validates and hashes the file that the step owes (SPEC RE-5). */
	| {readonly kind: 'artifact.take'; readonly path: string; readonly schema: string | null}
	| {readonly kind: 'checks.run'; readonly commands: readonly CheckCommand[]; readonly timeoutSeconds: number}
	| {readonly kind: 'command.run'; readonly argv: readonly string[]; readonly timeoutSeconds: number}
	/**
	 * Brings the work to the base and marks the task done, in one step (SPEC TL-6, TL-7). Refuses with `changed` when the
	 * workspace's commit or diff is not the `expected` one. A pull request goes on from `stage`.
	 */
	| {
			readonly kind: 'integrate';
			readonly mode: 'direct' | 'pull-request';
			readonly strategy: 'squash' | 'ff' | 'merge';
			readonly taskId: string;
			/** Words for the commit or the pull request. */
			readonly title: string;
			readonly message: string;
			readonly expected: Pick<Work, 'commit' | 'diffHash'>;
			/** Files that steps owed, as they were validated. */
			readonly artifacts: readonly {readonly id: string; readonly path: string; readonly hash: string}[];
			readonly request: PullRequest | null;
			/** What the run's branch was last pushed as; only that may be replaced on the remote. */
			readonly pushed?: string | null;
			/**
			 * Whether commands ran on the work, and whether a reviewer or a person looked at it. A base that moved since is
			 * taken in first, and they do so again.
			 */
			readonly verified?: {readonly checks: boolean; readonly looks: boolean};
			/** The reviews that the work was sent back for already. */
			readonly declined?: Declined | null;
	  }
	/** Pushes what is committed on the run's branch by now, where that is more than was pushed (SPEC AH-3). */
	| {readonly kind: 'checkpoint.push'; readonly pushed: string | null}
	/**
	 * Takes the checkout down. Work that is on no branch keeps it there, and the outcome says so. `unless-empty` keeps a
	 * branch that has something which its base has not. `pushed`: what goes from the remote with the branch.
	 */
	| {
			readonly kind: 'workspace.remove';
			readonly keepBranch: boolean | 'unless-empty';
			readonly pushed?: string | null;
	  }
	| {readonly kind: 'report.write'};

export type EffectKind = EffectAction['kind'];

/** `key` is stable and unique within the project: `run-001/4/agent/0` is the first agent of the run's fourth turn. */
export type Effect = {
	readonly key: string;
	readonly runId: string;
	/** Null for those of the run as a whole. */
	readonly step: string | null;
	readonly turn: number | null;
	/** How often it was tried before and failed in a way that may be tried again. */
	readonly tries: number;
	/** Not before this time (ISO 8601); null is at once. */
	readonly notBefore: string | null;
	readonly action: EffectAction;
};

/** For which commit a pull request was declined, and by which reviews. */
export type Declined = {readonly head: string; readonly reviews: readonly string[]};

/** How far a pull request is. */
export type PullRequest = {
	readonly stage: 'pushed' | 'opened' | 'ready' | 'merged';
	readonly number: number | null;
	readonly url: string | null;
	/** Words about its checks and reviews when it was last looked at. */
	readonly note: string | null;
	/** How often in a row it was found as it was; looks become rarer. */
	readonly looks?: number;
	/** The commit that was pushed for it. */
	readonly tip?: string;
};

/** What an agent handed in, and by which way; the machine validates it. */
export type HandedIn = {readonly text: string; readonly via: 'command' | 'file' | 'message'};

export type AgentEnd = {
	readonly sessionId: string | null;
	readonly work: Work | null;
	readonly usage: readonly Usage[];
};

/** git as it was found before an agent works: what is compared with later, and what stays as it was. */
export type Guarded = {
	/** Hashes of the settings that name programs. */
	readonly settings: Readonly<Record<string, string>>;
	/** Hashes of hooks and settings that only a person's own git heeds. */
	readonly told?: Readonly<Record<string, string>>;
	/** git's variables for who writes and commits; null where git was not told. */
	readonly identity?: Readonly<Record<string, string>> | null;
};

/** What came of an effect. `failed` fits every kind; each of the others belongs to one. */
export type EffectOutcome =
	| {readonly kind: 'marked'; readonly note: string | null}
	| {readonly kind: 'prepared'; readonly workspace: Workspace; readonly guarded?: Guarded}
	| {readonly kind: 'baseline'; readonly results: readonly CheckResult[]}
	/** The agent ended by itself. `handedIn` is null where it left nothing that could be an answer. */
	| ({readonly kind: 'agent-ended'; readonly handedIn: HandedIn | null} & AgentEnd)
	/** The agent was ended by a watchdog, its model's service failed, or it exited with an error. */
	| ({readonly kind: 'agent-failed'; readonly failure: Failure} & AgentEnd)
	/** Its process is gone without an end: the machine or its host died (`churn`), or it crashed. */
	| ({readonly kind: 'agent-vanished'; readonly reason: 'churn' | 'crash'; readonly message: string} & AgentEnd)
	| {readonly kind: 'artifact'; readonly payload: unknown; readonly hash: string}
	| {readonly kind: 'artifact-invalid'; readonly problem: string}
	| {readonly kind: 'checked'; readonly results: readonly CheckResult[]; readonly work: Work | null}
	| {readonly kind: 'command'; readonly result: CheckResult}
	| {readonly kind: 'integrated'; readonly commit: string | null; readonly url: string | null}
	/** A pull request got further, or (with the same stage) waits; look again at `again`. */
	| {readonly kind: 'pull-request'; readonly request: PullRequest; readonly again: string | null}
	| {readonly kind: 'conflict'; readonly files: readonly string[]; readonly message: string}
	/** The work is not what was validated (SPEC RE-5). */
	| {
			readonly kind: 'changed';
			readonly work: Work;
			readonly artifacts: readonly {readonly id: string; readonly hash: string}[];
	  }
	/** The base had moved, and the run's branch has it now: nobody has looked at both together. `files`: changed on both sides. */
	| {
			readonly kind: 'base-taken';
			readonly base: {readonly branch: string; readonly commit: string};
			readonly files: readonly string[];
			readonly work: Work;
	  }
	/** A pull request's checks failed or its reviewers want changes. */
	| ({readonly kind: 'declined'; readonly findings: readonly {readonly message: string}[]} & Declined)
	/** `tip`: what was pushed now, or stood there; null where nothing was to be pushed. */
	| {readonly kind: 'checkpoint'; readonly tip: string | null; readonly problem: string | null}
	| {readonly kind: 'removed'; readonly note: string | null}
	| {readonly kind: 'written'; readonly files: readonly string[]}
	/** It was ended because the run was stopped or aborted. */
	| {readonly kind: 'stopped'; readonly sessionId: string | null; readonly work: Work | null}
	| {readonly kind: 'failed'; readonly failure: Failure};
