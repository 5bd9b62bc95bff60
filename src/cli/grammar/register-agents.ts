import {type Command, InvalidArgumentError} from 'commander';
import {refuse} from '../../domain/errors.ts';
import {quoted} from '../../domain/text.ts';
import {flag, type Runner, text, type Values} from './command-values.ts';
import type {RunCommandOptions} from './options.ts';

/** The commands that start, show and end agents. */
export const registerAgentCommands = (
	program: Command,
	run: Runner,
	passthrough: () => readonly string[] | undefined,
): void => {
	program.commandsGroup('Agents:');
	const start = (resume: boolean) => (task: string | undefined, values: Values) =>
		run(async (context) => {
			const options = runOptions(task, values, passthrough(), resume);
			return (await import('../run.ts')).runCommand(context, options);
		});
	launchOptions(program.command('run').description('run a task (default: the next ready one)'))
		.option('--all', 'work through all ready tasks, in the order of their dependencies')
		.option('--until <id>', 'with --all: the last task')
		.option('--parallel <n>', 'with --all: so many tasks at once', atLeastOne)
		.option('--print-only', 'write the capsule, print what would be started, start nothing')
		.argument('[task]', 'id of the task')
		.action(start(false));
	launchOptions(program.command('resume').description('the same after a crash or a stop'), '<task>')
		.argument('[task]', 'id of the task')
		.action(start(true));
	program
		.command('sessions')
		.description('the live sessions')
		.option('--all', 'the ended ones too')
		.option('--why', 'by which evidence each is said to be in its state')
		.action((values: Values) =>
			run(async (context) =>
				(await import('../sessions.ts')).sessionsCommand(context, {all: flag(values, 'all'), why: flag(values, 'why')}),
			),
		);
	registerSessionCommands(program, run);
};

const registerSessionCommands = (program: Command, run: Runner): void => {
	program
		.command('attach')
		.description("take over an agent's screen; the key that leaves it is shown")
		.argument('<session>', 'id of the session')
		.action((sessionId: string) =>
			run(async (context) => (await import('../attach.ts')).attachCommand(context, {sessionId})),
		);
	program
		.command('takeover')
		.description('go on with a headless agent in its own screen, as the same step')
		.argument('<session>', 'id of the session')
		.option('--after-turn', 'let it finish its turn first')
		.action((sessionId: string, values: Values) =>
			run(async (context) =>
				(await import('../takeover.ts')).takeoverCommand(context, {sessionId, afterTurn: flag(values, 'after-turn')}),
			),
		);
	program
		.command('screen')
		.description("print an agent's screen as text")
		.argument('<session>', 'id of the session')
		.action((sessionId: string) =>
			run(async (context) => (await import('../screen.ts')).screenCommand(context, {sessionId})),
		);
	program
		.command('transcript')
		.description('all that an agent has printed, in $PAGER; as text where stdout is no terminal')
		.argument('<session>', 'id of the session')
		.option('--editor', 'in $EDITOR instead')
		.option('--print', 'to stdout, also in a terminal')
		.option('--colour', 'keep its colours')
		.option('--plain', 'leave its colours out')
		.action((sessionId: string, values: Values) =>
			run(async (context) =>
				(await import('../transcript.ts')).transcriptCommand(context, {
					sessionId,
					editor: flag(values, 'editor'),
					print: flag(values, 'print'),
					colours: flag(values, 'plain') ? false : flag(values, 'colour') || undefined,
				}),
			),
		);
	program
		.command('stop')
		.description('end a session or run, and every process it started')
		.argument('<id>', 'id of the session or run')
		.option('--force', 'also when it cannot be judged from here whether it lives')
		.action((id: string, values: Values) =>
			run(async (context) => (await import('../stop.ts')).stopCommand(context, {id, force: flag(values, 'force')})),
		);
};

const launchOptions = (command: Command, task = '[task]'): Command =>
	command
		.usage(`${task} [options] [-- argv...]`)
		.option('--task <id>', 'id of the task; for ids that begin with a dash')
		.option('--runtime <name>', 'the agent: claude, or one whose argv the configuration has')
		.option(
			'--model <name>',
			'the model of who implements this task; else that of the role, else what the runtime takes',
		)
		.option('--milestone <id>', 'the milestone to name as the current one')
		.option('--workflow <name>', 'how the work is verified, reviewed and integrated; `mosaic workflow show` lists them')
		.option('--env <K=V>', 'add to the environment of the agent; can be repeated', environmentEntry)
		.option('--detach', 'return once the agent runs')
		.option('--inline', 'keep everything within this process')
		.addHelpText(
			'after',
			'\nWithout --workflow it is the one of the settings, else `reviewed`; but `solo`, the plain runner in this checkout, where a\ncommand stands after -- or no branch with a commit is checked out.\n\nWhat stands after -- replaces the command of the runtime. Each word {prompt} in it becomes the prompt; where there\nis none, the prompt is appended as the last argument.',
		);

const runOptions = (
	operand: string | undefined,
	values: Values,
	argv: readonly string[] | undefined,
	resume: boolean,
): RunCommandOptions => ({
	taskId: chosenTask(operand, text(values, 'task'), resume),
	runtime: text(values, 'runtime'),
	model: text(values, 'model'),
	milestone: text(values, 'milestone'),
	workflow: text(values, 'workflow'),
	env: (values.env as Record<string, string> | undefined) ?? {},
	argv: argv?.length === 0 ? refuse('usage', 'no-command', 'no command stands after `--`.') : argv,
	printOnly: flag(values, 'printOnly'),
	all: flag(values, 'all'),
	until: text(values, 'until'),
	parallel: values.parallel as number | undefined,
	detach: flag(values, 'detach'),
	inline: flag(values, 'inline'),
	resume,
});

const chosenTask = (operand: string | undefined, option: string | undefined, needed: boolean): string | undefined => {
	if (operand !== undefined && option !== undefined && operand !== option)
		return refuse('usage', 'two-tasks', `two tasks are named, ${quoted(operand)} and ${quoted(option)}. Name one.`);
	const taskId = option ?? operand;
	if (needed && taskId === undefined)
		return refuse('usage', 'no-task', 'name the task to resume: `mosaic resume TASK`.');
	return taskId;
};

const atLeastOne = (value: string): number => {
	if (!/^[1-9]\d?$/.test(value)) throw new InvalidArgumentError('It must be a number from 1 to 64.');
	return Number(value);
};

const environmentEntry = (value: string, before: Record<string, string> | undefined): Record<string, string> => {
	const match = /^([A-Za-z_][A-Za-z0-9_]*)=([^\0]*)$/s.exec(value);
	if (!match) throw new InvalidArgumentError('It must look like NAME=value.');
	return {...before, [match[1] as string]: match[2] as string};
};
