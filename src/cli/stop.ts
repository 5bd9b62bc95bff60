// `mosaic stop`: ends a session and all it started, whether or not its host is still there.
import {findSession} from '../daemon/session-address.ts';
import {stopSession} from '../daemon/stop-session.ts';
import {Refused} from '../domain/errors.ts';
import {isLive, type Session} from '../domain/session.ts';
import {quoted} from '../domain/text.ts';
import {runView} from '../engine/kernel/read-runs.ts';
import {readHistory} from '../engine/overview.ts';
import type {Context} from './context.ts';
import type {StopCommandOptions} from './grammar/options.ts';

/** Stops a session, or the live session of a run; gives the exit code. */
export const stopCommand = async (context: Context, {id, force}: StopCommandOptions): Promise<number> => {
	const paths = context.paths();
	if (id.startsWith('run-') && runView(paths, id)) {
		const {controlCommand} = await import('./run-control.ts');
		return controlCommand(context, {runId: id, control: {type: 'stop'}});
	}
	const sessionId = id.startsWith('run-') ? sessionOfRun(context, id) : id;
	const {session} = findSession(paths, sessionId, new Date());
	const fault = await stopSession(paths, {sessionId, by: 'mosaic stop', force});
	if (fault !== null) context.output.warn(`the session is over, but: ${fault}`);
	const {session: after} = findSession(paths, sessionId, new Date());
	tell(context, session, after);
	return 0;
};

const sessionOfRun = (context: Context, runId: string): string => {
	const {sessions} = readHistory(context.paths(), {now: new Date()});
	const own = sessions.filter((session) => session.runId === runId);
	const found = own.find((session) => isLive(session.state)) ?? own.at(-1);
	if (found) return found.id;
	throw new Refused({
		kind: 'not-found',
		code: 'unknown-run',
		message: `no run ${quoted(runId)}. \`mosaic sessions --all\` lists the runs of all sessions.`,
	});
};

const tell = ({json, output}: Context, before: Session, after: Session): void => {
	if (json)
		return output.document('stop', {
			sessionId: after.id,
			taskId: after.taskId,
			state: after.state,
			endedReason: after.endedReason,
		});
	const how = isLive(before.state) ? 'was ended' : 'had ended; what it left behind is gone';
	output.print(
		`${after.id} ${how} (${after.endedReason ?? after.state}). Go on with \`mosaic resume ${after.taskId}\`.`,
	);
};
