// A session's transcript as lines of text, in the order they were printed.

import {statSync} from 'node:fs';
import {createTextStream} from '../../sessions/plain-text.ts';
import {readTranscriptPieces, segmentsOf} from '../../sessions/transcript.ts';

const TAKEN = '── a full-screen program took the terminal ──';
const BACK = '── it gave the terminal back ──';

/**
 * Gives the text in pieces of whole lines, with one piece of the transcript in memory at a time. `styles` keeps colours,
 * in sequences that are ours. `progress` is told which share was read, from 0 to 1.
 */
export function* transcriptText(
	directory: string,
	styles: boolean,
	progress: (share: number) => void = () => {},
): Generator<string> {
	const total = segmentsOf(directory).reduce((sum, {file}) => sum + (sizeOf(file) ?? 0), 0);
	let read = 0;
	let lines: string[] = [];
	const take = (): string => {
		const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
		lines = [];
		return text;
	};
	const stream = createTextStream((line) => lines.push(line), {
		styles,
		onAlternateScreen: (on) => lines.push(on ? TAKEN : BACK),
	});
	for (const piece of readTranscriptPieces(directory, PIECE)) {
		stream.push(piece);
		read += piece.length;
		// An agent that goes on printing makes it more than there was.
		progress(Math.min(1, read / Math.max(1, total)));
		yield take();
	}
	stream.end();
	yield take();
}

const PIECE = 256 * 1024;

/** Undefined for one that was rotated away meanwhile. */
const sizeOf = (file: string): number | undefined => statSync(file, {throwIfNoEntry: false})?.size;
