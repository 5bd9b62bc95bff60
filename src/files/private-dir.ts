import {chmodSync, lstatSync, mkdirSync} from 'node:fs';
import {refuse} from '../domain/errors.ts';

/**
 * Makes a directory that only this user can enter (0700), parents included. One that is a link or belongs to somebody
 * else is refused: in a shared temporary directory it could be a trap.
 */
export const makePrivateDirectory = (directory: string): void => {
	mkdirSync(directory, {recursive: true, mode: 0o700});
	const stat = lstatSync(directory);
	if (!stat.isDirectory() || (process.getuid !== undefined && stat.uid !== process.getuid()))
		refuse('refused', 'unsafe-directory', `${directory}: not a directory of this user. Remove it and try again.`);
	if ((stat.mode & 0o077) !== 0) chmodSync(directory, 0o700);
};
