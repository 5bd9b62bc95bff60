// The file in which an agent notes what should be done besides its task (SPEC AH-7): one JSON object a line. Read while
// the agent works; a half line waits, a bad one is counted.
import {watch} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {plainLine} from '../../domain/text.ts';
import {readBeginning} from '../../files/regular-file.ts';
import type {FollowUp} from '../steps/context.ts';

const Line = z.object({
	kind: z.enum(['follow_up', 'question']),
	title: z.string().check(z.minLength(1), z.maxLength(1000)),
	detail: z.optional(z.nullable(z.string().check(z.maxLength(20_000)))),
	suggestedAction: z.optional(z.nullable(z.string().check(z.maxLength(4000)))),
});

/** More than this in one file is no list of notes any more. */
const LONGEST = 4 * 1024 * 1024;

/** Reads the lines that are complete from `offset` on. Pure but for the bytes given. */
const readLines = (
	bytes: Buffer,
	offset: number,
	key: string,
): {readonly followUps: readonly FollowUp[]; readonly bad: number; readonly next: number} => {
	const followUps: FollowUp[] = [];
	let bad = 0;
	let next = offset;
	for (let end = bytes.indexOf(10, next); end >= 0; end = bytes.indexOf(10, next)) {
		const text = bytes.subarray(next, end).toString('utf8').trim();
		const followUp = text === '' ? null : parsed(text, `${key}:${next}`);
		if (followUp) followUps.push(followUp);
		else if (text !== '') bad++;
		next = end + 1;
	}
	return {followUps, bad, next};
};

const parsed = (text: string, token: string): FollowUp | undefined => {
	try {
		const line = Line.parse(JSON.parse(text));
		return {
			token,
			kind: line.kind,
			title: plainLine(line.title),
			detail: line.detail ?? null,
			suggestedAction: line.suggestedAction ?? null,
		};
	} catch {
		return undefined;
	}
};

export type FollowUpsNews = {
	readonly onFollowUp: (followUp: FollowUp) => void;
	/** Told how many lines are bad in all, each time there are more. */
	readonly onBad: (bad: number) => void;
};

/**
 * Follows the file until `close`, which reads once more: nobody will finish a half line then. Lines that were read before
 * come again under the same token.
 */
export const tailFollowUps = (file: string, key: string, {onFollowUp, onBad}: FollowUpsNews) => {
	let offset = 0;
	let bad = 0;
	const read = (last = false): void => {
		const bytes = bytesOf(file);
		const lines = readLines(last ? Buffer.concat([bytes, LINE_END]) : bytes, offset, key);
		for (const followUp of lines.followUps) onFollowUp(followUp);
		if (lines.bad > 0) onBad(bad + lines.bad);
		bad += lines.bad;
		offset = lines.next;
	};
	const readNow = (): void => {
		try {
			read();
		} catch {
			// A journal that takes nothing just now: the same lines are read again with the next change, or at the end.
		}
	};
	const watcher = watch(path.dirname(file), (_, name) => {
		if (name === path.basename(file)) readNow();
	});
	watcher.on('error', () => watcher.close());
	readNow();
	return {
		close: (): void => {
			watcher.close();
			read(true);
		},
	};
};

const LINE_END = Buffer.from('\n');

/** The file may be anything by now: a pipe must not keep the engine waiting. */
const bytesOf = (file: string): Buffer => readBeginning(file, LONGEST) ?? Buffer.alloc(0);
