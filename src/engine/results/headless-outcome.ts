// What the renderer of a headless agent left behind.
import {readJsonFile} from '../../files/json-file.ts';
import {HeadlessOutcome} from '../agents/headless-order.ts';

/** The outcome by the agent's own stream; undefined where there was no renderer, it did not get so far, or the file cannot be read. */
export const readHeadlessOutcome = (file: string): HeadlessOutcome | undefined => {
	try {
		return readJsonFile(file, HeadlessOutcome);
	} catch {
		return undefined;
	}
};
