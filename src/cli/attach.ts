// `mosaic attach`: a session's screen in this terminal, cell by cell; keys go to the agent until the leave key.
import {RemoteScreen} from '../daemon/remote-screen.ts';
import {liveAddress} from '../daemon/session-address.ts';
import {Refused} from '../domain/errors.ts';
import {AttachedScreen, type Parting, sizeOf} from './attached-screen.ts';
import type {Context} from './context.ts';
import type {AttachCommandOptions} from './grammar/options.ts';

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
	const reason = await new AttachedScreen(context, screen, sessionId).left;
	const {failure} = screen;
	screen.close();
	if (failure !== null) throw new Refused({kind: 'refused', code: 'unreachable', message: failure, sessionId});
	output.print(FAREWELL[reason](sessionId));
	return reason === 'lost' ? 1 : 0;
};

const FAREWELL: Readonly<Record<Parting, (sessionId: string) => string>> = {
	left: (sessionId) => `${sessionId} goes on.`,
	ended: (sessionId) => `${sessionId} has ended.`,
	lost: (sessionId) => `The host of ${sessionId} is gone. \`mosaic sessions --all\` says what became of it.`,
};
