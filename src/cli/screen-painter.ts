// Draws a session's screen on the person's terminal: cells only, the rows that changed, in one synchronized write.
import type {RemoteScreen} from '../daemon/remote-screen.ts';
import {plainLine} from '../domain/text.ts';
import {wantsColour} from './output.ts';
import {sgrRow} from './sgr.ts';

type PainterOptions = {
	readonly stdout: NodeJS.WriteStream;
	readonly env: NodeJS.ProcessEnv;
	readonly screen: RemoteScreen;
	/** The last line of the terminal; names the key that leaves. */
	readonly footer: string;
};

/** A flood of output is drawn at this rate, a lone change at once. */
const FRAME_MS = 16;

/** A painter for one stay. `paint` draws what changed, `repaint` everything, `close` ends pending frames. */
export const createPainter = ({stdout, env, screen, footer}: PainterOptions) => {
	const colour = wantsColour(true, env);
	let front: string[] = [];
	let last = 0;
	let timer: NodeJS.Timeout | undefined;
	const draw = (): void => {
		timer = undefined;
		// A slow terminal gets the newest frame when it is ready for one.
		if (stdout.writableNeedDrain) return void stdout.once('drain', paint);
		last = performance.now();
		const rows = stdout.rows || 24;
		const cols = stdout.columns || 80;
		const next = Array.from({length: rows - 1}, (_, y) => sgrRow(screen.row(y), colour));
		next.push(`\u001b[0;7m${plainLine(footer).slice(0, cols).padEnd(cols)}`);
		const changes = next.flatMap((row, y) =>
			row === front[y] ? [] : [`\u001b[${y + 1};1H${row}\u001b[0m${y < rows - 1 ? '\u001b[K' : ''}`],
		);
		front = next;
		const {x, y, visible} = screen.cursor;
		const shown = visible && y < rows - 1 ? `\u001b[${y + 1};${Math.min(x + 1, cols)}H\u001b[?25h` : '';
		stdout.write(`\u001b[?2026h\u001b[?25l${changes.join('')}${shown}\u001b[?2026l`);
	};
	const paint = (): void => {
		timer ??= setTimeout(draw, Math.max(0, FRAME_MS - (performance.now() - last)));
	};
	return {
		paint,
		repaint: (): void => {
			front = [];
			stdout.write('\u001b[0m\u001b[2J');
			paint();
		},
		close: (): void => {
			clearTimeout(timer);
			stdout.off('drain', paint);
		},
	};
};
