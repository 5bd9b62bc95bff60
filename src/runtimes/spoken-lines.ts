// Dialogues in JSON lines, over a stream that a reader of its own understands.
import type {Reader} from './adapter.ts';
import type {Dialogue, LeaveRequest} from './dialogue.ts';
import {type Fields, isFields} from './fields.ts';
import {createLineSplitter} from './line-splitter.ts';

/** A longer line asks for nothing that anybody could judge. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** One JSON value as a line. */
export const spokenLine = (value: object): string => `${JSON.stringify(value)}\n`;

/** What a line is about, or undefined where it is no object. */
export const lineFields = (text: string): Fields | undefined => {
	try {
		const value: unknown = JSON.parse(text);
		return isFields(value) ? value : undefined;
	} catch {
		return undefined;
	}
};

type Spoken = {
	readonly reader: Reader;
	readonly begin: () => string;
	/** A word that stands in every line that asks for leave; only such lines are read twice. */
	readonly mark: string;
	readonly requestIn: (line: Fields) => LeaveRequest | undefined;
};

/** The dialogue of a runtime that asks in lines of its stream. */
export const spokenDialogue = ({reader, begin, mark, requestIn}: Spoken): Dialogue => {
	const lines = createLineSplitter(LONGEST_LINE);
	return {
		begin,
		hear: (bytes) => {
			const requests = lines.push(bytes).flatMap(({text, cut}) => {
				const fields = cut || !text.includes(mark) ? undefined : lineFields(text);
				return (fields && requestIn(fields)) ?? [];
			});
			return {events: reader.push(bytes), say: '', requests};
		},
		end: () => reader.end(),
	};
};
