// What an agent said last, taken from the transcript of its terminal.

import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {createTextStream} from '../../sessions/plain-text.ts';
import {segmentsOf} from '../../sessions/transcript.ts';

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
	for (const bytes of lastBytes(transcriptDir)) text.push(bytes);
	text.end();
	return lines.slice(-LINES).join('\n');
};

/** The last line that says something; to tell what an agent was at when it went silent. */
export const lastLine = (transcriptDir: string): string =>
	finalMessage(transcriptDir)
		.split('\n')
		.findLast((line) => line.trim() !== '') ?? '';

const lastBytes = (transcriptDir: string): Buffer[] => {
	const chunks: Buffer[] = [];
	let wanted = READ_BYTES;
	for (const {file} of segmentsOf(transcriptDir).reverse()) {
		if (wanted <= 0) break;
		const bytes = endOf(file, wanted);
		chunks.unshift(bytes);
		wanted -= bytes.length;
	}
	return chunks;
};

const endOf = (file: string, most: number): Buffer => {
	const fd = openSync(file, 'r');
	try {
		const {size} = fstatSync(fd);
		const bytes = Buffer.alloc(Math.min(size, most));
		const read = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
		return bytes.subarray(0, read);
	} finally {
		closeSync(fd);
	}
};
