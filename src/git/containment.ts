// No path outside its root: judged on real paths, where links and dots are resolved.
import {lstatSync, mkdirSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {no} from './answer.ts';
import {isRunName} from './names.ts';

/** Whether `target` is `root` or lies below it. Both are real paths. */
export const isWithin = (root: string, target: string): boolean => {
	const relative = path.relative(root, target);
	return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
};

/** The real path of the workspace root, which is made (0700) where it is missing. A link in its place is refused. */
export const workspaceRoot = (root: string): string => {
	mkdirSync(path.dirname(root), {recursive: true});
	makePrivateDirectory(root);
	return realpathSync(root);
};

/** Where the worktree `name` lies, or is to be made, under the workspace root. Refused when a link stands there. */
export const worktreePath = (root: string, name: string): string => {
	if (!isRunName(name)) throw no('bad-name', `${quoted(name)} is no name of a worktree.`, 'bug');
	const target = path.join(workspaceRoot(root), name);
	if (lstatSync(target, {throwIfNoEntry: false})?.isSymbolicLink())
		throw no('unsafe-path', `${target}: a link stands where a worktree belongs. Remove it and try again.`);
	return target;
};

/**
 * The folder of a service inside a worktree, in which its agent works (SPEC AH-6). `service` is relative to the root of
 * the checkout. Refused when it is no folder there, or a link leads out.
 */
export const serviceDirectory = (worktree: string, service: string): string => {
	const root = realpathSync(worktree);
	const wanted = path.resolve(root, service);
	const outside = () =>
		no('outside', `${quoted(service)} leads out of the checkout. Name a folder within it.`, 'usage');
	if (path.isAbsolute(service) || !isWithin(root, wanted)) throw outside();
	const real = realOrNull(wanted);
	if (real === null || !lstatSync(real).isDirectory())
		throw no('no-service', `${quoted(service)}: there is no such folder in the checkout.`, 'not-found');
	if (!isWithin(root, real) || path.relative(root, real).split(path.sep)[0] === '.git') throw outside();
	return real;
};

/** Refuses a workspace (a real path) that its agent took away, or put something else in place of. */
export const requireOwnFolder = (folder: string): void => {
	const real = realOrNull(folder);
	if (real === folder) return;
	throw real === null
		? no(
				'workspace-gone',
				`${folder}: the run's worktree is gone. What was committed is on its branch; restart the step.`,
			)
		: no(
				'unsafe-path',
				`${folder}: a link to ${plainLine(real)} stands where the run's worktree was. Remove it and restart the step.`,
			);
};

const realOrNull = (target: string): string | null => {
	try {
		return realpathSync(target);
	} catch (error) {
		if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '')) return null;
		throw error;
	}
};
