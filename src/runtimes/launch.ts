// What the launches of all runtimes have in common.
import type {Launch, LaunchOptions} from './adapter.ts';

/** The program and the arguments that come first. */
export const programOf = (name: string, {command}: LaunchOptions): readonly string[] =>
	command.length === 0 ? [name] : command;

/** The arguments of an option, or none where it is not asked for. */
export const option = (flag: string, value: string | null): readonly string[] => (value === null ? [] : [flag, value]);

/** What was asked for of those things that a runtime has no option for. */
export const unsupportedOf = (
	options: LaunchOptions,
	lacking: readonly ('model' | 'effort' | 'allowed tools')[],
): Launch['unsupported'] =>
	lacking.filter((what) => {
		if (what === 'allowed tools') return options.allowedTools.length > 0;
		return options[what] !== null;
	});
