import {PassThrough} from 'node:stream';
import {render} from 'ink';
import type {Controller} from '../domain/controller.ts';
import type {Size} from '../domain/screen.ts';
import {App} from './app.tsx';
import {Canvas} from './canvas.ts';
import {guardExit} from './exit-guard.ts';
import {createInput} from './input.ts';
import {takeTerminal} from './terminal.ts';
import {themeFor} from './theme.ts';
import {Ui} from './ui.ts';

export type MountOptions = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly env: NodeJS.ProcessEnv;
	/** Called once the terminal is given back, before the promise resolves. */
	readonly onExit?: () => void;
};

/**
 * Shows the TUI full screen until the person quits, then resolves. The terminal is given back exactly as it was found,
 * also when a signal or an error ends the process. The controller stays open; it belongs to the caller.
 */
export const mountTui = async (controller: Controller, options: MountOptions): Promise<void> => {
	const {stdin, stdout, env} = options;
	const finish = Promise.withResolvers<void>();
	const terminal = takeTerminal(stdin, stdout);
	const canvas = new Canvas(stdout);
	const restore = () => {
		canvas.close();
		terminal.restore();
	};
	const liftGuard = guardExit(restore);
	const quit = () => finish.resolve();
	const ui = new Ui(controller, sizeOf(canvas), {quit, mirror: terminal.mirror, now: Date.now});
	const input = createInput(ui);
	const resized = () => {
		// The layout first, so that Ink does not draw the old one into the new size.
		ui.resize(sizeOf(canvas));
		canvas.emit('resize');
	};
	stdout.on('resize', resized);
	stdout.on('error', quit);
	stdin.on('data', input.write);
	stdin.once('end', quit);
	const ink = render(<App ui={ui} theme={themeFor(env)} />, {
		stdout: canvas as unknown as NodeJS.WriteStream,
		stdin: mute(),
		exitOnCtrlC: false,
		patchConsole: false,
		interactive: true,
		incrementalRendering: true,
		maxFps: 60,
	});
	ink.waitUntilExit().then(quit, finish.reject);
	try {
		await finish.promise;
	} finally {
		stdin.off('data', input.write);
		stdin.off('end', quit);
		stdin.pause();
		input.close();
		ui.close();
		ink.unmount();
		stdout.off('resize', resized);
		restore();
		liftGuard();
		options.onExit?.();
	}
};

/** Ink reads from a stream that says nothing: input.ts alone owns the real one. */
const mute = (): NodeJS.ReadStream => new PassThrough() as unknown as NodeJS.ReadStream;

const sizeOf = ({columns, rows}: Canvas): Size => ({cols: columns, rows});
