// An agent must not decide about its own work: inside a session only its own verbs and what merely reads are there.
import {refuse} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {sessionAbove} from '../sessions/session-above.ts';
import type {Context} from './context.ts';

/** Under which help lists the commands that are for agents. */
export const AGENT_GROUP = 'For agents, inside a session:';

/** Commands that change nothing, so that agents may use them too. */
const READS = new Set(
	'tasks next status sessions screen transcript runs report approvals events doctor completion complete-ids config workflow help'.split(
		' ',
	),
);

/** Refuses (exit 3) a command for people that comes from inside a session, also where its environment was cleared. */
export const refuseAgents = (command: {readonly name: string; readonly group: string}, context: Context): void => {
	if (command.group === AGENT_GROUP || READS.has(command.name)) return;
	const session = sessionAround(context);
	if (session === undefined) return;
	refuse(
		'refused',
		'inside-session',
		`this is inside ${plainLine(session)}, and \`${command.name}\` is for people. Agents have result, ask, follow-up, progress and request-review; a person does it from a terminal of their own.`,
	);
};

const sessionAround = ({env, paths}: Context): string | undefined => {
	if (env.MOSAIC_TOKEN) return env.MOSAIC_SESSION || env.MOSAIC_RUN || 'a session';
	return sessionAbove(process.ppid, paths().root);
};
