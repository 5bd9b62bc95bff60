// `mosaic attach`: a session's screen in this terminal, cell by cell; keys go to the agent until the leave key.
import {readScreenSettings} from '../config/screen.ts';
import {RemoteScreen} from '../daemon/remote-screen.ts';
import {findSession, liveAddress} from '../daemon/session-address.ts';
import {Refused} from '../domain/errors.ts';
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
import {wallOfAttach} from './attach-wall.ts';
import type {Context} from './context.ts';
import type {AttachCommandOptions} from './grammar/options.ts';
import {takeTerminal} from './take-terminal.ts';

/** Attaches until the person leaves or the session ends; gives the exit code. */
export const attachCommand = async (context: Context, {sessionId}: AttachCommandOptions): Promise<number> => {
	const {stdin, stdout, output, env} = context;
	const paths = context.paths();
	liveAddress(paths, sessionId, new Date());
	if (!stdin.isTTY || !stdout.isTTY || env.TERM === 'dumb')
		throw new Refused({
			kind: 'usage',
			code: 'no-terminal',
			message: `attach needs a terminal${env.TERM === 'dumb' ? ' that can move its cursor, and TERM is dumb' : ''}. \`mosaic screen ${sessionId}\` prints the screen instead.`,
		});
	const screen = new RemoteScreen(paths, sessionId, sizeOf(stdout));
	const reason = await showUntilLeft(context, screen, sessionId);
	const {failure} = screen;
	screen.close();
	if (failure !== null) throw new Refused({kind: 'refused', code: 'unreachable', message: failure, sessionId});
	output.print(FAREWELL[reason](sessionId));
	return reason === 'lost' ? 1 : 0;
};

/** A terminal that does not take the last frame within this time is given back over it. */
const LAST_FRAME_MS = 500;

type Reason = 'left' | 'ended' | 'lost';

const FAREWELL: Readonly<Record<Reason, (sessionId: string) => string>> = {
	left: (sessionId) => `${sessionId} goes on.`,
	ended: (sessionId) => `${sessionId} has ended.`,
	lost: (sessionId) => `The host of ${sessionId} is gone. \`mosaic sessions --all\` says what became of it.`,
};

const showUntilLeft = (context: Context, screen: RemoteScreen, sessionId: string): Promise<Reason> =>
	new Promise((resolve) => {
		const {stdout, env} = context;
		const stdin = keyboardOf(context.stdin);
		const personal = personalFrom(readScreenSettings(env));
		const {session} = findSession(context.paths(), sessionId, new Date());
		const policy = policyFor(personal.wall, session.runtime);
		const {leaveKey} = personal.settings;
		const terminal = new Terminal(stdin, stdout, takeTerminal(stdout, env).holder);
		const lift = guardExit(terminal.restore);
		const history = historyOf(context, {screen, sessionId, personal, terminal, changed: () => onChange()});
		const view = new SoleView({
			...{screen, history, env, size: terminalSize(stdout), links: policy.links === 'allow'},
			footer: `${sessionId} — ${keyName(leaveKey)} leaves, the agent goes on; Shift+PgUp scrolls back`,
			heldFooter: heldLine(personal.settings),
		});
		const painter = new Painter(directTo(stdout), () =>
			terminal.taken ? terminal.modeChanges() + wall.take() + view.bytes() : '',
		);
		const fitTerminal = (): void => {
			screen.resizeSession(sizeOf(stdout));
			view.resize(terminalSize(stdout));
			history.follow();
			painter.request();
		};
		let fitted = false;
		let left = false;
		const onChange = (): void => {
			if (screen.status === 'ended' || screen.status === 'lost') return finish(screen.status);
			if (screen.status === 'live' && !fitted) {
				fitted = true;
				fitTerminal();
			}
			history.follow();
			const modes = history.held() ? null : screen.modes;
			terminal.mirror(withMouse(modes, personal.mouse));
			painter.request();
		};
		const input = new Input(
			{
				attached: () => history.held() === undefined,
				key: (key) => left || history.key(key),
				typed: (bytes) => left || screen.type(bytes),
				leave: () => left || finish('left'),
				scrollBack: () => history.scrollBack(),
				mouse: (event) => left || history.mouse(event),
			},
			leaveKey,
		);
		const wall = wallOfAttach({
			...{sessionId, screen, terminal, policy, env},
			request: painter.request,
			pass: input.write,
		});
		const endJobControl = followJobControl(terminal.restore, () => {
			terminal.take();
			view.forget();
			painter.request();
		});
		const finish = (reason: Reason): void => {
			unsubscribe();
			endJobControl();
			endResizes();
			void settle().then(() => {
				terminal.restore();
				lift();
				resolve(reason);
			});
		};
		/** What the person still presses goes nowhere; what the terminal still answers must not go to the shell. */
		const settle = async (): Promise<void> => {
			left = true;
			await wall.settled();
			wall.close();
			history.close();
			input.close();
			stdin.off('data', painter.hurry).off('data', wall.read).pause();
			await painter.close(LAST_FRAME_MS);
		};
		stdin.on('data', painter.hurry).on('data', wall.read).resume();
		const endResizes = onWindowChange(fitTerminal);
		const unsubscribe = screen.subscribe(onChange);
		onChange();
	});

type Held = {
	readonly screen: RemoteScreen;
	readonly sessionId: string;
	readonly personal: Personal;
	readonly terminal: Terminal;
	readonly changed: () => void;
};

const historyOf = (
	{env, cwd, stdout, paths}: Context,
	{screen, sessionId, personal, terminal, changed}: Held,
): SoleHistory =>
	createSoleHistory({
		...{screen, changed, settings: personal.settings, session: {project: paths().root, sessionId}},
		size: () => sizeOf(stdout),
		type: (bytes) => screen.type(Buffer.from(bytes, 'latin1')),
		clipboard: {
			copy: async (text) => (await import('./clipboard/copy-for.ts')).copyFor({env, cwd, say: terminal.say}, text),
		},
	});

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

/** One row is kept for the line that names the leave key. */
const sizeOf = (stdout: NodeJS.WriteStream): Size => {
	const {cols, rows} = terminalSize(stdout);
	return {cols, rows: Math.max(1, rows - 1)};
};
