// Words of a line: what w, b and e go over, and what a double click takes.
import type {HistoryDocument} from './document.ts';
import {indexOf, type LogicalLine, logicalLineAt, placeAt} from './logical-line.ts';
import type {Place} from './place.ts';

const STEPS = /[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]+/gu;
/** Paths, links and flags are copied more often than their parts. */
const TAKEN = /[\p{L}\p{N}\p{M}_\-./~@:+#%&=?$]+|\s+|[^\s\p{L}\p{N}\p{M}_]+/gu;

/** The start of the next word, on this line or one below; null behind the last one. */
export const nextWord = (document: HistoryDocument, place: Place): Place | null => {
	for (let line = logicalLineAt(document, place.line), after = indexOf(line, place); ; after = -1) {
		for (const {index} of line.text.matchAll(STEPS)) if (index > after) return placeAt(line, index);
		if (line.last + 1 >= document.end) return null;
		line = logicalLineAt(document, line.last + 1);
	}
};

/** The last character of this word, or of the next one where the place is at the end of one; null behind the last. */
export const wordEnd = (document: HistoryDocument, place: Place): Place | null => {
	for (let line = logicalLineAt(document, place.line), after = indexOf(line, place); ; after = -1) {
		for (const {index, 0: word} of line.text.matchAll(STEPS)) {
			const last = placeAt(line, index + word.length - 1);
			if (indexOf(line, last) > after) return last;
		}
		if (line.last + 1 >= document.end) return null;
		line = logicalLineAt(document, line.last + 1);
	}
};

/** The start of this word, or of the one before where the place is at a start; null before the first one. */
export const previousWord = (document: HistoryDocument, place: Place): Place | null => {
	for (let line = logicalLineAt(document, place.line), before = indexOf(line, place); ; before = Infinity) {
		const start = [...line.text.matchAll(STEPS)].findLast(({index}) => index < before);
		if (start !== undefined) return placeAt(line, start.index);
		if (line.first <= document.first) return null;
		line = logicalLineAt(document, line.first - 1);
	}
};

/** The first and last character of the word, or of the run of blanks or signs, at a place. */
export const wordAt = (document: HistoryDocument, place: Place): {from: Place; to: Place} => {
	const line: LogicalLine = logicalLineAt(document, place.line);
	const at = indexOf(line, place);
	for (const {index, 0: word} of line.text.matchAll(TAKEN))
		if (at >= index && at < index + word.length)
			return {from: placeAt(line, index), to: placeAt(line, index + word.length - 1)};
	return {from: place, to: place};
};
