// Which values of an agent's environment appear in no record (SPEC AH-10).
import {SECRET_NAMES, secretsIn} from './redaction.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The secret values of an agent's environment: those whose names speak of a secret or are named in the settings, and
 * those that were added for it (`--env`, settings) and look like one. A plain word, a number, a path or an address
 * without a password does not: hiding it would only make every record unreadable.
 */
export const runSecrets = (environment: Environment, inherited: Environment, named: readonly string[]): string[] => {
	const added = Object.entries(environment).flatMap(([name, value]) =>
		value !== undefined && inherited[name] !== value && !OWN.test(name) && looksSecret(value) ? [value] : [],
	);
	const said = named.flatMap((name) => environment[name] ?? []);
	return [...new Set([...secretsIn(environment), ...said, ...added])];
};

/** An agent's environment with the list of those variables in it whose names do not speak for themselves. */
export const withSecretNames = (
	environment: Readonly<Record<string, string>>,
	inherited: Environment,
	named: readonly string[],
): Record<string, string> => {
	const secrets = new Set(runSecrets(environment, inherited, named));
	const names = Object.keys(environment).filter((name) => secrets.has(environment[name] as string));
	return names.length === 0 ? {...environment} : {...environment, [SECRET_NAMES]: names.join(',')};
};

/** mosaic's own variables hold ids and paths; its token is known by its name. */
const OWN = /^(?:MOSAIC_|TERM$|COLORTERM$)/;

const looksSecret = (value: string): boolean => {
	if (value.length < 8 || /\s/.test(value)) return false;
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return /\/\/[^/]*@/.test(value);
	if (/^(?:~|\.{0,2})\//.test(value)) return false;
	return /[a-z]/i.test(value) && /\d/.test(value);
};
