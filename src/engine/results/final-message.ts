// What an agent said last, taken from the transcript of its terminal.

import {createTextStream} from '../../sessions/plain-text.ts';
import {readTranscriptEnd} from '../../sessions/transcript.ts';

/** An answer stands at the end; a session may have written gigabytes before it. */
const READ_BYTES = 512 * 1024;
const LINES = 4000;

/** The last lines that a session wrote, as plain text; empty where it wrote none. */
export const finalMessage = (transcriptDir: string): string => {
	const lines: string[] = [];
	const text = createTextStream((line) => {
		lines.push(line);
		if (lines.length > 2 * LINES) lines.splice(0, lines.length - LINES);
	});
	text.push(readTranscriptEnd(transcriptDir, READ_BYTES));
	text.end();
	return lines.slice(-LINES).join('\n');
};

/** The last line that says something; to tell what an agent was at when it went silent. */
export const lastLine = (transcriptDir: string): string =>
	finalMessage(transcriptDir)
		.split('\n')
		.findLast((line) => line.trim() !== '') ?? '';
