// `mosaic report`: what a run came to.
import {Refused} from '../domain/errors.ts';
import {STEP_GLYPHS} from '../domain/step.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {runView} from '../engine/kernel/read-runs.ts';
import type {Context} from './context.ts';

/** Prints the run with its steps. Not found (exit 4) where the engine drove no such run. */
export const reportCommand = async (context: Context, {runId}: {readonly runId: string}): Promise<number> => {
	const run = runView(context.paths(), runId);
	if (!run)
		throw new Refused({
			kind: 'not-found',
			code: 'unknown-run',
			message: `no run ${quoted(runId)} with steps. \`mosaic runs\` lists them.`,
		});
	if (context.json) {
		context.output.document('report', run);
		return 0;
	}
	context.output.print(
		`${run.id}  ${run.state}  ${plainLine(run.taskId)}  ${plainLine(run.taskTitle)} (${run.workflow})`,
	);
	for (const step of run.steps)
		context.output.print(
			`  ${STEP_GLYPHS[step.state]} ${step.title} ${step.state}${step.summary === null ? '' : `: ${plainLine(step.summary)}`}`,
		);
	if (run.failure) context.output.print(`${plainLine(run.failure.message)}\n${run.failure.hint}`);
	return 0;
};
