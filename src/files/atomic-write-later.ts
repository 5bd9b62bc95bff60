// Atomic writing for what may be lost with the power but shall never hold anybody up.
import {open, rename, rm} from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces `file` without blocking: random temp name opened exclusively beside it, all bytes, fsync, rename. A reader
 * sees the old file or the new one. On any error the temp file is removed and the old file stands.
 */
export const writeFileLater = async (file: string, text: string): Promise<void> => {
	const name = `.${path.basename(file).slice(0, 40)}.${process.pid.toString(36)}${Math.random().toString(36).slice(2)}.tmp`;
	const temp = path.join(path.dirname(file), name);
	const handle = await open(temp, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} catch (error) {
		await handle.close();
		await rm(temp, {force: true});
		throw error;
	}
	await handle.close();
	await rename(temp, file).catch(async (error: unknown) => {
		await rm(temp, {force: true});
		throw error;
	});
};
