// What a run left on record beside its state: attempts, checks, findings, follow-ups, usage. Folded from its events, so that
// a reader who follows a run pays for what is new only. Pure.
import type {ImplementAnswer, ReviewAnswer} from './answer.ts';
import type {Contract, Receipt, TakenIn, Work} from './artifact.ts';
import type {JudgedCheck} from './check.ts';
import type {Event, JournalEntry} from './event.ts';
import type {RecordedFinding} from './finding.ts';
import type {RoleBinding} from './role.ts';
import {momentOf} from './run-moment.ts';
import type {Usage} from './usage.ts';

/** One execution of a step. `outcome` is null while it is under way. */
export type Attempt = {
	readonly step: string;
	readonly turn: number;
	readonly attempt: number;
	/** Whether findings sent it back here. */
	readonly sentBack: boolean;
	readonly startedAt: string;
	readonly endedAt: string | null;
	/** Milliseconds of work up to `workingSince`, or to its end; time that a person takes is not counted (SPEC WF-3). */
	readonly workedMs: number;
	/** Null while it does not work: it waits for a person, or is over. */
	readonly workingSince: string | null;
	readonly sessionIds: readonly string[];
	readonly outcome: 'passed' | 'sent-back' | 'failed' | null;
	/** What it came to, in its own words or those of its failure. */
	readonly summary: string | null;
};

export type CheckRound = {
	readonly at: string;
	readonly step: string | null;
	readonly turn: number;
	readonly baseline: boolean;
	readonly results: readonly JudgedCheck[];
};

export type FollowUp = {
	readonly id: string;
	readonly at: string;
	readonly step: string | null;
	readonly kind: 'follow_up' | 'question';
	readonly title: string;
	readonly detail: string | null;
	readonly suggestedAction: string | null;
};

export type UsageEntry = {
	readonly step: string;
	readonly turn: number;
	readonly role: string;
	readonly runtime: string;
	readonly usage: Usage;
};

/** What an agent handed in. */
export type Answered =
	| {readonly of: 'implement'; readonly step: string; readonly turn: number; readonly answer: ImplementAnswer}
	| {readonly of: 'review'; readonly step: string; readonly turn: number; readonly answer: ReviewAnswer};

/** One thing that a person wants to know of a run's course. */
export type Moment = {readonly at: string; readonly step: string | null; readonly text: string};

export type RunRecord = {
	/** The number of the last event that was read. */
	readonly seq: number;
	readonly contract: Contract | null;
	readonly roles: Readonly<Record<string, RoleBinding>>;
	readonly attempts: readonly Attempt[];
	readonly checks: readonly CheckRound[];
	readonly findings: readonly RecordedFinding[];
	readonly answers: readonly Answered[];
	readonly followUps: readonly FollowUp[];
	/** How many lines agents left as follow-ups that are none, by the key of the agent's start. */
	readonly unreadable: Readonly<Record<string, number>>;
	readonly usage: readonly UsageEntry[];
	/** The latest state of the work. */
	readonly work: Work | null;
	/** What of a moving base was taken in, oldest first. */
	readonly tookIn: readonly TakenIn[];
	readonly receipt: Receipt | null;
	readonly moments: readonly Moment[];
};

export const NO_RECORD: RunRecord = {
	seq: 0,
	contract: null,
	roles: {},
	attempts: [],
	checks: [],
	findings: [],
	answers: [],
	followUps: [],
	unreadable: {},
	usage: [],
	work: null,
	tookIn: [],
	receipt: null,
	moments: [],
};

export type RecordEntry = Pick<JournalEntry, 'seq' | 'at' | 'sessionId' | 'event'>;

/** The record after one more event of the run. */
export const foldRecord = (record: RunRecord, entry: RecordEntry): RunRecord => {
	const {at, seq, event, sessionId} = entry;
	const moment = momentOf(event);
	const moments = moment === null ? record.moments : [...record.moments, {at, ...moment}];
	const next = {...record, seq, moments};
	return event.type === 'session.claimed' ? withAgent(next, sessionId) : foldEvent(next, at, event);
};

/** A session of the run is one of the step that is under way: steps never overlap. */
const withAgent = (record: RunRecord, sessionId: string | null): RunRecord => {
	const open = record.attempts.at(-1);
	return open === undefined || sessionId === null
		? record
		: withAttempt(record, open, (one) => withSession(one, sessionId));
};

const foldEvent = (record: RunRecord, at: string, event: Event): RunRecord => {
	switch (event.type) {
		case 'run.started':
			return event.frozen ? {...record, roles: event.frozen.roles, contract: promised(event)} : record;
		case 'workspace.prepared': {
			const {baseBranch, baseCommit} = event.workspace;
			return {...record, contract: record.contract && {...record.contract, baseBranch, baseCommit}};
		}
		case 'checks.recorded': {
			const {step, turn, baseline, results} = event;
			return {...record, checks: [...record.checks, {at, step, turn, baseline, results}]};
		}
		case 'findings.recorded':
			return {...record, findings: [...record.findings, ...event.findings]};
		case 'usage.recorded': {
			const {step, turn, role, runtime, usage} = event;
			return {...record, usage: [...record.usage, {step, turn, role, runtime, usage}]};
		}
		case 'follow-up.received': {
			const {type: _, ...followUp} = event;
			return {...record, followUps: [...record.followUps, {...followUp, at}]};
		}
		case 'follow-ups.unreadable':
			return {...record, unreadable: {...record.unreadable, [event.key]: event.bad}};
		case 'artifact.stored':
			return withArtifact(record, event);
		default:
			return foldAttempt(record, at, event);
	}
};

const promised = (event: Extract<Event, {type: 'run.started'}>): Contract | null =>
	event.frozen
		? {
				taskId: event.taskId,
				prompt: event.frozen.inputs.prompt,
				criteria: event.frozen.inputs.criteria,
				baseBranch: event.frozen.baseBranch,
				baseCommit: null,
			}
		: null;

const withArtifact = (record: RunRecord, {artifact}: Extract<Event, {type: 'artifact.stored'}>): RunRecord => {
	const {kind, step, turn, payload} = artifact;
	if (kind === 'receipt') return {...record, receipt: payload as Receipt};
	if (step === null || turn === null) return record;
	if (kind === 'implement')
		return {...record, answers: [...record.answers, {of: kind, step, turn, answer: payload as ImplementAnswer}]};
	if (kind === 'review')
		return {...record, answers: [...record.answers, {of: kind, step, turn, answer: payload as ReviewAnswer}]};
	return record;
};

const foldAttempt = (record: RunRecord, at: string, event: Event): RunRecord => {
	switch (event.type) {
		case 'step.started': {
			const {step, turn, attempt, sentBack} = event;
			const one = {step, turn, attempt, sentBack, startedAt: at, workingSince: at, ...OPEN};
			return {...record, attempts: [...record.attempts, one]};
		}
		case 'step.agent-ended': {
			const {sessionId, work} = event;
			const ended = sessionId === null ? record : withAttempt(record, event, (one) => withSession(one, sessionId));
			return work === null ? ended : {...ended, work};
		}
		case 'step.revalidated':
			return {...record, work: event.work};
		case 'base.taken-in':
			return tookIn(record, event);
		case 'approval.opened':
			return withAttempt(record, event.approval, (one) => rested(one, at));
		case 'question.asked':
			return withAttempt(record, event.question, (one) => rested(one, at));
		case 'question.answered': {
			const open = record.attempts.at(-1);
			const goesOn = (one: Attempt) => (one.endedAt === null ? {...one, workingSince: one.workingSince ?? at} : one);
			return open === undefined ? record : withAttempt(record, open, goesOn);
		}
		case 'step.answered':
			return withAttempt(record, event, (one) => ({...rested(one, at), endedAt: at, summary: event.summary}));
		case 'step.completed':
			return withAttempt(record, event, (one) => ({...over(one, at), outcome: 'passed', summary: event.summary}));
		case 'step.sent-back':
			return withAttempt(record, event, (one) => ({...over(one, at), outcome: 'sent-back'}));
		case 'step.agent-failed':
		case 'step.failed':
			return withAttempt(record, event, (one) => failed(one, at, event.failure.message));
		case 'step.agent-vanished':
			return withAttempt(record, event, (one) => failed(one, at, event.message));
		default:
			return record;
	}
};

const tookIn = (record: RunRecord, event: Extract<Event, {type: 'base.taken-in'}>): RunRecord => {
	const {base, files, again, work} = event;
	return {...record, work, tookIn: [...record.tookIn, {base, commit: work.commit, files, again}]};
};

const OPEN = {endedAt: null, workedMs: 0, sessionIds: [], outcome: null, summary: null} as const;

const rested = (one: Attempt, at: string): Attempt =>
	one.workingSince === null
		? one
		: {...one, workingSince: null, workedMs: one.workedMs + Math.max(0, Date.parse(at) - Date.parse(one.workingSince))};

const over = (one: Attempt, at: string): Attempt => ({...rested(one, at), endedAt: at});

const failed = (one: Attempt, at: string, summary: string): Attempt => ({...over(one, at), outcome: 'failed', summary});

const withSession = (one: Attempt, sessionId: string): Attempt =>
	one.sessionIds.includes(sessionId) ? one : {...one, sessionIds: [...one.sessionIds, sessionId]};

type OfTurn = {readonly step: string; readonly turn: number};

const withAttempt = (record: RunRecord, {step, turn}: OfTurn, change: (one: Attempt) => Attempt): RunRecord => ({
	...record,
	attempts: record.attempts.map((one) => (one.step === step && one.turn === turn ? change(one) : one)),
});

/** The last round of checks of each step, in the order of the steps' first rounds; the baseline is not among them. */
export const lastChecks = ({checks}: RunRecord): readonly CheckRound[] => [
	...new Map(checks.filter(({baseline}) => !baseline).map((round) => [round.step, round])).values(),
];

/** How many lines of the run's follow-ups files could not be read. */
export const unreadableLines = ({unreadable}: RunRecord): number =>
	Object.values(unreadable).reduce((sum, bad) => sum + bad, 0);

/** The checks as they were before the work began; null where none were taken. */
export const baselineOf = ({checks}: RunRecord): CheckRound | null => checks.findLast(({baseline}) => baseline) ?? null;
