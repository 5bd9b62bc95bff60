// What mosaic needs of the machine, each tried for real.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {stateDirectory} from '../../config/paths.ts';
import {removeFile, writeFileAtomic} from '../../files/atomic-write.ts';
import {makePrivateDirectory} from '../../files/private-dir.ts';
import {git} from '../../git/exec.ts';
import {openForWriting} from '../../store/open.ts';
import type {Context} from '../context.ts';
import {wantsColour} from '../print/output.ts';
import {type Check, tryCheck} from './check.ts';

/** Node, git, SQLite, pseudo-terminals, the terminal, and the place for mosaic's own state. */
export const checkMachine = async (context: Context): Promise<Check[]> => [
	{name: 'node', state: 'ok', detail: `${process.versions.node} on ${process.platform} ${process.arch}`},
	await tryCheck('git', 'warning', async () => (await git(context.cwd, ['--version'])).stdout.trim()),
	await tryCheck('database', 'failed', tryDatabase),
	await tryCheck('pseudo-terminal', 'failed', tryPty),
	await tryCheck('state', 'failed', () => tryStateDirectory(stateDirectory(context.env))),
	terminal(context),
];

const tryDatabase = (): string => {
	const directory = mkdtempSync(path.join(tmpdir(), 'mosaic-doctor-'));
	try {
		const db = openForWriting(path.join(directory, 'mosaic.db'));
		const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
		db.close();
		return `SQLite ${version}`;
	} finally {
		rmSync(directory, {recursive: true, force: true});
	}
};

const tryPty = async (): Promise<string> => {
	const {openPty} = await import('../../sessions/pty.ts');
	const options = {argv: ['/bin/sh', '-c', 'exit 7'], cwd: tmpdir(), env: {}, size: {cols: 80, rows: 24}};
	const pty = openPty(options);
	pty.onData(() => {});
	const {exitCode} = await new Promise<{exitCode: number | null}>((resolve) => pty.onExit(resolve));
	if (exitCode !== 7) throw new Error(`a program in a pseudo-terminal ended with ${exitCode} instead of 7`);
	return 'a program ran in one and its exit code came back';
};

const tryStateDirectory = (directory: string): string => {
	makePrivateDirectory(directory);
	const probe = path.join(directory, `doctor-${process.pid}`);
	writeFileAtomic(probe, 'probe\n');
	removeFile(probe);
	return directory;
};

const terminal = ({stdout, env}: Context): Check => {
	if (!stdout.isTTY) return {name: 'terminal', state: 'ok', detail: 'none here; the full screen needs one'};
	const colour = wantsColour(true, env) ? `${2 ** stdout.getColorDepth(env)} colours` : 'no colours';
	const detail = `${env.TERM ?? 'TERM is not set'}, ${stdout.columns}x${stdout.rows}, ${colour}`;
	return {name: 'terminal', state: env.TERM === undefined || env.TERM === 'dumb' ? 'warning' : 'ok', detail};
};
