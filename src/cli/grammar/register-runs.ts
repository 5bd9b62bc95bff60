import type {Command} from 'commander';
import {refuse} from '../../domain/errors.ts';
import type {Control} from '../run-control.ts';
import {type Runner, text, type Values} from './command-values.ts';

/** The commands about runs that the engine drives, and about what waits for a person. */
export const registerRunCommands = (program: Command, run: Runner): void => {
	program.commandsGroup('Runs:');
	program
		.command('runs')
		.description('the runs, newest first, and what each waits for; or all that is known of one (show RUN)')
		.argument('[what]', 'show')
		.argument('[run]', 'id of the run to show')
		.action((what: string | undefined, runId: string | undefined) =>
			run(async (context) => {
				if (what === undefined) return (await import('../runs.ts')).runsCommand(context);
				if (what !== 'show' || runId === undefined)
					return refuse('usage', 'runs-what', 'say `mosaic runs`, or `mosaic runs show RUN`.');
				return (await import('../show-run.ts')).showRunCommand(context, {runId});
			}),
		);
	control(program, run, 'retry', 'go on at the step that failed', () => ({type: 'retry'}));
	control(program, run, 'restart', 'go on at a chosen step; it and all later ones are set back', (values) => ({
		type: 'restart',
		from: text(values, 'from') ?? refuse('usage', 'no-step', 'name the step: `mosaic restart RUN --from STEP`.'),
	})).option('--from <step>', 'key of the step');
	control(program, run, 'pause', 'start nothing more; what is under way may end', () => ({type: 'pause'}));
	control(program, run, 'continue', 'go on with a paused or stopped run', () => ({type: 'continue'}));
	control(program, run, 'abort', 'end the run for good', (values) => ({
		type: 'abort',
		reason: text(values, 'reason') ?? refuse('usage', 'no-reason', 'say why: `mosaic abort RUN --reason TEXT`.'),
	})).option('--reason <text>', 'why');
	program
		.command('report')
		.description('what a run came to')
		.argument('<run>', 'id of the run')
		.action((runId: string) => run(async (context) => (await import('../report.ts')).reportCommand(context, {runId})));
	program
		.command('artifacts')
		.description('what the steps of a run left on record: contract, answers, checks, receipt')
		.argument('<run>', 'id of the run')
		.action((runId: string) =>
			run(async (context) => (await import('../artifacts.ts')).artifactsCommand(context, {runId})),
		);
	program
		.command('artifact')
		.description('one of them, with all it holds')
		.argument('<id>', 'id of the artifact')
		.action((id: string) => run(async (context) => (await import('../artifacts.ts')).artifactCommand(context, {id})));
	registerPeopleCommands(program, run);
};

const control = (
	program: Command,
	run: Runner,
	name: Control['type'],
	description: string,
	read: (values: Values) => Control,
): Command =>
	program
		.command(name)
		.description(description)
		.argument('<run>', 'id of the run')
		.option('--token <token>', 'asking again under the same token is asking once')
		.action((runId: string, values: Values) =>
			run(async (context) => {
				const {controlCommand} = await import('../run-control.ts');
				return controlCommand(context, {runId, control: read(values), token: text(values, 'token')});
			}),
		);

const registerPeopleCommands = (program: Command, run: Runner): void => {
	program
		.command('approvals')
		.description('what waits for a person: approvals and questions')
		.action(() => run(async (context) => (await import('../approvals.ts')).approvalsCommand(context)));
	for (const [action, description] of DECISIONS) {
		const command = program
			.command(action)
			.description(description)
			.argument('<id>', 'id of the approval')
			.option('--comment <text>', 'why, or FILE:LINE:TEXT about a line of the change; may be repeated', gathered)
			.option('--token <token>', 'deciding again under the same token is deciding once');
		if (action === 'approve') command.option('--edit <file>', 'the proposal as you edited it');
		command.action((id: string, values: Values) =>
			run(async (context) => {
				const {decideCommand} = await import('../decide.ts');
				const comments = (values.comment as readonly string[] | undefined) ?? [];
				return decideCommand(context, {
					action,
					id,
					comments,
					edit: text(values, 'edit'),
					token: text(values, 'token'),
				});
			}),
		);
	}
	program
		.command('answer')
		.description("answer an agent's question")
		.argument('<id>', 'id of the question')
		.argument('<answer>', 'one of its options, or free text where it has none')
		.option('--token <token>', 'answering again under the same token is answering once')
		.action((id: string, answer: string, values: Values) =>
			run(async (context) => {
				const {answerCommand} = await import('../decide.ts');
				return answerCommand(context, {id, answer, token: text(values, 'token')});
			}),
		);
};

const gathered = (one: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), one];

const DECISIONS = [
	['approve', 'approve what a step produced'],
	['reject', 'reject it; the run fails and can be retried'],
	['request-changes', 'send it back; the step runs again with your comment'],
] as const;
