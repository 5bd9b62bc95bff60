// Which file of the project holds its tasks: the one that is named, or the one that is there.
import {existsSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {discoverTasksFiles} from '../tasks/file.ts';

/** The one tasks file that is here, or where a new one goes. Several are the person's choice. */
export const adoptable = (root: string): string => {
	const found = discoverTasksFiles(root);
	if (found.length > 1) {
		const names = found.slice(0, 6).map(plainLine).join(', ');
		refuse(
			'usage',
			'several-tasks-files',
			`${found.length} tasks files are here: ${names}. Choose one with --tasks FILE.`,
		);
	}
	return insideProject(root, found[0] ?? 'TASKS.md', root);
};

/** The absolute path of a file in the project; links that lead outside count as outside. */
export const insideProject = (root: string, name: string, cwd: string): string => {
	const fromHere = path.resolve(cwd, name);
	const file = existsSync(fromHere) || isWithin(root, fromHere) ? fromHere : path.resolve(root, name);
	if (!isWithin(root, realPathOf(file)))
		refuse('refused', 'outside-project', `${quoted(name)} lies outside the project ${root}. Choose a file within it.`);
	if (statSync(file, {throwIfNoEntry: false})?.isDirectory())
		refuse('usage', 'tasks-is-directory', `${quoted(name)} is a directory. Name the tasks file in it.`);
	return path.join(realPathOf(path.dirname(file)), path.basename(file));
};

const isWithin = (root: string, file: string): boolean => {
	const relative = path.relative(root, file);
	return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};

/** The real path, as far as the path exists. */
const realPathOf = (file: string): string => {
	if (existsSync(file)) return realpathSync(file);
	const parent = path.dirname(file);
	return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
};
