import type {AgentEvent} from '../domain/agent-event.ts';
import {plainLine, shorten} from '../domain/text.ts';
import type {Reader} from './adapter.ts';
import {type Fields, isFields} from './fields.ts';
import {createLineSplitter} from './line-splitter.ts';

/** Longer than any line of use: whole files stand in some of them. */
const LONGEST_LINE = 8 * 1024 * 1024;

export type LineMeaning = {
	/** What one object of the stream means. */
	line(object: Fields): AgentEvent[];
	/** What is to be said when the output ends. */
	end(): AgentEvent[];
};

/** A reader of JSON lines. What is no object is told of as an unread line, and never stops the reading. */
export const createLineReader = (meaning: LineMeaning, longest = LONGEST_LINE): Reader => {
	const splitter = createLineSplitter(longest);
	const read = ({text, cut}: {text: string; cut: boolean}): AgentEvent[] => {
		if (text.trim() === '') return [];
		const object = cut ? undefined : parse(text);
		if (object === undefined) return [{type: 'unread-line', text: shorten(plainLine(text.slice(0, 2000)), 500)}];
		return meaning.line(object);
	};
	return {
		push: (bytes) => splitter.push(bytes).flatMap(read),
		end: () => [...splitter.end().flatMap(read), ...meaning.end()],
	};
};

const parse = (text: string): Fields | undefined => {
	try {
		const value: unknown = JSON.parse(text);
		return isFields(value) ? value : undefined;
	} catch {
		return undefined;
	}
};
