import {
	type Candidates,
	type CompletedCommand,
	type CompletedOption,
	type CompletedProgram,
	fixedWords,
} from './completed-command.ts';

/** For fish: `mosaic completion fish | source`. */
export const fishScript = (program: CompletedProgram): string =>
	[
		'# mosaic completion for fish',
		'complete -c mosaic -f',
		...program.options.map((option) => optionLine(program, '', option)),
		...program.commands.map(
			({name, description}) => `complete -c mosaic -n __fish_use_subcommand -a ${name} -d ${quote(description)}`,
		),
		...program.commands.flatMap((command) => commandLines(program, command)),
	].join('\n');

const commandLines = (
	program: CompletedProgram,
	{name, options, argument, passthrough}: CompletedCommand,
): string[] => {
	const when = ` -n '__fish_seen_subcommand_from ${name}'`;
	const own = options.filter(({flag}) => program.options.every((other) => other.flag !== flag));
	return [
		...own.map((option) => optionLine(program, when, option)),
		...(argument === undefined ? [] : [`complete -c mosaic${when}${candidates(program, argument)}`]),
		...(passthrough
			? [`complete -c mosaic -n '__fish_seen_subcommand_from ${name}; and contains -- -- (commandline -opc)' -F`]
			: []),
	];
};

const optionLine = (
	program: CompletedProgram,
	when: string,
	{flag, description, takesValue, values}: CompletedOption,
): string =>
	`complete -c mosaic${when} -l ${flag.slice(2)}${takesValue ? completedValue(program, values) : ''} -d ${quote(description)}`;

// `-x` asks for a value and keeps fish from offering files for it.
const completedValue = (program: CompletedProgram, values: Candidates | undefined): string =>
	values === 'files' ? ' -r -F' : ` -x${values ? candidates(program, values) : ''}`;

const candidates = (program: CompletedProgram, kind: Candidates): string => {
	if (kind === 'files') return ' -F';
	if (kind === 'directories') return " -a '(__fish_complete_directories)'";
	const words = fixedWords(program, kind);
	return words ? ` -a '${words.join(' ')}'` : ` -a '(mosaic complete-ids ${kind} 2>/dev/null)'`;
};

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
