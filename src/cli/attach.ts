// `mosaic attach`: a session's screen in this terminal, cell by cell; keys go to the agent until the leave key.
import {RemoteScreen} from '../daemon/remote-screen.ts';
import {liveAddress} from '../daemon/session-address.ts';
import {Refused} from '../domain/errors.ts';
import {guardExit} from '../tui/exit-guard.ts';
import {Input} from '../tui/input.ts';
import {takeTerminal} from '../tui/terminal.ts';
import type {Context} from './context.ts';
import type {AttachCommandOptions} from './options.ts';
import {createPainter} from './screen-painter.ts';

/** Attaches until the person leaves or the session ends; gives the exit code. */
export const attachCommand = async (context: Context, {sessionId}: AttachCommandOptions): Promise<number> => {
	const {stdin, stdout, output} = context;
	const paths = context.paths();
	liveAddress(paths, sessionId, new Date());
	if (!stdin.isTTY || !stdout.isTTY)
		throw new Refused({
			kind: 'usage',
			code: 'no-terminal',
			message: `attach needs a terminal. \`mosaic screen ${sessionId}\` prints the screen instead.`,
		});
	const screen = new RemoteScreen(paths, sessionId, sizeOf(stdout));
	const reason = await showUntilLeft(context, screen, sessionId);
	const {failure} = screen;
	screen.close();
	if (failure !== null) throw new Refused({kind: 'refused', code: 'unreachable', message: failure, sessionId});
	output.print(FAREWELL[reason](sessionId));
	return reason === 'lost' ? 1 : 0;
};

type Reason = 'left' | 'ended' | 'lost';

const FAREWELL: Readonly<Record<Reason, (sessionId: string) => string>> = {
	left: (sessionId) => `${sessionId} goes on.`,
	ended: (sessionId) => `${sessionId} has ended.`,
	lost: (sessionId) => `The host of ${sessionId} is gone. \`mosaic sessions --all\` says what became of it.`,
};

const showUntilLeft = ({stdin, stdout, env}: Context, screen: RemoteScreen, sessionId: string): Promise<Reason> =>
	new Promise((resolve) => {
		const terminal = takeTerminal(stdin, stdout);
		const lift = guardExit(terminal.restore);
		const painter = createPainter({stdout, env, screen, footer: `${sessionId} — Ctrl+Q leaves, the agent goes on`});
		const fitTerminal = (): void => {
			screen.resizeSession(sizeOf(stdout));
			painter.repaint();
		};
		let fitted = false;
		const onChange = (): void => {
			if (screen.status === 'ended' || screen.status === 'lost') return finish(screen.status);
			if (screen.status === 'live' && !fitted) {
				fitted = true;
				fitTerminal();
			}
			terminal.mirror(screen.modes);
			painter.paint();
		};
		const input = new Input({
			attached: () => true,
			key: () => {},
			typed: (bytes) => screen.type(bytes),
			leave: () => finish('left'),
		});
		const finish = (reason: Reason): void => {
			unsubscribe();
			painter.close();
			input.close();
			stdin.off('data', input.write).pause();
			stdout.off('resize', fitTerminal);
			terminal.restore();
			lift();
			resolve(reason);
		};
		stdin.on('data', input.write).resume();
		stdout.on('resize', fitTerminal);
		const unsubscribe = screen.subscribe(onChange);
		onChange();
	});

/** One row is kept for the line that names the leave key. */
const sizeOf = (stdout: NodeJS.WriteStream) => ({
	cols: stdout.columns || 80,
	rows: Math.max(1, (stdout.rows || 24) - 1),
});
