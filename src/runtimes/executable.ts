import {accessSync, constants, statSync} from 'node:fs';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';
import {quoted} from '../domain/text.ts';

/**
 * The file that starting `command` in `cwd` would run: a path as it stands, a name as PATH finds it. Refused before
 * anything is touched: not found, or found and not executable. Empty and relative PATH entries are
 * not searched: they would find programs that the project brought along.
 */
export const resolveExecutable = (
	command: string,
	cwd: string,
	env: Readonly<Record<string, string | undefined>>,
): string => {
	const candidates = command.includes('/') ? [path.resolve(cwd, command)] : onPath(command, env.PATH ?? '');
	const found = candidates.filter((file) => isFile(file));
	const runnable = found.find((file) => isExecutable(file));
	if (runnable !== undefined) return runnable;
	const name = quoted(command);
	if (found[0] !== undefined)
		return refuse(
			'refused',
			'not-executable',
			`${name} is not executable (${found[0]}). Set its x bit or name another.`,
		);
	const where = command.includes('/') ? `no such file in ${cwd}` : 'it is not on the PATH';
	return refuse(
		'refused',
		'runtime-missing',
		`cannot start ${name}: ${where}. Install it or choose another --runtime.`,
	);
};

const onPath = (name: string, searchPath: string): string[] => {
	if (name === '') return [];
	return searchPath
		.split(path.delimiter)
		.filter((folder) => path.isAbsolute(folder))
		.map((folder) => path.join(folder, name));
};

const isFile = (file: string): boolean => {
	try {
		return statSync(file).isFile();
	} catch {
		return false;
	}
};

const isExecutable = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};
