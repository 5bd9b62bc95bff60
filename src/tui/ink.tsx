// Everything that needs React and Ink, loaded once the first frame stands.
import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {App} from './app.tsx';
import type {Canvas} from './canvas.ts';
import type {Ui} from './ui.ts';

/** Draws the loop's frames onto the canvas until it is unmounted; rejects where a component threw. */
export const drawWithInk = (ui: Ui, canvas: Canvas) =>
	render(<App ui={ui} />, {
		stdout: canvas as unknown as NodeJS.WriteStream,
		// A stream that says nothing: input.ts alone owns the real one.
		stdin: new PassThrough() as unknown as NodeJS.ReadStream,
		exitOnCtrlC: false,
		patchConsole: false,
		interactive: true,
		// Each frame whole and as it comes: the compositor finds what changed and keeps the rate.
		debug: true,
	});
