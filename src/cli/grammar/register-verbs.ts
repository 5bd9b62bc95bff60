import {type Command, InvalidArgumentError} from 'commander';
import {AGENT_GROUP} from '../people-only.ts';
import {type Runner, text, type Values} from './command-values.ts';

/** What agents say to mosaic. Each is bound to the session that says it. */
export const registerAgentVerbs = (program: Command, run: Runner): void => {
	program.commandsGroup(AGENT_GROUP);
	registerSaying(program, run);
	registerMachinery(program, run);
	registerHandingIn(program, run);
};

const registerSaying = (program: Command, run: Runner): void => {
	program
		.command('task')
		.description('the task of this session: what is asked, when it is done, where the run stands')
		.action(() => run(async (context) => (await import('../task.ts')).taskCommand(context)));
	program
		.command('progress')
		.description('say what you are at; it stands beside the session')
		.argument('<text>', 'in one line')
		.option('--done <n>', 'how much of your list is done', count)
		.option('--total <n>', 'how long the list is', count)
		.action((words: string, values: Values) =>
			run(async (context) => {
				const [done = null, total = null] = [values.done as number | undefined, values.total as number | undefined];
				return (await import('../progress.ts')).progressCommand(context, {text: words, done, total});
			}),
		);
	program
		.command('request-review')
		.description('have a person look before the run goes on')
		.argument('<reason>', 'why, in one line')
		.action((reason: string) =>
			run(async (context) => (await import('../request-review.ts')).requestReviewCommand(context, reason)),
		);
};

// Other ways to the same verbs, and what mosaic starts itself.
const registerMachinery = (program: Command, run: Runner): void => {
	program
		.command('render', {hidden: true})
		.description('run a headless agent and print what it does; started by mosaic itself')
		.argument('<file>', 'the order')
		.action((file: string) => run(async (context) => (await import('../render.ts')).renderCommand(context, {file})));
	program
		.command('mcp')
		.description('the same verbs as tools, over the Model Context Protocol on stdin and stdout')
		.action(() => run(async (context) => (await import('../mcp.ts')).mcpCommand(context)));
};

const registerHandingIn = (program: Command, run: Runner): void => {
	program
		.command('result')
		.description('hand in the result of a step: one JSON document')
		.argument('[file]', 'a file, or - for standard input')
		.action((file: string | undefined) =>
			run(async (context) => (await import('../hand-in.ts')).resultCommand(context, {file})),
		);
	program
		.command('ask')
		.description('ask a person and wait for the answer')
		.argument('<question>')
		.option('--option <text>', 'a possible answer; can be repeated', (value: string, before: string[] = []) => [
			...before,
			value,
		])
		.action((question: string, values: Values) =>
			run(async (context) => {
				const options = (values.option as string[] | undefined) ?? [];
				return (await import('../ask.ts')).askCommand(context, {question, options});
			}),
		);
	program
		.command('follow-up')
		.description('note what should be done besides the task')
		.requiredOption('--kind <kind>', 'follow_up or question')
		.requiredOption('--title <text>', 'in one line')
		.option('--detail <text>', 'more words')
		.option('--action <text>', 'what you suggest')
		.action((values: Values) =>
			run(async (context) => {
				const {followUpCommand} = await import('../follow-up.ts');
				const [kind, title] = [text(values, 'kind') ?? '', text(values, 'title') ?? ''];
				const [detail, suggestedAction] = [text(values, 'detail'), text(values, 'action')];
				return followUpCommand(context, {kind, title, detail, suggestedAction});
			}),
		);
};

const count = (value: string): number => {
	if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
	return Number(value);
};
