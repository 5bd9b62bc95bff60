// What an agent can leave in .git for the person's own git: hooks, aliases and programs that theirs would run, and the name
// that it would commit under. mosaic's git runs none of it and commits under the name of the run's start; it is told.
import {createHash} from 'node:crypto';
import {lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';
import {readBeginning} from '../files/regular-file.ts';
import {asText, call, must, mustLine, type Place, parts} from './call.ts';
import type {GuardedSettings} from './settings-guard.ts';

/** So much of a hook is compared. */
const LONGEST = 1024 * 1024;

const TOLD =
	/^(?:(?:user|author|committer)\.(?:name|email)|core\.(?:hookspath|editor|pager)|sequence\.editor|interactive\.difffilter|(?:alias|pager|difftool|mergetool)\..*)$/;

/** The hooks and settings that are told when they change, by name, with a hash of each. Nothing of it is started. */
export const readTold = async (place: Place): Promise<GuardedSettings> => {
	const found: Record<string, string> = {};
	const fields = parts(await must(place, ['config', '--list', '--show-scope', '-z']));
	for (let index = 0; index + 1 < fields.length; index += 2) {
		const [name = '', ...value] = (fields[index + 1] ?? '').split('\n');
		// What mosaic sets for its own calls (scope "command") is none of a person's settings.
		if (fields[index] === 'command' || !TOLD.test(name.toLowerCase())) continue;
		const key = asText(name);
		found[key] = hashOf(`${found[key] ?? ''}${value.join('\n')}`);
	}
	const common = asText(await mustLine(place, ['rev-parse', '--git-common-dir']));
	return {...found, ...hooksIn(path.resolve(place.directory, common, 'hooks'))};
};

const hooksIn = (directory: string): Record<string, string> =>
	Object.fromEntries(
		namesIn(directory)
			.filter((name) => !name.endsWith('.sample'))
			.sort()
			.slice(0, 100)
			.map((name) => [`hook ${name}`, hashOf(contentOf(path.join(directory, name)))]),
	);

const namesIn = (directory: string): string[] => {
	try {
		return readdirSync(directory);
	} catch (error) {
		if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
		throw error;
	}
};

/** A link or a folder counts by its kind alone; what it leads to is not read. */
const contentOf = (file: string): string => {
	const kind = lstatSync(file, {throwIfNoEntry: false});
	if (kind === undefined) return 'gone';
	return kind.isFile()
		? `${kind.mode & 0o111} ${readBeginning(file, LONGEST)?.toString('latin1')}`
		: `kind ${kind.mode}`;
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Who writes and who commits here, as git knows it; null where git was not told. */
export const identityOf = async (place: Place): Promise<Readonly<Record<string, string>> | null> => {
	const found: Record<string, string> = {};
	for (const role of ['AUTHOR', 'COMMITTER']) {
		const {exitCode, stdout} = await call(place, ['-c', 'user.useConfigOnly=true', 'var', `GIT_${role}_IDENT`]);
		const [, name, email] = /^(.*) <([^<>]*)> \d+ [+-]\d+$/.exec(asText(stdout.trim())) ?? [];
		if (exitCode !== 0 || !name || !email) return null;
		found[`GIT_${role}_NAME`] = name;
		found[`GIT_${role}_EMAIL`] = email;
	}
	return found;
};
