// Search in the history: a regular expression over lines as they were printed, so that a word cut by the terminal's edge
// is found.
import {createContext, runInContext} from 'node:vm';
import type {HistoryDocument} from './document.ts';
import {type LogicalLine, placeAt} from './logical-line.ts';
import {comparePlaces, type Place} from './place.ts';

/** From its first cell to the start of its last one. */
export type Hit = {readonly from: Place; readonly to: Place};

export type Pattern =
	| {readonly ok: true; readonly regex: RegExp; readonly literal: boolean}
	| {readonly ok: false; readonly error: string};

export type Found = {readonly ok: true; readonly hits: readonly Hit[]} | {readonly ok: false; readonly error: string};

/** More hits than this are not counted. */
export const MOST_HITS = 10_000;
/** Output is hostile, and some patterns take for ever on some texts. */
const PATIENCE_MS = 250;

/** Small letters find both cases, a capital one finds itself. */
export const compilePattern = (text: string): Pattern => {
	const letters = text.replace(/\\./gsu, '');
	const flags = letters === letters.toLowerCase() ? 'giu' : 'gu';
	try {
		return {ok: true, regex: new RegExp(text, flags), literal: !/[\\^$.*+?()[\]{}|]/.test(text)};
	} catch (error) {
		const reason = error instanceof Error ? error.message.replace(/^.*:\s*/s, '') : String(error);
		return {ok: false, error: `not a pattern: ${reason}`};
	}
};

/** All hits of a pattern, in order. */
export const findHits = (document: HistoryDocument, pattern: Extract<Pattern, {ok: true}>): Found => {
	const lines = document.logicalLines();
	const spans = pattern.literal ? spansIn(lines, pattern.regex) : boundedSpans(lines, pattern.regex);
	if (spans === null) return {ok: false, error: 'this pattern takes too long on this text; make it simpler'};
	const hits: Hit[] = [];
	for (const [at, from, to] of spans) {
		const line = lines[at] as LogicalLine;
		hits.push({from: placeAt(line, from), to: placeAt(line, to - 1)});
	}
	return {ok: true, hits};
};

type Span = readonly [line: number, from: number, to: number];

const spansIn = (lines: readonly {readonly text: string}[], regex: RegExp): Span[] => {
	const spans: Span[] = [];
	for (let at = 0; at < lines.length; at++) {
		const text = lines[at]?.text ?? '';
		regex.lastIndex = 0;
		for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
			const [found] = match;
			if (found === '') regex.lastIndex += 1;
			else if (spans.push([at, match.index, match.index + found.length]) >= MOST_HITS) return spans;
		}
	}
	return spans;
};

/** The same, given up after a while: nothing else of Node can interrupt a regular expression. */
const boundedSpans = (lines: readonly LogicalLine[], regex: RegExp): Span[] | null => {
	const context = createContext({search: () => spansIn(lines, regex)});
	try {
		return runInContext('search()', context, {timeout: PATIENCE_MS}) as Span[];
	} catch (error) {
		if ((error as {code?: unknown}).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
		throw error;
	}
};

/** Which hit comes next, seen from a place; `wrapped` where the search went past an end of the text. */
export const nextHit = (
	hits: readonly Hit[],
	from: Place,
	backward: boolean,
): {readonly at: number; readonly wrapped: boolean} | null => {
	if (hits.length === 0) return null;
	const after = hits.findIndex((hit) => comparePlaces(hit.from, from) > 0);
	if (!backward) return after < 0 ? {at: 0, wrapped: true} : {at: after, wrapped: false};
	const before = hits.findLastIndex((hit) => comparePlaces(hit.from, from) < 0);
	return before < 0 ? {at: hits.length - 1, wrapped: true} : {at: before, wrapped: false};
};
