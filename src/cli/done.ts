// `mosaic done TASK`: a person's mark. It wins over whatever an agent is doing; nothing of the agent is stopped.
import {Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {markDone} from '../engine/mark-done.ts';
import type {Context} from './context.ts';
import type {DoneCommandOptions} from './grammar/options.ts';

/** Marks a task as done. Refused when there is no such task, or it is finished already. */
export const doneCommand = async (context: Context, {taskId}: DoneCommandOptions): Promise<number> => {
	const outcome = markDone(context.paths(), taskId, context.env, () => new Date().toISOString());
	if ('code' in outcome) throw new Refused(outcome);
	const {id, title, status, line} = outcome;
	if (context.json) context.output.document('done', {task: {id, title, status: 'done', line}, before: status});
	else context.output.print(`${plainLine(id)} is done (was ${status}).`);
	return 0;
};
