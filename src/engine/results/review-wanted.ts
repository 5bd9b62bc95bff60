// The wish of an agent that a person looks at its work (`mosaic request-review`), joined to the answer it handed in.
import * as z from 'zod/mini';
import type {HandedIn} from '../../domain/effect.ts';
import {readJsonFile} from '../../files/json-file.ts';
import {jsonBlocks} from '../machine/json-blocks.ts';

const Wish = z.object({reason: z.string().check(z.maxLength(4000))});

/** The answer with the wish in it; as it was where there is no wish, or nothing in the answer to join it to. */
export const withReviewWanted = (handedIn: HandedIn, file: string): HandedIn => {
	const reason = wishIn(file);
	const answer = reason === undefined ? undefined : jsonBlocks(handedIn.text).findLast((block) => 'status' in block);
	if (reason === undefined || answer === undefined) return handedIn;
	const notes = Array.isArray(answer.notes) ? answer.notes : [];
	return {...handedIn, text: JSON.stringify({...answer, needs_human: true, notes: [...notes, reason]})};
};

/** A file that is not ours any more asks for a person too. */
const wishIn = (file: string): string | undefined => {
	try {
		return readJsonFile(file, Wish)?.reason;
	} catch {
		return 'a review was asked for, in words that cannot be read';
	}
};
