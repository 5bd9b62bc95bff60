import {type Command, InvalidArgumentError} from 'commander';
import {flag, type Runner, text, type Values} from './command-values.ts';

/** The commands about the mission, its tasks and its record. */
export const registerMissionCommands = (program: Command, run: Runner): void => {
	program.commandsGroup('Mission:');
	program
		.command('init')
		.description('make a mission here; adopts an existing tasks file; safe to repeat')
		.option('--name <name>', 'name of the mission (default: the folder)')
		.option('--tasks <file>', 'the tasks file, inside the project')
		.option('--id <id>', 'id of the mission (default: made of the name)')
		.action((values: Values) =>
			run(async (context) => {
				const {initCommand} = await import('../init.ts');
				return initCommand(context, {name: text(values, 'name'), tasks: text(values, 'tasks'), id: text(values, 'id')});
			}),
		);
	program
		.command('tasks')
		.description('list the tasks, and everything in their file that was not understood')
		.action(() => run(async (context) => (await import('../tasks.ts')).tasksCommand(context)));
	program
		.command('next')
		.description('the next ready task, and why it is that one')
		.action(() => run(async (context) => (await import('../next.ts')).nextCommand(context)));
	program
		.command('status')
		.description('mission, progress, milestone, live sessions and active runs')
		.action(() => run(async (context) => (await import('../status.ts')).statusCommand(context)));
	program
		.command('trust')
		.description('see what the repository brought along that would run here, and take responsibility for it')
		.option('-y, --yes', 'you looked at it already')
		.action((values: Values) =>
			run(async (context) => (await import('../trust.ts')).trustCommand(context, {yes: flag(values, 'yes')})),
		);
	registerRecordCommands(program, run);
};

const registerRecordCommands = (program: Command, run: Runner): void => {
	program
		.command('done')
		.description('mark a task as done')
		.argument('<task>', 'id of the task')
		.action((taskId: string) => run(async (context) => (await import('../done.ts')).doneCommand(context, {taskId})));
	program
		.command('events')
		.description('what happened, oldest first')
		.option('--run <run>', 'only events of this run')
		.option('--since <n>', 'only events after this number', wholeNumber)
		.option('-f, --follow', 'go on with new ones as they happen')
		.action((values: Values) =>
			run(async (context) => {
				const {eventsCommand} = await import('../events.ts');
				const since = values.since as number | undefined;
				return eventsCommand(context, {run: text(values, 'run'), since, follow: flag(values, 'follow')});
			}),
		);
};

const wholeNumber = (value: string): number => {
	if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
	return Number(value);
};
