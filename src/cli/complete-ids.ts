// What the shells' completion asks for while a person types: one id a line, nothing on any trouble.
import {isFinished} from '../domain/task.ts';
import type {Context} from './context.ts';
import {missionHere} from './mission-here.ts';

/** Prints the ids of open tasks, or of sessions. */
export const completeIds = async (context: Context, kind: string): Promise<number> => {
	for (const id of idsOf(context, kind)) if (isHarmless(id)) context.output.print(id);
	return 0;
};

// A shell may take what it completes as code, and ids come from files that anybody wrote.
const isHarmless = (id: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._/:#-]{0,99}$/u.test(id);

const idsOf = (context: Context, kind: string): string[] => {
	try {
		const {tasks, mission} = missionHere(context);
		if (kind === 'sessions') return mission.sessions.map((session) => session.session_id).reverse();
		return tasks.tasks.filter((task) => !isFinished(task.status)).map((task) => task.id);
	} catch {
		return [];
	}
};
