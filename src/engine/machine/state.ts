// What a run is, folded from its events. Plain data: it can be thrown away and made again at any time.
import type {Approval, Question} from '../../domain/approval.ts';
import type {TakenIn, Work} from '../../domain/artifact.ts';
import type {CheckResult, JudgedCheck} from '../../domain/check.ts';
import type {Declined, Effect, PullRequest, Workspace} from '../../domain/effect.ts';
import type {Event} from '../../domain/event.ts';
import type {Failure} from '../../domain/failure.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import type {RunState} from '../../domain/run.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import type {StepState, StepVerdict} from '../../domain/step.ts';
import type {TaskStatus} from '../../domain/task.ts';
import type {Estimate} from '../../domain/when.ts';
import type {FrozenRun, StepPlan} from '../../domain/workflow-plan.ts';

/** The events that make a run: its own, and its beginning and end. */
export type MachineEvent = RunEvent | Extract<Event, {type: 'run.started' | 'run.ended'}>;

/** A machine event with its time (ISO 8601). */
export type MachineEntry = {readonly at: string; readonly event: MachineEvent};

export type EndState = Extract<Event, {type: 'run.ended'}>['state'];

/** What a step said, before it is decided what follows. */
export type StepAnswer = {
	readonly verdict: StepVerdict;
	readonly asks: 'blocked' | 'human' | null;
	readonly summary: string;
	readonly output: string | null;
};

export type StepRecord = {
	readonly plan: StepPlan;
	/** The step whose plan added it; null for those of the workflow. */
	readonly addedBy: string | null;
	readonly state: StepState;
	readonly attempt: number;
	/** Attempts that people granted beyond the plan's. */
	readonly extra: number;
	readonly turn: number;
	/** The turn before; what was found since then is about its work. */
	readonly previousTurn: number;
	/** Effects of this turn that are over; numbers the next one. */
	readonly performed: number;
	/** Failed tries of the effect that is due, and when the last one failed. */
	readonly tries: number;
	readonly triedAt: string | null;
	readonly churn: number;
	readonly crashes: number;
	readonly repairs: number;
	/** Set while an answer has to be mended. */
	readonly repair: {readonly problem: string; readonly sessionId: string | null} | null;
	readonly agentFailure: Failure | null;
	readonly answer: StepAnswer | null;
	readonly artifact: {readonly id: string; readonly path: string; readonly hash: string} | null;
	readonly verdict: StepVerdict | null;
	readonly summary: string | null;
	/** What later steps read; a person's edit replaces it. */
	readonly output: string | null;
	readonly reason: string | null;
	readonly failure: Failure | null;
	readonly sessionId: string | null;
	readonly checks: readonly JudgedCheck[];
	/** How often the work had to be looked at again because it changed after it was validated. */
	readonly revalidations: number;
	/** How often the base was taken in for it because it had moved. */
	readonly takeIns: number;
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	readonly workedMs: number;
	/** Since when it works; null while it waits or is over. */
	readonly workingSince: string | null;
};

/** The pushes of a run's branch while it is worked on. */
export type Checkpoint = {
	/** Not before this time (ISO 8601); null before its first agent has begun. */
	readonly next: string | null;
	/** What the remote's branch was last known to be at through this run. */
	readonly pushed: string | null;
	/** In a row. */
	readonly failures: number;
	/** The work that was last looked at for a push. */
	readonly tried: string | null;
};

export type RunMachine = {
	readonly id: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly frozen: FrozenRun;
	readonly createdAt: string;
	readonly endedAt: string | null;
	readonly state: RunState;
	readonly ended: EndState | null;
	/** The state that a pause left; null where the run is not paused. */
	readonly pausedFrom: RunState | null;
	readonly stop: {readonly as: 'cancelled' | 'interrupted'; readonly reason: string} | null;
	readonly failure: (Failure & {readonly step: string | null}) | null;
	readonly steps: readonly StepRecord[];
	/** The highest turn given out. */
	readonly turn: number;
	readonly workspace: Workspace | null;
	/** Where the work is kept, also after its checkout was taken down. */
	readonly branch: string | null;
	readonly baseCommit: string | null;
	/** Whether a place to work in was begun and not taken down; also a half-made one. */
	readonly hasPlace: boolean;
	/** Hashes of git's settings that name programs, as the workspace was prepared; null before. */
	readonly settings: Readonly<Record<string, string>> | null;
	/** The same of what a person's own git would run, and who commits; null before. */
	readonly told: Readonly<Record<string, string>> | null;
	readonly identity: Readonly<Record<string, string>> | null;
	readonly checkpoint: Checkpoint;
	/** The reviews of its pull request that the work was sent back for. */
	readonly declined: Declined | null;
	readonly baseline: readonly CheckResult[] | null;
	readonly contractId: string | null;
	readonly sealed: boolean;
	readonly work: Work | null;
	/** What of a moving base was taken in, oldest first. */
	readonly tookIn: readonly TakenIn[];
	readonly estimate: Estimate;
	readonly findings: readonly RecordedFinding[];
	readonly approvals: readonly Approval[];
	readonly questions: readonly Question[];
	readonly followUps: number;
	/** Lines of follow-ups files that were none, by the key of the agent's start. */
	readonly unreadable: Readonly<Record<string, number>>;
	readonly artifacts: number;
	/** What was asked under each token. */
	readonly tokens: Readonly<Record<string, string>>;
	/** Started and not finished, by key. */
	readonly inFlight: Readonly<Record<string, Effect>>;
	/** Effects of the run as a whole that are over; numbers the next one. */
	readonly performed: number;
	readonly tries: number;
	readonly triedAt: string | null;
	/** A failure of such an effect that no further try mends. */
	readonly setupFailure: Failure | null;
	/** What the tasks file was last made to say. */
	readonly marked: TaskStatus | 'previous' | null;
	readonly request: PullRequest | null;
	readonly again: string | null;
	readonly integrated: {readonly commit: string | null; readonly url: string | null} | null;
	readonly reported: boolean;
	readonly closed: boolean;
};

/** A step of the run by its key. */
export const stepOf = (run: RunMachine, key: string): StepRecord | undefined =>
	run.steps.find((step) => step.plan.key === key);

/** The step whose turn it is: the first that is neither completed nor skipped. */
export const currentStep = (run: RunMachine): StepRecord | undefined =>
	run.steps.find((step) => step.state !== 'completed' && step.state !== 'skipped');

/** The effects that were started for a step and have not ended. */
export const effectsOfStep = (run: RunMachine, key: string): Effect[] =>
	Object.values(run.inFlight).filter((effect) => effect.step === key);

/** The open question of a step's turn, if any. */
export const openQuestion = (run: RunMachine, step: StepRecord): Question | undefined =>
	run.questions.find((question) => question.state === 'open' && question.turn === step.turn);

/** The approval of a step's turn, the latest one. */
export const approvalOf = (run: RunMachine, step: StepRecord): Approval | undefined =>
	run.approvals.findLast((approval) => approval.turn === step.turn && approval.state !== 'withdrawn');

/** The commands a check step runs. */
export const checksOf = (run: RunMachine, plan: StepPlan) =>
	plan.kind === 'check' ? (plan.commands ?? run.frozen.inputs.checks) : [];
