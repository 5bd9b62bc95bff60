// The one face of mosaic that the TUI, the CLI and tests know.
import type {Command} from './command.ts';
import type {Refusal} from './errors.ts';
import type {MilestoneRef} from './mission.ts';
import type {OuterTerminal} from './outer-terminal.ts';
import type {Progress} from './readiness.ts';
import type {InboxItem, Run, RunView} from './run.ts';
import type {RunWatch} from './run-page.ts';
import type {RuntimeChoice} from './runtime-choice.ts';
import type {ScreenView, Size} from './screen.ts';
import type {Session} from './session.ts';
import type {ScreenSignal, SessionSignals} from './signal.ts';
import type {Problem, SkippedLine, Task} from './task.ts';
import type {WorkflowChoice} from './workflow-choice.ts';

export type TaskView = Task & {
	readonly ready: boolean;
	/** Unfinished dependencies, in the task's order. */
	readonly waitingFor: readonly string[];
	/** The live session that works on it. */
	readonly liveSessionId: string | null;
	/** Why it cannot be started (or resumed, or marked done) now; null when it can. The same words as the CLI's refusal. */
	readonly whyNotStart: string | null;
	readonly whyNotResume: string | null;
	readonly whyNotDone: string | null;
};

export type SessionView = Session & {
	/** A person's answer is what it waits for. */
	readonly needsPerson: boolean;
	readonly whyNotStop: string | null;
	readonly whyNotAttach: string | null;
	/** What it has used so far, where that is known. */
	readonly tokens?: number;
	/** Its title, progress, and what waits to be looked at; left out where it signalled nothing. */
	readonly signals?: SessionSignals;
};

export type MilestoneView = MilestoneRef & {readonly progress: Progress};

/** A mission in the list. `detail` is there for the selected one; `error` says in one line why a mission cannot be read. */
export type MissionView = {
	readonly project: string;
	readonly id: string;
	readonly name: string;
	readonly status: string;
	readonly progress: Progress;
	readonly liveSessions: number;
	readonly waitingSessions: number;
	readonly error: string | null;
	/** When a session of it last began or ended; null where none did. */
	readonly lastActiveAt?: string | null;
	/** Its folder is not there. */
	readonly gone?: boolean;
	readonly detail: MissionDetail | null;
	/** Live sessions and the latest ended ones, also of a mission that is not selected. */
	readonly recent?: readonly SessionView[];
	/** What waits for a person, the longest waiting first; also of a mission that is not selected. */
	readonly waits?: readonly InboxItem[];
	/** Of its engine, where that died with runs under way; left out before it ever did. */
	readonly engine?: EngineNews;
};

/** What became of an engine that died with runs under way. `id` tells one piece of news from the next. */
export type EngineNews = {
	readonly id: number;
	readonly state: 'starting' | 'running' | 'failed';
	/** Why it could not be started again; null where it was not tried, or could. */
	readonly reason: string | null;
};

export type MissionDetail = {
	readonly branch: string | null;
	readonly tasksFile: string;
	/** In the order of the file; tasks outside any milestone come under an entry with the id ''. */
	readonly milestones: readonly MilestoneView[];
	readonly tasks: readonly TaskView[];
	readonly skipped: readonly SkippedLine[];
	readonly problems: readonly Problem[];
	/** Live ones first, those that need a person before all others; then the latest ended ones, newest first. */
	readonly sessions: readonly SessionView[];
	readonly runs: readonly Run[];
	/** What a task can be started with. */
	readonly runtimes?: readonly RuntimeChoice[];
	/** What a task can be run through. */
	readonly workflows?: readonly WorkflowChoice[];
	/** The engine's runs with their steps: those under way first, then the latest ended ones. */
	readonly runViews?: readonly RunView[];
	/** Whether there may be older ones; `runs.older` brings them. */
	readonly moreRuns?: boolean;
	/** What waits for a person, the longest waiting first. */
	readonly inbox?: readonly InboxItem[];
};

export type ControlState = {
	/** False until every known mission was read once. */
	readonly loaded: boolean;
	readonly missions: readonly MissionView[];
	readonly selected: string | null;
};

export type Outcome = {readonly ok: true; readonly message: string} | {readonly ok: false; readonly refusal: Refusal};

/** A signal, and the session that it comes from. */
export type HeardSignal = {readonly project: string; readonly sessionId: string; readonly signal: ScreenSignal};

export interface Controller {
	/** The same object until something changes, so that it can be compared by identity. */
	state(): ControlState;
	subscribe(listener: () => void): () => void;
	/** Never throws: what goes wrong is the outcome's refusal. */
	dispatch(command: Command): Promise<Outcome>;
	/** A window on a session's screen, live or its last one. The first rows may come later; subscribe to it. */
	openScreen(project: string, sessionId: string, size: Size): ScreenView;
	/** A look at a run: read while it is open, and no longer. */
	openRun(project: string, runId: string): RunWatch;
	/** Sends a person's bytes to the session, untouched. */
	type(project: string, sessionId: string, bytes: string | Uint8Array): void;
	/** Gives the session's terminal this size. */
	resize(project: string, sessionId: string, size: Size): void;
	/** What agents signal, of all projects; each is told once. */
	subscribeSignals(listener: (heard: HeardSignal) => void): () => void;
	/** A person looks at this session: what it signalled is seen. */
	look(project: string, sessionId: string): void;
	/** What is known of the person's terminal: agents are told its colours when they ask for them. */
	tellTerminal(terminal: OuterTerminal): void;
	/** Lets go of sockets and watches; sessions go on. */
	close(): void;
}
