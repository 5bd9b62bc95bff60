// `mosaic completion SHELL`: a script made from the commands themselves, so that it never lags behind them.
import type {Command} from 'commander';
import {refuse} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';
import {bashScript, type CompletedCommand, fishScript, zshScript} from './completion-scripts.ts';
import type {Context} from './context.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
	bash: bashScript,
	zsh: zshScript,
	fish: fishScript,
};

/** Prints the completion script for a shell. */
export const completionCommand = async (
	context: Context,
	{shell, program}: {readonly shell: string; readonly program: Command},
): Promise<number> => {
	const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
	if (!script) return refuse('usage', 'unknown-shell', `no completion for ${quoted(shell)}. Known: bash, zsh, fish.`);
	context.output.print(script(completedCommands(program)));
	return 0;
};

const IDS: Readonly<Record<string, CompletedCommand['ids']>> = {
	task: 'tasks',
	session: 'sessions',
	id: 'sessions',
	shell: 'shells',
};

const completedCommands = (program: Command): CompletedCommand[] =>
	program
		.createHelp()
		.visibleCommands(program)
		.map((command) => ({
			name: command.name(),
			description: command.description(),
			options: [...command.options, ...program.options].flatMap(({long, description, required}) =>
				long ? [{flag: long, description, takesValue: required}] : [],
			),
			ids: IDS[command.registeredArguments[0]?.name() ?? ''],
		}));
