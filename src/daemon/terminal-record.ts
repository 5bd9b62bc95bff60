// Which process has taken a terminal over, in one small file per terminal: one that was killed cannot give it back, so
// the next one does.
import {fstatSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {stateDirectory} from '../config/paths.ts';
import {errorCode} from '../domain/errors.ts';
import {judgeProcess, Machine, ProcessIdentity} from '../domain/process.ts';
import {identityOf, observeProcess, thisMachine} from '../sessions/identity.ts';

const TerminalRecord = z.object({machine: Machine, process: ProcessIdentity});

export type TerminalKeeper = {
	/** The pid of a mosaic that ended without giving this terminal back; null where there is none. */
	readonly left: number | null;
	/** Called before the terminal is taken over. */
	take(): void;
	/** Called once it is given back. */
	release(): void;
};

/** The keeper of the terminal behind a stream; undefined where it is none, or nothing can be kept of it. */
export const keepTerminal = (
	stream: {readonly fd?: number; readonly isTTY?: boolean},
	env: Readonly<Record<string, string | undefined>>,
): TerminalKeeper | undefined => {
	if (stream.fd === undefined || !stream.isTTY) return undefined;
	const folder = path.join(stateDirectory(env), 'terminals');
	try {
		// A terminal's number is used again after it was closed: by a new one, which has nothing to be repaired then.
		const file = path.join(folder, `tty-${fstatSync(stream.fd).rdev.toString(16)}.json`);
		mkdirSync(folder, {recursive: true, mode: 0o700});
		return keeperOf(file, readRecord(file));
	} catch {
		// A terminal can be used without a record of it.
		return undefined;
	}
};

type Found = {readonly kind: 'none' | 'unreadable' | 'theirs'} | {readonly kind: 'left'; readonly pid: number};

const keeperOf = (file: string, found: Found): TerminalKeeper => {
	let ours = false;
	return {
		left: found.kind === 'left' ? found.pid : null,
		take: () => {
			const process_ = identityOf(process.pid);
			// Another living mosaic has it (this one runs within), or nobody knows who: their record stays.
			if (ours || process_ === null || found.kind === 'theirs' || found.kind === 'unreadable') return;
			try {
				rmSync(file, {force: true});
				writeFileSync(file, `${JSON.stringify({machine: thisMachine(), process: process_})}\n`, {
					flag: 'wx',
					mode: 0o600,
				});
				ours = true;
			} catch {
				// A full disk keeps nobody from the full screen.
			}
		},
		release: () => {
			if (!ours) return;
			ours = false;
			try {
				rmSync(file, {force: true});
			} catch {
				// The next start repairs what is whole, which changes nothing.
			}
		},
	};
};

/** An empty record is one whose writer was killed before it took anything. */
const readRecord = (file: string): Found => {
	const text = readText(file);
	if (text === undefined || text === '') return {kind: 'none'};
	const record = parse(text);
	if (record === undefined) return {kind: 'unreadable'};
	const dead = judgeProcess(record, thisMachine(), observeProcess) === 'dead';
	return dead ? {kind: 'left', pid: record.process.pid} : {kind: 'theirs'};
};

const readText = (file: string): string | undefined => {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (errorCode(error) === 'ENOENT') return undefined;
		throw error;
	}
};

const parse = (text: string): z.infer<typeof TerminalRecord> | undefined => {
	try {
		return TerminalRecord.parse(JSON.parse(text));
	} catch {
		return undefined;
	}
};
