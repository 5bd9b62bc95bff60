// A controller whose world the test writes: what is dispatched and typed is kept, what is answered is scripted.
import stringWidth from 'string-width';
import type {Command} from '../../src/domain/command.ts';
import type {
	Controller,
	ControlState,
	HeardSignal,
	MilestoneView,
	MissionDetail,
	MissionView,
	Outcome,
	SessionView,
	TaskView,
} from '../../src/domain/controller.ts';
import type {OuterTerminal} from '../../src/domain/outer-terminal.ts';
import {progressOf} from '../../src/domain/readiness.ts';
import {
	ATTRIBUTES,
	type CellSink,
	NO_MODES,
	packColour,
	type RowRange,
	type ScreenHistory,
	type ScreenModes,
	type ScreenStatus,
	type ScreenView,
	type Size,
	type StyledText,
} from '../../src/domain/screen.ts';
import {isLive} from '../../src/domain/session.ts';
import {FakeRun} from './fake-run.ts';

/** A task that can be started; give what the test is about. */
export const aTask = (task: Partial<TaskView> & {id: string}): TaskView => ({
	title: `Title of ${task.id}`,
	status: 'not-started',
	statusText: task.status ?? 'not-started',
	milestone: null,
	dependsOn: [],
	line: 1,
	depth: 0,
	checkbox: false,
	parent: null,
	verify: null,
	pr: null,
	notes: null,
	priority: null,
	owner: null,
	estimate: null,
	ready: (task.status ?? 'not-started') === 'not-started' && (task.waitingFor ?? []).length === 0,
	waitingFor: [],
	liveSessionId: null,
	whyNotStart: null,
	whyNotResume: `${task.id} has no session to resume. Start it.`,
	whyNotDone: null,
	...task,
});

/** A session that works on T1 since 2026-01-01 12:00 UTC. */
export const aSession = (session: Partial<SessionView> & {id: string}): SessionView => {
	const live = isLive(session.state ?? 'working');
	return {
		taskId: 'T1',
		taskTitle: 'Title of T1',
		runId: 'run-001',
		runtime: 'claude',
		pid: 4711,
		state: 'working',
		evidence: 'started',
		message: null,
		startedAt: '2026-01-01T12:00:00.000Z',
		endedAt: live ? null : '2026-01-01T12:03:05.000Z',
		endedReason: live ? null : 'completed',
		exitCode: live ? null : 0,
		signal: null,
		durationSeconds: live ? 0 : 185,
		milestoneId: null,
		needsPerson: session.state === 'waiting',
		whyNotStop: live ? null : `${session.id} has ended.`,
		whyNotAttach: live ? null : `${session.id} has ended; its last screen is shown.`,
		...session,
	};
};

/** A mission with its detail; milestones that only tasks name are added. */
export const aMission = (
	mission: Partial<MissionView> & {project: string},
	detail: Partial<MissionDetail> | null = {},
): MissionView => {
	const tasks = detail?.tasks ?? [];
	const sessions = detail?.sessions ?? [];
	return {
		id: mission.project,
		name: mission.project,
		status: 'active',
		progress: progressOf(tasks),
		liveSessions: sessions.filter((session) => isLive(session.state)).length,
		waitingSessions: sessions.filter((session) => session.needsPerson).length,
		error: null,
		detail: detail && {
			branch: 'main',
			tasksFile: 'docs/TASKS.md',
			milestones: milestonesOf(tasks),
			tasks,
			skipped: [],
			problems: [],
			sessions,
			runs: [],
			...detail,
		},
		...mission,
	};
};

const milestonesOf = (tasks: readonly TaskView[]): MilestoneView[] =>
	[...new Set(tasks.map((task) => task.milestone ?? ''))].map((id) => ({
		id,
		name: id,
		progress: progressOf(tasks.filter((task) => (task.milestone ?? '') === id)),
	}));

/** A world with these missions, the first one open. */
export const aWorld = (missions: readonly MissionView[], selected = missions[0]?.project ?? null): ControlState => ({
	loaded: true,
	missions,
	selected,
});

const plainText = (text: string, style: Partial<StyledText> = {}): StyledText => ({
	text,
	fg: null,
	bg: null,
	bold: false,
	dim: false,
	italic: false,
	underline: false,
	inverse: false,
	strike: false,
	...style,
});

const attributesOf = (part: StyledText): number =>
	(['bold', 'dim', 'italic', 'underline', 'inverse', 'strike'] as const).reduce(
		(bits, name) => bits | (part[name] ? ATTRIBUTES[name] : 0),
		0,
	);

/** A screen that shows these rows until the test shows others. */
export class FakeScreen implements ScreenView {
	size: Size = {cols: 80, rows: 24};
	status: ScreenStatus = 'live';
	cursor = {x: 0, y: 0, visible: true};
	modes: ScreenModes = NO_MODES;
	closed = false;
	rows: readonly (readonly StyledText[])[] = [];
	/** Lines above the rows. */
	above: readonly string[] = [];
	readonly #listeners = new Set<() => void>();

	row(y: number): readonly StyledText[] {
		return this.rows[y] ?? [];
	}

	/** Characters of one cell each, and wide ones of two; nothing is joined. */
	cells(y: number, sink: CellSink): void {
		this.#give(this.row(y), sink);
	}

	readonly history: ScreenHistory = ((screen: FakeScreen) => ({
		first: 0,
		get screen() {
			return screen.above.length;
		},
		get end() {
			return screen.above.length + screen.size.rows;
		},
		cells: (line: number, sink: CellSink) => {
			const text = screen.above[line];
			if (text === undefined) screen.cells(line - screen.above.length, sink);
			else screen.#give([plainText(text)], sink);
		},
		wraps: () => false,
		marks: () => [],
		anchor: (line: number) => ({line, release: () => {}}),
	}))(this);

	#give(row: readonly StyledText[], sink: CellSink): void {
		let x = 0;
		for (const part of row)
			for (const char of part.text) {
				const width = stringWidth(char) === 2 ? 2 : 1;
				sink.put(x, char.codePointAt(0) ?? 32, width, packColour(part.fg), packColour(part.bg), attributesOf(part));
				x += width;
			}
	}

	takeDamage(): RowRange {
		return {first: 0, last: this.size.rows - 1};
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	show(
		change: Partial<Pick<FakeScreen, 'size' | 'status' | 'cursor' | 'modes' | 'above'>> & {lines?: readonly string[]},
	): void {
		const {lines, ...rest} = change;
		Object.assign(this, rest);
		if (lines) this.rows = lines.map((line) => [plainText(line)]);
		for (const listener of this.#listeners) listener();
	}

	close(): void {
		this.closed = true;
	}
}

export class FakeController implements Controller {
	readonly dispatched: Command[] = [];
	readonly resized: {sessionId: string; size: Size}[] = [];
	readonly screens = new Map<string, FakeScreen>();
	readonly runs = new Map<string, FakeRun>();
	readonly looked: string[] = [];
	readonly terminals: OuterTerminal[] = [];
	typed = '';
	opened = 0;
	answer: (command: Command) => Outcome | Promise<Outcome> = () => ({ok: true, message: 'Done.'});
	#state: ControlState;
	readonly #listeners = new Set<() => void>();
	readonly #signalListeners = new Set<(heard: HeardSignal) => void>();

	constructor(state: ControlState) {
		this.#state = state;
	}

	state(): ControlState {
		return this.#state;
	}

	set(state: ControlState): void {
		this.#state = state;
		for (const listener of this.#listeners) listener();
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** The agent of a session signals something. */
	signal(heard: HeardSignal): void {
		for (const listener of this.#signalListeners) listener(heard);
	}

	subscribeSignals(listener: (heard: HeardSignal) => void): () => void {
		this.#signalListeners.add(listener);
		return () => this.#signalListeners.delete(listener);
	}

	look(_project: string, sessionId: string): void {
		this.looked.push(sessionId);
	}

	tellTerminal(terminal: OuterTerminal): void {
		this.terminals.push(terminal);
	}

	async dispatch(command: Command): Promise<Outcome> {
		this.dispatched.push(command);
		return this.answer(command);
	}

	screen(sessionId: string): FakeScreen {
		const screen = this.screens.get(sessionId) ?? new FakeScreen();
		this.screens.set(sessionId, screen);
		return screen;
	}

	openScreen(_project: string, sessionId: string): ScreenView {
		this.opened++;
		const screen = this.screen(sessionId);
		screen.closed = false;
		return screen;
	}

	run(runId: string, project = '/p'): FakeRun {
		const run = this.runs.get(runId) ?? new FakeRun(project, runId);
		this.runs.set(runId, run);
		return run;
	}

	openRun(project: string, runId: string): FakeRun {
		const run = this.run(runId, project);
		run.closed = false;
		return run;
	}

	type(_project: string, _sessionId: string, bytes: string | Uint8Array): void {
		this.typed += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
	}

	resize(_project: string, sessionId: string, size: Size): void {
		this.resized.push({sessionId, size});
	}

	close(): void {}
}
