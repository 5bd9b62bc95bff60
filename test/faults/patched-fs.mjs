// Loaded before mosaic (NODE_OPTIONS=--import): fails one call of the file system on files whose name begins with
// FAULT_FILE, as a full or broken disk would. FAULT_CALL names the call, FAULT_WHEN which of them.

// Loaded before mosaic (NODE_OPTIONS=--import): fails one call of the file system on files whose name begins with
// FAULT_FILE, as a full or broken disk would. FAULT_CALL names the call, FAULT_WHEN which of them.
import fs, {appendFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';

const {FAULT_FILE, FAULT_CALL, FAULT_WHEN, FAULT_CODE, FAULT_LOG} = process.env;
const open = new Map();
let count = 0;

const isMeant = (file) => path.basename(String(file)).startsWith(FAULT_FILE);

const failIfMeant = (call, file) => {
	if (call !== FAULT_CALL || !isMeant(file)) return false;
	if (++count !== Number(FAULT_WHEN)) return false;
	appendFileSync(FAULT_LOG, `${call} ${file}\n`);
	return true;
};

const fault = (call) => Object.assign(new Error(`${FAULT_CODE}: injected, ${call}`), {code: FAULT_CODE, syscall: call});

const {openSync, writeSync, fsyncSync, renameSync, closeSync} = fs;

fs.openSync = (file, flags, ...rest) => {
	if (flags === 'wx' && failIfMeant('open', file)) throw fault('open');
	const fd = openSync(file, flags, ...rest);
	open.set(fd, file);
	return fd;
};
fs.closeSync = (fd) => {
	open.delete(fd);
	return closeSync(fd);
};
fs.writeSync = (fd, bytes, offset, ...rest) => {
	if (open.has(fd) && failIfMeant('write', open.get(fd))) throw fault('write');
	// A disk that is almost full takes a part: the caller must go on with the rest and learn of the end then.
	if (open.has(fd) && failIfMeant('short-write', open.get(fd)))
		return writeSync(fd, bytes, offset, Math.max(1, (bytes.length - offset) >> 1));
	return writeSync(fd, bytes, offset, ...rest);
};
fs.fsyncSync = (fd) => {
	if (open.has(fd) && failIfMeant('fsync', open.get(fd))) throw fault('fsync');
	return fsyncSync(fd);
};
fs.renameSync = (from, to) => {
	if (failIfMeant('rename', from)) throw fault('rename');
	return renameSync(from, to);
};
syncBuiltinESMExports();
