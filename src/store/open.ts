// Opening `.mosaic/mosaic.db`. The sole importer of better-sqlite3.
import {chmodSync, existsSync, statfsSync, statSync} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import {errorCode, Refused, refuse} from '../domain/errors.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {MIGRATIONS} from './migrations.ts';
import {sqliteBinary} from './sqlite-binary.ts';

export type Db = Database.Database;
export type Statement = Database.Statement<unknown[]>;

/** How long a writer waits for another one, in milliseconds: fifty processes may start at once, each with an fsync. */
const BUSY_TIMEOUT_MS = 30_000;

// Magic numbers of statfs(2) for file systems whose locks do not reach other kernels: NFS, SMB, CIFS, SMB2, 9p, AFS.
const NETWORK_FILESYSTEMS = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f]);

/** Opens the journal for writing, making or migrating it where needed. Refuses what it cannot read, and never overwrites it. */
export const openForWriting = (file: string): Db => {
	makePrivateDirectory(path.dirname(file));
	refuseNetworkFilesystem(path.dirname(file));
	refuseNoFile(file);
	return explained(file, () => {
		const isNew = !existsSync(file);
		const db = new Database(file, {timeout: BUSY_TIMEOUT_MS, ...sqliteBinary()});
		try {
			if (isNew) chmodSync(file, 0o600);
			switchToWal(db);
			tune(db);
			migrate(file, db);
			return db;
		} catch (error) {
			db.close();
			throw error;
		}
	});
};

/** Opens the journal for reading; undefined where there is none yet. An older one is migrated first. */
export const openForReading = (file: string): Db | undefined => {
	if (!existsSync(file)) return undefined;
	refuseNoFile(file);
	return explained(file, () => {
		const db = new Database(file, {readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS, ...sqliteBinary()});
		try {
			const version = schemaVersion(db);
			refuseNewer(file, version);
			if (version === MIGRATIONS.length) return db;
		} catch (error) {
			db.close();
			throw error;
		}
		db.close();
		openForWriting(file).close();
		return new Database(file, {readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS, ...sqliteBinary()});
	});
};

/** Runs `work` in a write transaction: the lock is taken at its beginning, so what it reads stays true until its end. */
export const write = <T>(db: Db, work: () => T): T => explained(db.name, () => db.transaction(work).immediate());

/** Runs `work`, turning SQLite's errors into refusals that name the file and the way out. */
export const explained = <T>(file: string, work: () => T): T => {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refused) throw error;
		const code = errorCode(error);
		if (!code?.startsWith('SQLITE')) throw error;
		const reason = error instanceof Error ? error.message : code;
		if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
			return refuse(
				'invalid',
				code,
				`${file}: not a readable database (${reason}). It was left as it is; move it away to start anew.`,
				error,
			);
		if (code === 'SQLITE_FULL')
			return refuse(
				'refused',
				code,
				`${file}: the disk is full, and nothing was written. Make room, then try again.`,
				error,
			);
		return refuse('bug', code, `${file}: ${reason} (${code}). Nothing was changed by this step.`, error);
	}
};

const switchToWal = (db: Db): void => {
	// Another process may be switching at this moment; that one BUSY comes without waiting for the timeout.
	for (let attempt = 0; ; attempt++) {
		try {
			if (
				db.pragma('journal_mode', {simple: true}) === 'wal' ||
				db.pragma('journal_mode = WAL', {simple: true}) === 'wal'
			)
				return;
		} catch (error) {
			if (errorCode(error) !== 'SQLITE_BUSY' || attempt >= 200) throw error;
		}
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
	}
};

const tune = (db: Db): void => {
	// better-sqlite3 is compiled so that WAL means NORMAL; a claim must survive power loss.
	db.pragma('synchronous = FULL');
	db.pragma('foreign_keys = ON');
	db.pragma('cache_size = -512');
};

const schemaVersion = (db: Db): number => db.pragma('user_version', {simple: true}) as number;

const migrate = (file: string, db: Db): void => {
	if (schemaVersion(db) === MIGRATIONS.length) return;
	db.transaction(() => {
		const version = schemaVersion(db);
		refuseNewer(file, version);
		for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
		db.pragma(`user_version = ${MIGRATIONS.length}`);
	}).immediate();
};

const refuseNewer = (file: string, version: number): void => {
	if (version > MIGRATIONS.length)
		refuse(
			'invalid',
			'newer-database',
			`${file}: written by a newer mosaic (schema ${version}, this one knows ${MIGRATIONS.length}). Update mosaic.`,
		);
};

// Opening a pipe waits for its other end for ever, and one such project would keep the whole list of missions waiting.
const refuseNoFile = (file: string): void => {
	if (statSync(file, {throwIfNoEntry: false})?.isFile() === false)
		refuse('invalid', 'not-a-file', `${file}: not a file, so no readable database. Move it away to start anew.`);
};

const refuseNetworkFilesystem = (directory: string): void => {
	if (NETWORK_FILESYSTEMS.has(Number(statfsSync(directory).type)))
		refuse(
			'refused',
			'network-filesystem',
			`${directory}: on a network file system, whose locks mosaic cannot trust. Keep the project on a local disk.`,
		);
};
