import {closeSync, constants, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import {errorCode, Refused, refuse} from '../domain/errors.ts';

/** No file that mosaic reads whole has a reason to be longer; one that is would take all memory. */
const LONGEST = 256 * 1024 * 1024;

/**
 * The first `most` bytes of a file that an agent can put anything in place of; undefined where it is no file. Never waits
 * for a pipe, and never reads on for ever.
 */
export const readBeginning = (file: string, most: number): Buffer | undefined => {
	let fd: number | undefined;
	try {
		fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		if (!stat.isFile()) return undefined;
		const bytes = Buffer.alloc(Math.min(stat.size, most));
		return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0));
	} catch {
		return undefined;
	} finally {
		if (fd !== undefined) closeSync(fd);
	}
};

/**
 * The bytes of a file, or undefined where there is none. Refused for a pipe, which would keep the reader waiting for
 * ever, and for a device, which may have no end; the system's other reasons are refused in its own words.
 */
export const readRegularFile = (file: string): Buffer | undefined => {
	let fd: number | undefined;
	try {
		fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		if (stat.isFile() && stat.size > LONGEST)
			return refuse('invalid', 'too-long', `${file}: cannot be read: longer than 256 MB. Replace it.`);
		if (stat.isFile() || stat.isDirectory()) return readFileSync(fd);
	} catch (error) {
		if (error instanceof Refused) throw error;
		const code = errorCode(error);
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		return refuse('invalid', code ?? 'unreadable', `${file}: cannot be read (${code ?? String(error)}).`, error);
	} finally {
		if (fd !== undefined) closeSync(fd);
	}
	return refuse('invalid', 'not-a-file', `${file}: cannot be read: a pipe or a device, not a file. Replace it.`);
};
