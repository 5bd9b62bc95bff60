// The allowlist of a runtime's environment.
import type {Adapter} from './adapter.ts';

/** What every program needs to find its files, its language and its terminal. */
const EVERYBODY = [
	'PATH',
	'HOME',
	'USER',
	'LOGNAME',
	'SHELL',
	'LANG',
	'LANGUAGE',
	'LC_*',
	'TZ',
	'TMPDIR',
	'XDG_*',
	'TERM',
	'COLORTERM',
	'NO_COLOR',
	'SSL_CERT_*',
	'NODE_EXTRA_CA_CERTS',
	'*_PROXY',
	'*_proxy',
];

/**
 * Whether a variable of a person's environment is given on to an agent. Without a list all are; with one only those on it,
 * those that every program needs, and the program's own. A name may end or begin with `*`.
 */
export const inherits = (adapter: Adapter, list: readonly string[] | undefined): ((name: string) => boolean) => {
	if (list === undefined) return () => true;
	const patterns = [...EVERYBODY, ...adapter.environment, ...list];
	return (name) => patterns.some((pattern) => fits(name, pattern));
};

const fits = (name: string, pattern: string): boolean => {
	if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
	return pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern;
};
