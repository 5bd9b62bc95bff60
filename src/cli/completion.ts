// `mosaic completion SHELL`: a script made from the commands themselves, so that it never lags behind them.
import type {Command, Option} from 'commander';
import {refuse} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';
import {bashScript} from './completion/bash.ts';
import type {Candidates, CompletedOption, CompletedProgram} from './completion/completed-command.ts';
import {fishScript} from './completion/fish.ts';
import {zshScript} from './completion/zsh.ts';
import type {Context} from './context.ts';
import {WITH_PASSTHROUGH} from './grammar/arguments.ts';

const SCRIPTS: Readonly<Record<string, (program: CompletedProgram) => string>> = {
	bash: bashScript,
	zsh: zshScript,
	fish: fishScript,
};

/** Prints the completion script for a shell. */
export const completionCommand = async (
	{json, output}: Context,
	{shell, program}: {readonly shell: string; readonly program: Command},
): Promise<number> => {
	const make = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
	if (!make) return refuse('usage', 'unknown-shell', `no completion for ${quoted(shell)}. Known: bash, zsh, fish.`);
	const script = make(completedProgram(program));
	if (json) output.document('completion', {shell, script});
	else output.print(script);
	return 0;
};

const ARGUMENTS: Readonly<Record<string, Candidates>> = {
	'run.task': 'tasks',
	'resume.task': 'tasks',
	'done.task': 'tasks',
	'attach.session': 'live-sessions',
	'stop.id': 'live-sessions',
	'screen.session': 'sessions',
	'transcript.session': 'sessions',
	'completion.shell': 'shells',
	'help.command': 'commands',
};

const VALUES: Readonly<Record<string, Candidates>> = {
	'--project': 'directories',
	'--directory': 'directories',
	'--tasks': 'files',
	'--task': 'tasks',
	'--runtime': 'runtimes',
	'--workflow': 'workflows',
	'--run': 'runs',
};

const completedProgram = (program: Command): CompletedProgram => {
	const help = program.createHelp();
	const before = help.visibleOptions(program).flatMap(completedOption);
	const everywhere = program.options.filter(({long}) => long !== '--version').flatMap(completedOption);
	return {
		options: before,
		commands: help.visibleCommands(program).map((command) => ({
			name: command.name(),
			description: command.description(),
			options: [...command.options.flatMap(completedOption), ...everywhere],
			argument: ARGUMENTS[`${command.name()}.${command.registeredArguments[0]?.name()}`],
			passthrough: WITH_PASSTHROUGH.includes(command.name()),
		})),
	};
};

const completedOption = ({long, description, required}: Option): CompletedOption[] =>
	long ? [{flag: long, description, takesValue: required, values: VALUES[long]}] : [];
