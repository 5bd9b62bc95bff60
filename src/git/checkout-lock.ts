// git's own index.lock, taken by mosaic while it moves a checkout: no commit of a person can come between. It holds the
// name of its owner and appears whole, by a link, so that one left by a crash is known as ours.
import {linkSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {errorCode} from '../domain/errors.ts';
import {no} from './answer.ts';
import {isRunning, type Owner, thisProcess} from './process-owner.ts';

/** How long a lock of somebody else is waited for; git's own commands hold it for moments. */
const LOCK_WAIT_MS = 5000;

export type CheckoutLock = {
	/** An index of our own beside git's, to be worked on and then published. */
	readonly indexFile: string;
	/** Puts our index in the place of git's. */
	readonly publish: () => void;
	readonly release: () => void;
};

/** Takes the index lock of the checkout whose git directory this is. Refused when somebody else keeps it. */
export const lockCheckout = async (gitDirectory: string, waitMs = LOCK_WAIT_MS): Promise<CheckoutLock> => {
	const lockFile = path.join(gitDirectory, 'index.lock');
	const token = JSON.stringify({mosaic: thisProcess(), nonce: Math.random().toString(36).slice(2)});
	for (const end = Date.now() + waitMs; !tryLock(gitDirectory, lockFile, token); ) {
		if (!breakDeadLock(lockFile)) await waitFor(lockFile, end);
	}
	const indexFile = path.join(gitDirectory, `${LITTER}${process.pid}-index`);
	clearLitter(gitDirectory);
	const release = () => {
		clearLitter(gitDirectory);
		if (readOrNull(lockFile) === token) unlinkSync(lockFile);
	};
	return {indexFile, release, publish: () => renameSync(indexFile, path.join(gitDirectory, 'index'))};
};

const LITTER = 'mosaic-tmp-';

const tryLock = (gitDirectory: string, lockFile: string, token: string): boolean => {
	const temp = path.join(gitDirectory, `${LITTER}${process.pid}-${Math.random().toString(36).slice(2)}`);
	try {
		writeFileSync(temp, token, {flag: 'wx', mode: 0o600});
		linkSync(temp, lockFile);
		return true;
	} catch (error) {
		// ENOENT: who got the lock cleared our temp away.
		if (['EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) return false;
		throw error;
	} finally {
		rmSync(temp, {force: true});
	}
};

/** Takes away a lock whose owner was mosaic and is dead; says whether it did. */
const breakDeadLock = (lockFile: string): boolean => {
	const text = readOrNull(lockFile);
	const owner = text === null ? undefined : ownerIn(text);
	if (owner === undefined || isRunning(owner)) return false;
	const aside = path.join(path.dirname(lockFile), `${LITTER}dead-${Math.random().toString(36).slice(2)}`);
	try {
		renameSync(lockFile, aside);
		// Somebody else may have broken the same lock and taken it in between: then it goes back.
		if (readOrNull(aside) !== text) linkSync(aside, lockFile);
	} catch (error) {
		if (!['EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error;
	}
	rmSync(aside, {force: true});
	return true;
};

const ownerIn = (text: string): Owner | undefined => {
	try {
		const {mosaic} = JSON.parse(text) as {mosaic?: Owner};
		return typeof mosaic?.pid === 'number' && typeof mosaic.started === 'string' ? mosaic : undefined;
	} catch {
		return undefined;
	}
};

const waitFor = async (lockFile: string, end: number): Promise<void> => {
	if (Date.now() > end)
		throw no('locked', `${lockFile}: git is at work in this checkout. If no git runs there, remove that file.`);
	await delay(25);
};

const readOrNull = (file: string): string | null => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
};

/** Whether a mosaic that is dead now left its lock or scratch files in this git directory. */
export const hasDeadTraces = (gitDirectory: string): boolean => {
	const text = readOrNull(path.join(gitDirectory, 'index.lock'));
	const owner = text === null ? undefined : ownerIn(text);
	if (owner !== undefined) return !isRunning(owner);
	return readdirSync(gitDirectory).some((name) => name.startsWith(LITTER));
};

/** Only for who holds the lock. */
const clearLitter = (gitDirectory: string): void => {
	for (const name of readdirSync(gitDirectory))
		if (name.startsWith(LITTER)) rmSync(path.join(gitDirectory, name), {force: true});
};
