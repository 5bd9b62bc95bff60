// How the demo's agent speaks on its terminal: colours, a bar that fills, and its state for whoever listens.
import {setTimeout as delay} from 'node:timers/promises';

const BAR = 24;

const style = (codes: string, text: string): string => `\u001b[${codes}m${text}\u001b[0m`;

/** One line. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);

export const strong = (text: string): string => style('1;36', text);
export const faint = (text: string): string => style('2', text);
export const good = (text: string): string => style('32', text);
export const ask = (text: string): string => style('1;33', text);
export const bad = (text: string): string => style('1;31', text);

/** Fills a bar from one share to another (0 to 1), a cell per tick, on one line that overwrites itself. */
export const fillBar = async (label: string, from: number, to: number, tickMs: number): Promise<void> => {
	for (let cells = Math.round(from * BAR); cells <= Math.round(to * BAR); cells++) {
		const bar = `${style('36', '█'.repeat(cells))}${faint('░'.repeat(BAR - cells))}`;
		const percent = `${Math.round((cells / BAR) * 100)} %`.padStart(5);
		process.stdout.write(`\r\u001b[K  ${bar} ${percent}  ${fitting(label)}`);
		await delay(tickMs);
	}
	process.stdout.write('\n');
};

/** The label as far as the line has room: one that wraps is not overwritten any more. */
const fitting = (label: string): string => {
	const room = (process.stdout.columns ?? 80) - BAR - 11;
	return label.length <= room ? label : `${label.slice(0, Math.max(0, room - 1))}…`;
};

/** Tells the terminal what this program does (OSC 7501, the Program Status Protocol). */
export const report = (state: 'working' | 'blocked', question?: string): void => {
	const why = question === undefined ? '' : `:kind=question:msg=${Buffer.from(question).toString('base64')}`;
	process.stdout.write(`\u001b]7501;state=${state}:app=demo${why}\u001b\\`);
};
