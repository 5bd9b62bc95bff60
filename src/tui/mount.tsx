import type {Controller} from '../domain/controller.ts';
import type {Size} from '../domain/screen.ts';
import {Canvas} from './canvas.ts';
import {paintSurfaces, surfacesOf} from './draw/surfaces.ts';
import {guardExit} from './exit-guard.ts';
import {Input} from './input.ts';
import {takeTerminal} from './terminal.ts';
import {type Theme, themeFor} from './theme.ts';
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
	const terminal = takeTerminal(stdin, stdout);
	const canvas = new Canvas(stdout);
	const restore = () => {
		canvas.close();
		terminal.restore();
	};
	const liftGuard = guardExit(restore);
	const quitting = Promise.withResolvers<void>();
	const quit = () => quitting.resolve();
	stdout.on('error', quit);
	stdin.once('end', quit);
	const ui = new Ui(controller, sizeOf(canvas), {quit, mirror: terminal.mirror, now: Date.now});
	try {
		await drawUntil(quitting.promise, ui, themeFor(env), canvas, options);
	} finally {
		stdin.off('end', quit);
		stdin.pause();
		ui.close();
		restore();
		liftGuard();
		options.onExit?.();
	}
};

/** Until React and Ink are loaded frames are written as they are, so that the lists stand at once. */
const drawUntil = async (
	quitting: Promise<void>,
	ui: Ui,
	theme: Theme,
	canvas: Canvas,
	{stdin, stdout}: MountOptions,
): Promise<void> => {
	const input = new Input(ui);
	const resized = () => {
		// The layout first, so that Ink does not draw the old one into the new size.
		ui.resize(sizeOf(canvas));
		canvas.emit('resize');
	};
	stdin.on('data', input.write);
	stdout.on('resize', resized);
	const drawPlainly = () => canvas.write(`\u001b[2J${paintSurfaces(surfacesOf(ui.frame(), theme), theme)}\u001b[H`);
	const stopDrawing = ui.subscribe(drawPlainly);
	drawPlainly();
	try {
		const {drawWithInk} = await import('./ink.tsx');
		stopDrawing();
		const ink = drawWithInk(ui, theme, canvas);
		await Promise.race([quitting, ink.waitUntilExit()]);
		ink.unmount();
	} finally {
		stdin.off('data', input.write);
		stdout.off('resize', resized);
		input.close();
	}
};

const sizeOf = ({columns, rows}: Canvas): Size => ({cols: columns, rows});
