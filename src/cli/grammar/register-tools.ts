import type {Command} from 'commander';
import {flag, type Runner, text, type Values} from './command-values.ts';

/** The commands about mosaic itself. */
export const registerToolCommands = (program: Command, run: Runner): void => {
	program.commandsGroup('Mosaic:');
	program
		.command('doctor')
		.description('check that everything mosaic needs is here')
		.action(() => run(async (context) => (await import('../doctor.ts')).doctorCommand(context)));
	program
		.command('config')
		.description('where the settings stand (path), or their JSON Schema for editors (schema)')
		.argument('<what>', 'path or schema')
		.action((what: string) => run(async (context) => (await import('../config.ts')).configCommand(context, {what})));
	program
		.command('workflow')
		.description(
			'the workflows there are (show), what one does (show NAME), whether settings or a file hold together (check)',
		)
		.argument('<what>', 'show or check')
		.argument('[name]', 'a workflow to show, or a file to check')
		.action((what: string, name: string | undefined) =>
			run(async (context) => (await import('../workflow.ts')).workflowCommand(context, {what, name})),
		);
	program
		.command('demo')
		.description('a throw-away mission with a scripted agent; needs no keys and no network')
		.option('--directory <dir>', 'where to make it (default: a temporary folder)')
		.option('--headless', 'without the full screen')
		.option('--keep', 'leave the folder behind')
		.action((values: Values) =>
			run(async (context) =>
				(await import('../demo.ts')).demoCommand(context, {
					directory: text(values, 'directory'),
					headless: flag(values, 'headless'),
					keep: flag(values, 'keep'),
				}),
			),
		);
	program
		.command('completion')
		.description('print the completion script of a shell')
		.argument('<shell>', 'bash, zsh or fish')
		.action((shell: string) =>
			run(async (context) => (await import('../completion.ts')).completionCommand(context, {shell, program})),
		);
	program
		.command('complete-ids', {hidden: true})
		.argument('<kind>')
		.action((kind: string) => run(async (context) => (await import('../complete-ids.ts')).completeIds(context, kind)));
	program.commandsGroup('Help:');
	program.helpCommand('help [command]', 'show the help of a command');
};
