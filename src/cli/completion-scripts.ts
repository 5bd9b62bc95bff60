// The scripts of the three shells. Ids are read line by line and never expanded: they come from files that anybody wrote.

/** A command as completion needs it: its words, and what kind of id its argument is. */
export type CompletedCommand = {
	readonly name: string;
	readonly description: string;
	readonly options: readonly {readonly flag: string; readonly description: string; readonly takesValue: boolean}[];
	readonly ids: 'tasks' | 'sessions' | 'shells' | undefined;
};

/** For bash 3.2 and newer: `source <(mosaic completion bash)`. */
export const bashScript = (commands: readonly CompletedCommand[]): string => `# mosaic completion for bash
_mosaic() {
	local cur="\${COMP_WORDS[COMP_CWORD]}" cmd="" word line kind="" words=""
	COMPREPLY=()
	for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case "$word" in -*) ;; *) cmd="$word"; break ;; esac
	done
	case "$cmd" in
		"") words=${quote(commands.map(({name}) => name).join(' '))} ;;
${commands.map((command) => `\t\t${command.name}) words=${quote(wordsOf(command))}; kind=${quote(idsOf(command))} ;;`).join('\n')}
	esac
	for word in $words; do
		case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
	done
	[ -n "$kind" ] || return 0
	while IFS= read -r line; do
		case "$line" in "$cur"*) COMPREPLY+=("$line") ;; esac
	done < <(mosaic complete-ids "$kind" 2>/dev/null)
}
complete -F _mosaic mosaic`;

/** For zsh: `source <(mosaic completion zsh)`. */
export const zshScript = (commands: readonly CompletedCommand[]): string => `#compdef mosaic
_mosaic() {
	local cmd="" word kind=""
	local -a names flags ids
	for word in "\${(@)words[2,CURRENT-1]}"; do
		case "$word" in -*) ;; *) cmd="$word"; break ;; esac
	done
	case "$cmd" in
		"") names=(${commands.map(({name, description}) => quote(`${name}:${description}`)).join(' ')}) ;;
${commands.map((command) => `\t\t${command.name}) flags=(${wordsOf(command).split(' ').map(quote).join(' ')}); kind=${quote(idsOf(command))} ;;`).join('\n')}
	esac
	if [[ -z "$cmd" ]]; then _describe 'command' names; return; fi
	[[ -n "$kind" ]] && ids=("\${(@f)$(mosaic complete-ids "$kind" 2>/dev/null)}") && compadd -a ids
	compadd -a flags
}
compdef _mosaic mosaic`;

/** For fish: `mosaic completion fish | source`. */
export const fishScript = (commands: readonly CompletedCommand[]): string =>
	[
		'# mosaic completion for fish',
		'complete -c mosaic -f',
		...commands.map(
			({name, description}) => `complete -c mosaic -n __fish_use_subcommand -a ${name} -d ${quoteFish(description)}`,
		),
		...commands.flatMap((command) => fishLines(command)),
	].join('\n');

const fishLines = ({name, options, ids}: CompletedCommand): string[] => {
	const when = `-n '__fish_seen_subcommand_from ${name}'`;
	const flags = options.map(
		({flag, description, takesValue}) =>
			`complete -c mosaic ${when} -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d ${quoteFish(description)}`,
	);
	if (ids === undefined) return flags;
	const candidates = ids === 'shells' ? `'${SHELLS}'` : `'(mosaic complete-ids ${ids} 2>/dev/null)'`;
	return [...flags, `complete -c mosaic ${when} -a ${candidates}`];
};

const SHELLS = 'bash zsh fish';

const idsOf = ({ids}: CompletedCommand): string => (ids === 'shells' ? '' : (ids ?? ''));

const wordsOf = ({options, ids}: CompletedCommand): string =>
	[...options.map(({flag}) => flag), ...(ids === 'shells' ? [SHELLS] : [])].join(' ');

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const quoteFish = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
