// Ids are read line by line and never expanded: they come from files that anybody wrote.
import {
	type Candidates,
	type CompletedCommand,
	type CompletedProgram,
	fixedWords,
	optionsWithValue,
	quoteWord,
} from './completed-command.ts';

/** For bash 3.2 and newer: `source <(mosaic completion bash)`. */
export const bashScript = (program: CompletedProgram): string => `# mosaic completion for bash
${offering(program)}
${reading(program)}
_mosaic() {
	local cur="\${COMP_WORDS[COMP_CWORD]}" cmd="" project="" value="" passed="" kind flags word
	COMPREPLY=()
	_mosaic_read
	if [ -z "$passed" ]; then
		case "$value" in
			"") ;;
${optionsWithValue(program)
	.map(({flag, values}) => `\t\t\t${flag}) _mosaic_offer ${quoteWord(values ?? '')}; return ;;`)
	.join('\n')}
		esac
	fi
	case "$cmd" in
		"") kind=commands; flags=${quoteWord(wordsBeforeCommand(program))} ;;
${program.commands.map(caseOf).join('\n')}
		*) return ;;
	esac
	if [ -n "$passed" ]; then
		case "$cmd" in ${withPassthrough(program)}) kind=files ;; esac
	elif [ -n "$cmd" ] || [ "\${cur:0:1}" = - ]; then
		for word in $flags; do
			case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
		done
	fi
	_mosaic_offer "$kind"
}
complete -F _mosaic mosaic`;

const offering = (program: CompletedProgram): string => `_mosaic_candidates() {
	case "$1" in
		"") ;;
${FIXED.map((kind) => `\t\t${kind}) printf '%s\\n' ${(fixedWords(program, kind) ?? []).map(quoteWord).join(' ')} ;;`).join('\n')}
		files) compgen -f -- "$cur" ;;
		directories) compgen -d -- "$cur" ;;
		*) mosaic \${project:+--project "$project"} complete-ids "$1" 2>/dev/null ;;
	esac
}
_mosaic_offer() {
	local line
	case "$1" in files|directories) compopt -o filenames 2>/dev/null ;; esac
	while IFS= read -r line; do
		case "$line" in "$cur"*) COMPREPLY+=("$line") ;; esac
	done < <(_mosaic_candidates "$1")
}`;

// Readline takes the "=" in --project=DIR for a word of its own.
const reading = (program: CompletedProgram): string => `_mosaic_read() {
	local index word
	[ "$cur" != "=" ] || cur=""
	for ((index = 1; index < COMP_CWORD; index++)); do
		word="\${COMP_WORDS[index]}"
		if [ "$word" = "=" ]; then
			continue
		elif [ -n "$value" ]; then
			[ "$value" != --project ] || project="$word"
			value=""
			continue
		fi
		case "$word" in
			--) passed=1; return ;;
			${optionsWithValue(program)
				.map(({flag}) => flag)
				.join('|')}) value="$word" ;;
			--print-only) [ -n "$cmd" ] || cmd=run ;;
			-*) ;;
			*) [ -n "$cmd" ] || cmd="$word" ;;
		esac
	done
}`;

const FIXED: readonly Candidates[] = ['shells', 'workflows', 'commands'];

const wordsBeforeCommand = ({options}: CompletedProgram): string =>
	[...options.map(({flag}) => flag), '--print-only'].join(' ');

const withPassthrough = ({commands}: CompletedProgram): string =>
	commands
		.filter(({passthrough}) => passthrough)
		.map(({name}) => name)
		.join('|');

const caseOf = ({name, options, argument}: CompletedCommand): string =>
	`\t\t${name}) kind=${quoteWord(argument ?? '')}; flags=${quoteWord(options.map(({flag}) => flag).join(' '))} ;;`;
