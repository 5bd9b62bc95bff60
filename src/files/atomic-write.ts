// The one writer of state files. A reader at any instant, and a machine that lost power, has the old file or the new one.
import {closeSync, fchmodSync, fsyncSync, openSync, renameSync, statSync, unlinkSync, writeSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';

export type AtomicWriteOptions = {
	/** Permission bits of a new file; a file that is replaced keeps its own. Default 0600. */
	readonly mode?: number;
	/** Runs after the new bytes are durable and before they are visible; what it throws cancels the write. */
	readonly beforeReplace?: () => void;
};

/**
 * Replaces `file` durably: random temp name opened exclusively beside it, all bytes, fsync, rename, fsync of the
 * directory. On any error the temp file is unlinked and the old file stands. write-file-atomic published truncated
 * files on a full disk, because it trusts a short write; `writeAll` does not.
 */
export const writeFileAtomic = (file: string, data: string | Uint8Array, options: AtomicWriteOptions = {}): void => {
	const directory = path.dirname(file);
	const temp = path.join(directory, `.${path.basename(file).slice(0, 40)}.${randomName()}.tmp`);
	const mode = existingMode(file) ?? options.mode ?? 0o600;
	try {
		writeNew(temp, typeof data === 'string' ? Buffer.from(data) : data, mode);
		options.beforeReplace?.();
		renameSync(temp, file);
	} catch (error) {
		unlinkIfThere(temp);
		throw error;
	}
	syncDirectory(directory);
};

/** Unlinks a file durably; a missing one is fine. */
export const removeFile = (file: string): void => {
	unlinkIfThere(file);
	syncDirectory(path.dirname(file));
};

// The name need only be free: `wx` refuses one that is taken, a link included. Loading a cryptographic generator for it
// would cost each command 2 to 4 ms.
const randomName = (): string => `${process.pid.toString(36)}${Math.random().toString(36).slice(2)}`;

const writeNew = (temp: string, bytes: Uint8Array, mode: number): void => {
	const fd = openSync(temp, 'wx', mode);
	try {
		fchmodSync(fd, mode);
		writeAll(fd, bytes);
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
};

const writeAll = (fd: number, bytes: Uint8Array): void => {
	for (let offset = 0; offset < bytes.length; ) {
		const written = writeSync(fd, bytes, offset);
		if (written === 0) throw Object.assign(new Error('wrote nothing'), {code: 'EIO'});
		offset += written;
	}
};

const existingMode = (file: string): number | undefined => {
	const mode = statSync(file, {throwIfNoEntry: false})?.mode;
	return mode === undefined ? undefined : mode & 0o777;
};

const unlinkIfThere = (file: string): void => {
	try {
		unlinkSync(file);
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') throw error;
	}
};

const syncDirectory = (directory: string): void => {
	const fd = openSync(directory, 'r');
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
};
