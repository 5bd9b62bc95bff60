// A session's transcript as lines of text, in the order they were printed.

import {createTextStream} from '../../sessions/plain-text.ts';
import {readTranscript} from '../../sessions/transcript.ts';

const TAKEN = '── a full-screen program took the terminal ──';
const BACK = '── it gave the terminal back ──';

/** Gives the text in pieces of whole lines. `styles` keeps colours, in sequences that are ours. */
export function* transcriptText(directory: string, styles: boolean): Generator<string> {
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
	for (const segment of readTranscript(directory))
		for (let at = 0; at < segment.length; at += PIECE) {
			stream.push(segment.subarray(at, at + PIECE));
			yield take();
		}
	stream.end();
	yield take();
}

const PIECE = 256 * 1024;
