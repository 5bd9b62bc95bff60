// What an agent handed in: by `mosaic result`, by the file it was told of, or at the end of its last message.
import {readdirSync} from 'node:fs';
import type {HandedIn} from '../../domain/effect.ts';
import {readBeginning} from '../../files/regular-file.ts';
import type {TurnFiles} from '../agents/run-files.ts';
import {finalMessage} from './final-message.ts';
import {withReviewWanted} from './review-wanted.ts';

/** An answer is a page of text; what is longer is no answer. */
const LONGEST = 1024 * 1024;

/**
 * The answer of a session that has ended, or null where it left nothing that could be one. `said` is what it said last, where its stream told; else the end of its transcript has to do.
 */
export const readHandedIn = (files: TurnFiles, transcriptDir: string, said?: string | null): HandedIn | null => {
	const answer = lastAnswer(files, transcriptDir, said);
	return answer && withReviewWanted(answer, files.reviewWanted);
};

const lastAnswer = (files: TurnFiles, transcriptDir: string, said: string | null | undefined): HandedIn | null => {
	const byCommand = readAnswer(files.handedIn);
	if (byCommand !== undefined) return {text: byCommand, via: 'command'};
	const byFile = readAnswer(files.result);
	if (byFile !== undefined) return {text: byFile, via: 'file'};
	const message = said ?? finalMessage(transcriptDir);
	// Without a brace there is no JSON in it, and no use in asking for a repair of it.
	return message.includes('{') ? {text: message, via: 'message'} : null;
};

/** Whether the agent has handed in something, whatever it is. */
export const hasHandedIn = (files: TurnFiles): boolean =>
	readdirSync(files.directory).some((name) => files.handedIn.endsWith(`/${name}`) || files.result.endsWith(`/${name}`));

const readAnswer = (file: string): string | undefined => {
	const bytes = readBeginning(file, LONGEST + 1);
	if (bytes === undefined || bytes.length > LONGEST) return undefined;
	const text = bytes.toString('utf8');
	return text.trim() === '' ? undefined : text;
};
