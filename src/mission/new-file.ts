import {closeSync, fsyncSync, mkdirSync, openSync, unlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';

/** Writes a file that is not there yet, its folders included; false, with nothing touched, where there is one. */
export const writeNewFile = (file: string, text: string): boolean => {
	mkdirSync(path.dirname(file), {recursive: true});
	const fd = openNew(file);
	if (fd === undefined) return false;
	try {
		writeFileSync(fd, text);
		fsyncSync(fd);
	} catch (error) {
		unlinkSync(file);
		throw error;
	} finally {
		closeSync(fd);
	}
	return true;
};

const openNew = (file: string): number | undefined => {
	try {
		return openSync(file, 'wx', 0o644);
	} catch (error) {
		if (errorCode(error) === 'EEXIST') return undefined;
		throw error;
	}
};
