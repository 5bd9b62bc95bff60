// git's settings can name programs that git itself starts, and say where a push goes. All worktrees share them with the
// person's own checkout, so an agent can change them; what changed while it worked is for a person to look at.
import {createHash} from 'node:crypto';
import {asText, must, type Place, parts} from './call.ts';

/** Each dangerous setting by its name, with a hash of its values: values can hold secrets. */
export type GuardedSettings = Readonly<Record<string, string>>;

/**
 * The settings, from whatever file, that make git start a program, read another file of settings, or speak to another
 * place. Hooks and the file system monitor are not among them: mosaic's git has both switched off (exec.ts).
 */
const DANGEROUS: readonly RegExp[] = [
	/^filter\..*\.(?:clean|smudge|process)$/,
	/^(?:diff|merge)\..*\.(?:command|textconv|driver)$/,
	/^diff\.external$/,
	/^core\.(?:worktree|sshcommand|askpass|gitproxy|alternaterefscommand|attributesfile)$/,
	/^gpg\.(?:.*\.)?(?:program|defaultkeycommand|allowedsignersfile)$/,
	/^(?:commit\.gpgsign|push\.gpgsign|user\.signingkey)$/,
	/^credential\./,
	/^include(?:if)?\./,
	/^url\./,
	/^remote\..*\.(?:url|pushurl|proxy|proxyauthmethod|receivepack|uploadpack|vcs|mirror)$/,
	/^remote\.pushdefault$/,
	/^(?:http|protocol|ssh|lfs|uploadpack)\./,
	/^extensions\./,
];

/** Whether a setting (named as git prints it) is one of them. */
const isDangerous = (name: string): boolean => DANGEROUS.some((pattern) => pattern.test(lowered(name)));

/** Section and key are the same in any case; what stands between them is not, and decides nothing here. */
const lowered = (name: string): string => name.toLowerCase();

/** The dangerous settings in force in a checkout. Nothing that they name is started by this. */
export const readGuarded = async (place: Place): Promise<GuardedSettings> => {
	const fields = parts(await must(place, ['config', '--list', '--show-scope', '--show-origin', '-z']));
	const values = new Map<string, string[]>();
	for (let index = 0; index + 2 < fields.length; index += 3) {
		const [scope, , setting = ''] = fields.slice(index, index + 3);
		const [name = '', ...value] = setting.split('\n');
		if (scope === 'command' || !isDangerous(name)) continue;
		values.set(name, [...(values.get(name) ?? []), value.join('\n')]);
	}
	const hashed = [...values].map(([name, all]) => [asText(name), hashOf(all)] as const);
	return Object.fromEntries(hashed.sort(([one], [other]) => (one < other ? -1 : 1)));
};

const hashOf = (values: readonly string[]): string =>
	createHash('sha256').update(JSON.stringify(values), 'latin1').digest('hex').slice(0, 32);

/** The names of the settings that were added, changed or taken out, in order. */
export const changedSettings = (before: GuardedSettings, now: GuardedSettings): string[] => {
	const names = new Set([...Object.keys(before), ...Object.keys(now)]);
	const valueIn = (settings: GuardedSettings, name: string) =>
		Object.hasOwn(settings, name) ? settings[name] : undefined;
	return [...names].filter((name) => valueIn(before, name) !== valueIn(now, name)).sort();
};
