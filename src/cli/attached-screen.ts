// The terminal that `mosaic attach` fills with one session, from the first frame until it is given back.
import {readScreenSettings} from '../config/screen.ts';
import type {RemoteScreen} from '../daemon/remote-screen.ts';
import {findSession} from '../daemon/session-address.ts';
import type {Size} from '../domain/screen.ts';
import {policyFor} from '../domain/wall-policy.ts';
import {Painter} from '../tui/compositor/painter.ts';
import {keyName} from '../tui/draw/key-name.ts';
import {Input} from '../tui/input/input.ts';
import {keyboardOf} from '../tui/input/keyboard.ts';
import {withMouse} from '../tui/mouse/outer-mouse.ts';
import {directTo} from '../tui/outer/direct-write.ts';
import {guardExit} from '../tui/outer/exit-guard.ts';
import {followJobControl} from '../tui/outer/job-control.ts';
import {onWindowChange, Terminal} from '../tui/outer/terminal.ts';
import {type Personal, personalFrom} from '../tui/personal.ts';
import {type Settings, shownKey} from '../tui/settings.ts';
import {createSoleHistory, type SoleHistory} from '../tui/sole-history.ts';
import {SoleView} from '../tui/sole-view.ts';
import {type AttachWall, wallOfAttach} from './attach-wall.ts';
import type {Context} from './context.ts';
import {takeTerminal} from './take-terminal.ts';

/** A terminal that does not take the last frame within this time is given back over it. */
const LAST_FRAME_MS = 500;

/** Why the session is seen no more. */
export type Parting = 'left' | 'ended' | 'lost';

/** Takes the terminal over when it is made. */
export class AttachedScreen {
	/** Resolves once the terminal was given back. */
	readonly left: Promise<Parting>;
	readonly #context: Context;
	readonly #screen: RemoteScreen;
	readonly #personal: Personal;
	readonly #stdin: NodeJS.ReadStream;
	readonly #terminal: Terminal;
	readonly #history: SoleHistory;
	readonly #view: SoleView;
	readonly #painter: Painter;
	readonly #input: Input;
	readonly #wall: AttachWall;
	/** Whether the session has the terminal's size. */
	#isFitted = false;
	/** Nothing that is pressed goes anywhere any more. */
	#isLeaving = false;
	readonly #parted = Promise.withResolvers<Parting>();

	constructor(context: Context, screen: RemoteScreen, sessionId: string) {
		const {stdout, env} = context;
		this.#context = context;
		this.#screen = screen;
		this.#personal = personalFrom(readScreenSettings(env));
		this.#stdin = keyboardOf(context.stdin);
		const {settings, wall} = this.#personal;
		const policy = policyFor(wall, findSession(context.paths(), sessionId, new Date()).session.runtime);
		this.#terminal = new Terminal(this.#stdin, stdout, takeTerminal(stdout, env).holder);
		const lift = guardExit(this.#terminal.restore);
		this.#history = this.#historyOf(sessionId);
		this.#view = new SoleView({
			...{screen, history: this.#history, env, size: terminalSize(stdout), links: policy.links === 'allow'},
			footer: `${sessionId} — ${keyName(settings.leaveKey)} leaves, the agent goes on; Shift+PgUp scrolls back`,
			heldFooter: heldLine(settings),
		});
		this.#painter = new Painter(directTo(stdout), () => this.#frame());
		this.#input = this.#inputOf(settings);
		const {request} = this.#painter;
		const pass = this.#input.write;
		this.#wall = wallOfAttach({sessionId, screen, terminal: this.#terminal, policy, env, request, pass});
		this.left = this.#untilLeft().finally(lift);
	}

	#historyOf(sessionId: string): SoleHistory {
		const {env, cwd, stdout, paths} = this.#context;
		const {say} = this.#terminal;
		return createSoleHistory({
			...{screen: this.#screen, settings: this.#personal.settings, changed: () => this.#changed()},
			session: {project: paths().root, sessionId},
			size: () => sizeOf(stdout),
			type: (bytes) => this.#screen.type(Buffer.from(bytes, 'latin1')),
			clipboard: {
				copy: async (text) => (await import('./clipboard/copy-for.ts')).copyFor({env, cwd, say}, text),
			},
		});
	}

	#inputOf({leaveKey}: Settings): Input {
		const history = this.#history;
		return new Input(
			{
				attached: () => history.held() === undefined,
				key: (key) => this.#isLeaving || history.key(key),
				typed: (bytes) => this.#isLeaving || this.#screen.type(bytes),
				leave: () => this.#part('left'),
				scrollBack: () => history.scrollBack(),
				mouse: (event) => this.#isLeaving || history.mouse(event),
			},
			leaveKey,
		);
	}

	async #untilLeft(): Promise<Parting> {
		const endJobControl = followJobControl(this.#terminal.restore, () => this.#takeAgain());
		const endResizes = onWindowChange(() => this.#fit());
		this.#stdin.on('data', this.#painter.hurry).on('data', this.#wall.read).resume();
		const unsubscribe = this.#screen.subscribe(() => this.#changed());
		this.#changed();
		const parting = await this.#parted.promise;
		unsubscribe();
		endJobControl();
		endResizes();
		await this.#settle();
		this.#terminal.restore();
		return parting;
	}

	#part(parting: Parting): void {
		this.#isLeaving = true;
		this.#parted.resolve(parting);
	}

	/** What the person still presses goes nowhere; what the terminal still answers must not go to the shell. */
	async #settle(): Promise<void> {
		await this.#wall.settled();
		this.#wall.close();
		this.#history.close();
		this.#input.close();
		this.#stdin.off('data', this.#painter.hurry).off('data', this.#wall.read).pause();
		await this.#painter.close(LAST_FRAME_MS);
	}

	/** The screen's cells, its state or what is held of it changed. */
	#changed(): void {
		const {status} = this.#screen;
		if (status === 'ended' || status === 'lost') return this.#part(status);
		if (status === 'live' && !this.#isFitted) {
			this.#isFitted = true;
			this.#fit();
		}
		this.#history.follow();
		this.#terminal.mirror(withMouse(this.#history.held() ? null : this.#screen.modes, this.#personal.mouse));
		this.#painter.request();
	}

	#fit(): void {
		const {stdout} = this.#context;
		this.#screen.resizeSession(sizeOf(stdout));
		this.#view.resize(terminalSize(stdout));
		this.#history.follow();
		this.#painter.request();
	}

	/** The process was stopped and goes on in the foreground. */
	#takeAgain(): void {
		this.#terminal.take();
		this.#view.forget();
		this.#painter.request();
	}

	/** What the terminal is told next. */
	#frame(): string {
		if (!this.#terminal.taken) return '';
		return this.#terminal.modeChanges() + this.#wall.take() + this.#view.bytes();
	}
}

/** The keys that matter most while the screen is held. */
const heldLine = (settings: Settings): string =>
	(
		[
			['history.back', 'back'],
			['history.search', 'search'],
			['history.select', 'select'],
			['history.copy', 'copy'],
		] as const
	)
		.map(([id, does]) => `${shownKey(settings, id)} ${does}`)
		.join(' · ');

const terminalSize = ({columns, rows}: NodeJS.WriteStream): Size => ({cols: columns || 80, rows: rows || 24});

/** What the session has of the terminal: one row is kept for the line that names the leave key. */
export const sizeOf = (stdout: NodeJS.WriteStream): Size => {
	const {cols, rows} = terminalSize(stdout);
	return {cols, rows: Math.max(1, rows - 1)};
};
