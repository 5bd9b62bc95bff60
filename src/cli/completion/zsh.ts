// Ids are read line by line and never expanded: they come from files that anybody wrote.
import {type Candidates, type CompletedProgram, fixedWords, optionsWithValue, quoteWord} from './completed-command.ts';

/** For zsh: `source <(mosaic completion zsh)`. */
export const zshScript = (program: CompletedProgram): string => `#compdef mosaic
_mosaic_offer() {
	local -a ids
	case "$1" in
		"") ;;
${FIXED.map((kind) => `\t\t${kind}) compadd -- ${(fixedWords(program, kind) ?? []).map(quoteWord).join(' ')} ;;`).join('\n')}
		files) _files ;;
		directories) _files -/ ;;
		*) ids=("\${(@f)$(mosaic complete-ids "$1" 2>/dev/null)}"); compadd -a ids ;;
	esac
}
_mosaic() {
	local cmd="" word kind="" value="" passed=""
	local -a names flags
	for word in "\${(@)words[2,CURRENT-1]}"; do
		if [[ -n "$value" ]]; then value=""; continue; fi
		case "$word" in
			--) passed=1; break ;;
			${optionsWithValue(program)
				.map(({flag}) => flag)
				.join('|')}) value="$word" ;;
			--print-only) [[ -n "$cmd" ]] || cmd=run ;;
			-*) ;;
			*) [[ -n "$cmd" ]] || cmd="$word" ;;
		esac
	done
	if [[ -n "$passed" ]]; then _files; return; fi
	case "$value" in
		"") ;;
${optionsWithValue(program)
	.map(({flag, values}) => `\t\t${flag}) _mosaic_offer ${quoteWord(values ?? '')}; return ;;`)
	.join('\n')}
	esac
	case "$cmd" in
		"") names=(${program.commands.map(({name, description}) => quoteWord(`${name}:${description}`)).join(' ')})
			flags=(${flagsOf(program.options)} '--print-only')
			[[ "$PREFIX" = -* ]] || { _describe 'command' names; return; } ;;
${program.commands
	.map(({name, options, argument}) => `\t\t${name}) flags=(${flagsOf(options)}); kind=${quoteWord(argument ?? '')} ;;`)
	.join('\n')}
	esac
	_mosaic_offer "$kind"
	compadd -a flags
}
compdef _mosaic mosaic`;

const FIXED: readonly Candidates[] = ['shells', 'workflows', 'commands'];

const flagsOf = (options: readonly {readonly flag: string}[]): string =>
	options.map(({flag}) => quoteWord(flag)).join(' ');
