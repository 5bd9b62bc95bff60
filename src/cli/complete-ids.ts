// What the shells' completion asks for while a person types: one id a line, nothing on any trouble.
import {loadConfig} from '../config/load.ts';
import {isLive} from '../domain/session.ts';
import {isFinished} from '../domain/task.ts';
import {readHistory} from '../engine/overview.ts';
import {DEFAULT_RUNTIME} from '../runtimes/registry.ts';
import type {Context} from './context.ts';
import {missionHere} from './mission-here.ts';

/** Prints the ids of open tasks, of sessions (all or the live ones), of runs, or the names of runtimes. */
export const completeIds = async (context: Context, kind: string): Promise<number> => {
	for (const id of idsOf(context, kind)) if (isHarmless(id)) context.output.print(id);
	return 0;
};

// A shell may take what it completes as code, and ids come from files that anybody wrote.
const isHarmless = (id: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._/:#-]{0,99}$/u.test(id);

const idsOf = (context: Context, kind: string): readonly string[] => {
	try {
		return Object.hasOwn(READERS, kind) ? (READERS[kind]?.(context) ?? []) : [];
	} catch {
		return [];
	}
};

const READERS: Readonly<Record<string, (context: Context) => readonly string[]>> = {
	tasks: (context) =>
		missionHere(context)
			.tasks.tasks.filter((task) => !isFinished(task.status))
			.map((task) => task.id),
	sessions: (context) =>
		sessionsOf(context)
			.map(({id}) => id)
			.reverse(),
	'live-sessions': (context) =>
		sessionsOf(context, {sessions: 'open'})
			.filter(({state}) => isLive(state))
			.map(({id}) => id)
			.reverse(),
	runs: (context) => [...new Set(sessionsOf(context).map(({runId}) => runId))].reverse(),
	runtimes: (context) => {
		const {runtime, runtimes} = loadConfig(context.paths().configFile, context.env);
		return [...new Set([DEFAULT_RUNTIME, runtime, ...Object.keys(runtimes)])];
	},
};

const sessionsOf = (context: Context, filter: {sessions?: 'open'} = {}) =>
	readHistory(context.paths(), {now: new Date(), ...filter}).sessions;
