import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import {errorCode, refuse} from '../domain/errors.ts';

/**
 * The bytes of a file, or undefined where there is none. Refused for a pipe, which would keep the reader waiting for
 * ever, and for a device, which may have no end; the system's other reasons are refused in its own words.
 */
export const readRegularFile = (file: string): Buffer | undefined => {
	let fd: number | undefined;
	try {
		fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		if (stat.isFile() || stat.isDirectory()) return readFileSync(fd);
	} catch (error) {
		const code = errorCode(error);
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		return refuse('invalid', code ?? 'unreadable', `${file}: cannot be read (${code ?? String(error)}).`, error);
	} finally {
		if (fd !== undefined) closeSync(fd);
	}
	return refuse('invalid', 'not-a-file', `${file}: cannot be read: a pipe or a device, not a file. Replace it.`);
};
