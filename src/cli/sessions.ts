// `mosaic sessions`: the agents that live, and with --all every one that ever ran.
import {isLive} from '../domain/session.ts';
import {readOverview} from '../engine/overview.ts';
import type {Context} from './context.ts';
import type {SessionsCommandOptions} from './grammar/options.ts';
import {sessionDocument, sessionTable} from './print/session-row.ts';
import {whyDocument, whyLines} from './print/session-why.ts';

/** Lists sessions, oldest first. */
export const sessionsCommand = async (context: Context, {all, why}: SessionsCommandOptions): Promise<number> => {
	const overview = readOverview(context.paths(), {now: new Date(), ...(all ? {} : {sessions: 'open'})});
	const sessions = overview.sessions.filter((session) => all || isLive(session.state));
	if (context.json)
		context.output.document('sessions', {
			sessions: sessions.map((session) => ({...sessionDocument(session), ...(why ? whyDocument(session) : {})})),
		});
	else if (why && sessions.length > 0) context.output.print(sessions.flatMap(whyLines).join('\n'));
	else if (sessions.length > 0) context.output.print(sessionTable(sessions, context.output).join('\n'));
	else
		context.output.print(
			all ? 'No session has run yet.' : 'No agent is running. `mosaic sessions --all` shows past ones.',
		);
	return 0;
};
