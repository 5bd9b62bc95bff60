// `mosaic screen`: a session's screen as text, live or its last one.
import {RemoteScreen} from '../daemon/remote-screen.ts';
import {findSession} from '../daemon/session-address.ts';
import {Refused} from '../domain/errors.ts';
import type {Context} from './context.ts';
import type {ScreenCommandOptions} from './grammar/options.ts';

/** Prints the screen; gives the exit code. */
export const screenCommand = async (
	{json, output, paths}: Context,
	{sessionId}: ScreenCommandOptions,
): Promise<number> => {
	const project = paths();
	const {session} = findSession(project, sessionId, new Date());
	const screen = new RemoteScreen(project, sessionId, {cols: 120, rows: 40});
	try {
		await settled(screen);
		if (screen.failure !== null)
			throw new Refused({kind: 'refused', code: 'unreachable', message: screen.failure, sessionId});
		const rows = screen.text();
		if (json) output.document('screen', {sessionId, state: session.state, ...screen.size, cursor: screen.cursor, rows});
		else output.print(withoutBlankEnd(rows).join('\n'));
		return 0;
	} finally {
		screen.close();
	}
};

/** Resolves once the first whole screen is there, or it is known that none will come. */
const settled = (screen: RemoteScreen): Promise<void> =>
	new Promise((resolve) => {
		const look = (): void => {
			if (screen.status !== 'connecting' && (screen.status !== 'live' || screen.drawn)) resolve();
		};
		screen.subscribe(look);
		look();
	});

const withoutBlankEnd = (rows: readonly string[]): readonly string[] =>
	rows.slice(0, rows.findLastIndex((row) => row.trim() !== '') + 1);
