import type {Controller} from '../domain/controller.ts';
import type {Size} from '../domain/screen.ts';
import {DEFAULT_WALL} from '../domain/wall-policy.ts';
import {Canvas} from './canvas.ts';
import type {Choices} from './choices.ts';
import {Painter} from './compositor/painter.ts';
import {surfacesOf} from './draw/surfaces.ts';
import {Input} from './input/input.ts';
import {withMouse} from './mouse/outer-mouse.ts';
import type {Clipboard} from './outer/clipboard.ts';
import {directTo} from './outer/direct-write.ts';
import {followJobControl} from './outer/job-control.ts';
import {Suspension} from './outer/suspension.ts';
import {onWindowChange, Terminal, type TerminalHolder} from './outer/terminal.ts';
import type {Memory} from './panes/pane-memory.ts';
import type {RunRef} from './people/people-state.ts';
import type {Personal} from './personal.ts';
import {DEFAULT_SETTINGS} from './settings.ts';
import {Stage} from './stage.ts';
import {themeFor} from './theme.ts';
import {backgroundFrom, type Look} from './themes/choose.ts';
import type {ReadyEditor, ReadyViewer, Transcripts} from './transcripts.ts';
import {Ui} from './ui.ts';
import {type MountedWall, mountWall} from './wall/mount-wall.ts';
import {keepYoungHeapSmall} from './young-heap.ts';

export type MountOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly env: NodeJS.ProcessEnv;
	/** The person's settings for the full screen, and what is wrong with them. */
	readonly personal?: Personal;
	/** Where the panes of each mission are kept; nowhere when left out. */
	readonly memory?: Memory;
	/** What the person chose the last time, and where that is kept; nowhere when left out. */
	readonly choices?: Choices;
	/** Keeps note of who has the terminal. */
	readonly holder?: TerminalHolder | undefined;
	/** What the person is told at the start. */
	readonly notes?: readonly string[];
	/** Where copies go; `say` tells a sequence to the terminal. */
	readonly clipboard?: (say: (sequence: string) => void) => Clipboard;
	/** Shows transcripts in a person's own program. */
	readonly transcripts?: Transcripts;
	/** Lets a person edit a text in their own program. */
	readonly editors?: (text: string) => Promise<ReadyEditor>;
	/** Makes a run's report ready for a pager. */
	readonly reports?: (run: RunRef) => Promise<ReadyViewer>;
	/** Leaves as if the person had quit. */
	readonly until?: AbortSignal;
	/** Called once the terminal is given back, before the promise resolves. */
	readonly onExit?: () => void;
};

/** A terminal that does not take the last frame within this time is given back over it. */
const LAST_FRAME_MS = 500;

/**
 * Shows the TUI full screen until the person quits, then resolves. The terminal is given back exactly as it was found,
 * also when a signal or an error ends the process. The controller stays open; it belongs to the caller.
 */
export const mountTui = async (controller: Controller, options: MountOptions): Promise<void> => {
	const {stdin, stdout, transcripts, editors, reports} = options;
	const terminal = new Terminal(stdin, stdout, options.holder);
	const suspension = new Suspension(stdin, terminal);
	const quitting = Promise.withResolvers<void>();
	const quit = () => quitting.resolve();
	stdout.on('error', quit);
	// A terminal that was closed ends the input, or fails it when it is read in the very moment.
	stdin.on('error', quit);
	stdin.once('end', quit);
	options.until?.addEventListener('abort', quit);
	if (options.until?.aborted) quit();
	const ui = new Ui(controller, sizeOf(stdout), {
		quit,
		mirror: (modes) => terminal.mirror(withMouse(modes, options.personal?.mouse)),
		now: Date.now,
		settings: options.personal?.settings ?? DEFAULT_SETTINGS,
		look: lookFor(options),
		...(options.memory ? {memory: options.memory} : {}),
		...(options.choices ? {choices: options.choices} : {}),
		...(options.clipboard ? {clipboard: options.clipboard(terminal.say)} : {}),
		...(transcripts ? {transcript: (...asked) => suspension.show(transcripts(...asked))} : {}),
		...(editors ? {editText: (text) => editIn(suspension, editors(text))} : {}),
		...(reports ? {report: (run) => suspension.show(reports(run))} : {}),
	});
	for (const text of options.notes ?? []) ui.tell({text, tone: 'info'});
	for (const problem of options.personal?.problems ?? []) ui.tell({text: problem, tone: 'bad'});
	try {
		await drawUntil(quitting.promise, {ui, terminal, controller, suspension}, options);
	} finally {
		stdin.off('end', quit);
		options.until?.removeEventListener('abort', quit);
		stdin.pause();
		ui.close();
		terminal.restore();
		suspension.end();
		options.onExit?.();
	}
};

/** The text as the person left it; null where it was not shown. */
const editIn = async (suspension: Suspension, preparing: Promise<ReadyEditor>) => {
	const problem = await suspension.show(preparing);
	return {text: problem === null ? (await preparing).text() : null, problem};
};

type Mounted = {
	readonly ui: Ui;
	readonly terminal: Terminal;
	readonly controller: Controller;
	readonly suspension: Suspension;
};

/** Until React and Ink are loaded frames are drawn without them, so that the lists stand at once. */
const drawUntil = async (
	quitting: Promise<void>,
	{ui, terminal, controller, suspension}: Mounted,
	{stdin, stdout, env, personal}: MountOptions,
): Promise<void> => {
	const {leaveKey} = personal?.settings ?? DEFAULT_SETTINGS;
	const theme = themeFor(env);
	const policy = personal?.wall ?? DEFAULT_WALL;
	const stage = new Stage(sizeOf(stdout), theme, policy);
	const painter = new Painter(directTo(stdout), (echoOnly) => {
		if (!terminal.taken) return '';
		// Once a frame, however often the cells changed since the last one.
		stage.follow(ui.frame(), echoOnly);
		return terminal.modeChanges() + wall.take() + stage.bytes();
	});
	const input = new Input(ui, leaveKey);
	const wall = mountWall({controller, ui, terminal, env, policy, request: painter.request, pass: input.write});
	const canvas = new Canvas(sizeOf(stdout), (lines) => {
		stage.drawLines(lines, sizeOf(stdout));
		painter.request();
	});
	const follow = (): void => {
		stage.follow(ui.frame());
		painter.request();
	};
	const drawPlainly = () => stage.drawPlainly(surfacesOf(ui.frame()), ui.frame().view.theme);
	const closing = [
		ui.subscribe(follow),
		ui.subscribeCells((mayBeEcho) => (mayBeEcho ? painter.requestEcho() : painter.request(false))),
		wire({stdin, stdout, ui, stage, canvas, painter, input, wall}),
	];
	closing.push(
		followJobControl(terminal.restore, () => {
			if (suspension.lent) return;
			terminal.take();
			stage.forget();
			painter.request();
		}),
	);
	suspension.whenBack(() => fitTo(sizeOf(stdout), {stage, ui, canvas, painter}));
	const stopPlain = ui.subscribe(drawPlainly);
	drawPlainly();
	follow();
	painter.now();
	wall.ask();
	try {
		const {drawWithInk} = await import('./ink.tsx');
		keepYoungHeapSmall();
		stopPlain();
		const ink = drawWithInk(ui, canvas);
		await Promise.race([quitting, ink.waitUntilExit()]);
		await wall.settled();
		await painter.close(LAST_FRAME_MS);
		ink.unmount();
	} finally {
		painter.stop();
		for (const close of closing.reverse()) close();
	}
};

type Wired = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly ui: Ui;
	readonly stage: Stage;
	readonly canvas: Canvas;
	readonly painter: Painter;
	readonly input: Input;
	readonly wall: MountedWall;
};

/** Keys and sizes go to the loop. */
const wire = ({stdin, stdout, ui, stage, canvas, painter, input, wall}: Wired): (() => void) => {
	const resized = () => fitTo(sizeOf(stdout), {stage, ui, canvas, painter});
	// A key is on its way before anything else is done about it.
	stdin.on('data', wall.read);
	stdin.on('data', painter.hurry);
	const endResizes = onWindowChange(resized);
	return () => {
		stdin.off('data', painter.hurry);
		stdin.off('data', wall.read);
		endResizes();
		wall.close();
		input.close();
	};
};

/** A size goes to the loop first, so that Ink does not draw the old layout into it. */
const fitTo = (size: Size, {stage, ui, canvas, painter}: Pick<Wired, 'stage' | 'ui' | 'canvas' | 'painter'>): void => {
	stage.resize(size);
	ui.resize(size);
	canvas.resize(size);
	painter.request();
};

/** A theme that the settings name is in force at each start; else the one that was chosen last. */
const lookFor = ({env, personal, choices}: MountOptions): Look => ({
	choice: personal && personal.theme !== 'auto' ? personal.theme : (choices?.chosen.theme ?? 'auto'),
	depth: themeFor(env).depth,
	background: backgroundFrom(env.COLORFGBG),
});

const sizeOf = ({columns, rows}: NodeJS.WriteStream): Size => ({cols: columns || 80, rows: rows || 24});
