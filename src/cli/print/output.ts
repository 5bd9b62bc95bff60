// How commands speak: plain text or colour for people, one JSON document for scripts, all else to stderr.
import {styleText} from 'node:util';
import {plainLine} from '../../domain/text.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

export type Output = {
	/** The terminal's width in cells; null where stdout is no terminal and nothing has to fit. */
	readonly columns: number | null;
	/** The text in this style, where colour is wanted. */
	readonly styled: (style: Style, text: string) => string;
	/** One or more lines for people. The caller has cleaned what it did not write itself. */
	readonly print: (text: string) => void;
	/** One JSON value with its schema, on one line, to stdout. */
	readonly document: (name: string, value: object) => void;
	/** One line to stderr, whatever its text holds. */
	readonly warn: (text: string) => void;
};

type Streams = {
	readonly stdout: {write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number};
	readonly stderr: {write(text: string): unknown};
	readonly env: NodeJS.ProcessEnv;
};

/** The output of one call of mosaic. */
export const createOutput = (streams: Streams): Output => {
	const {stdout, env} = streams;
	const colour = wantsColour(stdout.isTTY === true, env);
	return {
		columns: stdout.isTTY === true ? stdout.columns || 80 : null,
		styled: (style, text) => (colour ? styleText(style, text, {validateStream: false}) : text),
		print: (text) => void stdout.write(`${text}\n`),
		document: (name, value) => void stdout.write(`${JSON.stringify({schema: `mosaic/${name}@1`, ...value})}\n`),
		warn: (text) => void streams.stderr.write(`mosaic: ${plainLine(text)}\n`),
	};
};

/** Whether to write colours: FORCE_COLOR decides first, as in Node itself, then NO_COLOR, then the terminal. */
export const wantsColour = (isTerminal: boolean, env: NodeJS.ProcessEnv): boolean => {
	const forced = env.FORCE_COLOR;
	if (forced !== undefined) return forced !== '0' && forced !== 'false';
	if (env.NO_COLOR) return false;
	return isTerminal && env.TERM !== 'dumb';
};
