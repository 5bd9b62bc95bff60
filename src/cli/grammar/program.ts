// The command line: what there is, how it is read, what is said when it cannot be.
import {Command, CommanderError, Help} from 'commander';
import manifest from '../../../package.json' with {type: 'json'};
import {refuse} from '../../domain/errors.ts';
import {createContext, type GlobalOptions, type Surroundings} from '../context.ts';
import {refuseAgents} from '../people-only.ts';
import {splitArguments} from './arguments.ts';
import type {Runner} from './command-values.ts';
import {registerAgentCommands} from './register-agents.ts';
import {registerMissionCommands} from './register-mission.ts';
import {registerRunCommands} from './register-runs.ts';
import {registerToolCommands} from './register-tools.ts';
import {registerAgentVerbs} from './register-verbs.ts';

const EXAMPLES = `
Examples:
  mosaic init                       make a mission of the tasks file that is here
  mosaic tasks                      see the tasks, and what each one waits for
  mosaic run                        start the next task with the default agent
  mosaic run T7                     start this one
  mosaic run T7 -- my-agent {prompt}   start any command; it gets the prompt there
  mosaic --print-only T7 --json     see what would be started
  mosaic resume T7                  go on after a crash
  mosaic attach sess-003            take over an agent's screen
  mosaic done T7                    mark a task as done

\`mosaic\` alone opens the full screen. Exit codes: 0 done, 1 failed, 2 usage, 3 refused, 4 not found,
5 invalid file or configuration, 70 a bug in mosaic.
`;

/** Reads the words after `mosaic` and runs what they ask for; gives the exit code. What goes wrong is thrown. */
export const runProgram = async (argv: readonly string[], surroundings: Surroundings): Promise<number> => {
	let exitCode = 0;
	let passthrough: readonly string[] | undefined;
	const run: Runner = async (command) => {
		exitCode = await command(createContext(surroundings, program.opts<GlobalOptions>()));
	};
	const program = createProgram(surroundings, run, () => passthrough);
	const names = [...program.commands.map((command) => command.name()), 'help', '--help', '-h', '--version', '-V'];
	const words = splitArguments(argv, names);
	passthrough = words.passthrough;
	if (words.kind === 'screen') return openScreen(program, words.args, surroundings);
	await parse(program, words.args);
	return exitCode;
};

const createProgram = (
	surroundings: Surroundings,
	run: Runner,
	passthrough: () => readonly string[] | undefined,
): Command => {
	const program = new Command('mosaic')
		.description('Mission control for coding agents in the terminal.')
		.usage('[command] [options]')
		.option('--project <dir>', 'the project (default: nearest folder upward with .mosaic, else the git root)')
		.option('--json', 'answer with one JSON document on stdout')
		.version(manifest.version, '-V, --version', 'print the version')
		.helpOption('-h, --help', 'show help')
		.configureHelp({showGlobalOptions: true, subcommandTerm})
		.configureOutput({
			outputError: () => {},
			writeOut: (text) => void surroundings.stdout.write(text),
			writeErr: (text) => void surroundings.stderr.write(text),
		})
		.exitOverride()
		.addHelpText('after', EXAMPLES);
	registerMissionCommands(program, run);
	registerAgentCommands(program, run, passthrough);
	registerRunCommands(program, run);
	registerAgentVerbs(program, run);
	registerToolCommands(program, run);
	program.hook('preAction', (_, command) => {
		const context = createContext(surroundings, program.opts<GlobalOptions>());
		refuseAgents({name: command.name(), group: command.helpGroup()}, context);
	});
	return program;
};

// Its task may also come as `--task`, so the grammar cannot ask for it; people should see that it is needed.
const subcommandTerm = (command: Command): string => {
	const term = new Help().subcommandTerm(command);
	return command.name() === 'resume' ? term.replace('[task]', '<task>') : term;
};

const parse = async (program: Command, args: readonly string[]): Promise<void> => {
	try {
		await program.parseAsync([...args], {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.exitCode !== 0)
			refuse(
				'usage',
				error.code.replace(/^commander\./, ''),
				usageLine(error.message, commandOf(program, args)),
				error,
			);
	}
};

/** The command that was meant, with a blank before it; empty where none was. */
const commandOf = (program: Command, args: readonly string[]): string => {
	const named = program.commands.find((one) => one.name() === args.find((arg) => !arg.startsWith('-')));
	return named === undefined ? '' : ` ${named.name()}`;
};

// Commander's message has its suggestion on a line of its own.
const usageLine = (message: string, command: string): string =>
	`${message
		.replace(/^error: /, '')
		.replace(/\s*\n\s*/g, ' ')
		.replace(/\.?$/, '.')} \`mosaic${command} --help\` shows what there is.`;

const openScreen = async (program: Command, args: readonly string[], surroundings: Surroundings): Promise<number> => {
	program.parseOptions([...args]);
	if (!surroundings.stdin.isTTY || !surroundings.stdout.isTTY)
		return refuse('usage', 'no-terminal', 'the full screen needs a terminal. `mosaic --help` shows the commands.');
	if (surroundings.env.TERM === 'dumb')
		return refuse(
			'usage',
			'no-terminal',
			'the full screen needs a terminal that can move its cursor, and TERM is dumb. `mosaic status` tells the same in lines; `mosaic --help` shows the commands.',
		);
	const context = createContext(surroundings, program.opts<GlobalOptions>());
	refuseAgents({name: 'mosaic', group: ''}, context);
	const {openTui} = await import('../tui.ts');
	return openTui(context);
};
