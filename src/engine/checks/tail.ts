// The end of a command's output, as text that a terminal and a prompt can take.
import {printable} from '../../domain/text.ts';

/** What is kept of the output, and how much of it is shown. */
const KEPT_BYTES = 64 * 1024;
const LINES = 60;
const LONGEST_LINE = 400;

// CSI and OSC sequences, and the two-byte escapes.
const ESCAPES =
	/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;

/** Collects output and keeps its end. */
export const createTail = () => {
	let chunks: Buffer[] = [];
	let length = 0;
	return {
		push: (bytes: Buffer): void => {
			chunks.push(bytes);
			length += bytes.length;
			if (length < 2 * KEPT_BYTES) return;
			const kept = Buffer.from(Buffer.concat(chunks).subarray(-KEPT_BYTES));
			chunks = [kept];
			length = kept.length;
		},
		text: (): string => tailOf(Buffer.concat(chunks).subarray(-KEPT_BYTES).toString('utf8')),
	};
};

/** The last lines of an output, without escape sequences, progress that was overwritten, and trailing blanks. Pure. */
export const tailOf = (output: string): string => {
	const lines = output
		.replace(ESCAPES, '')
		.split('\n')
		.map((line) => printable((line.replace(/\r+$/, '').split('\r').at(-1) ?? '').replaceAll('\t', '  ')))
		.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line).trimEnd());
	while (lines.at(-1) === '') lines.pop();
	return lines.slice(-LINES).join('\n');
};
