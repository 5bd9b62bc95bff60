// `mosaic demo`: a throw-away mission with a scripted agent. Whatever ends it, nothing of it is left behind.
import {constants} from 'node:os';
import type {Context} from './context.ts';
import {type DemoProject, makeDemoProject} from './demo/project.ts';
import {endSessions} from './demo/sessions.ts';
import type {DemoCommandOptions} from './grammar/options.ts';

/** Shows the demo full screen; without a terminal it tells the story as text. Gives the exit code. */
export const demoCommand = async (context: Context, options: DemoCommandOptions): Promise<number> => {
	const {stdin, stdout, env, cwd, json} = context;
	const headless = options.headless || json || !stdin.isTTY || !stdout.isTTY;
	const signals = catchSignals();
	try {
		const pace = headless ? 'quick' : 'steady';
		const project = await makeDemoProject({directory: options.directory, cwd, env, pace});
		const tidy = async (): Promise<boolean> => {
			const clean = await endSessions(project.paths);
			if (!options.keep) project.remove();
			else if (!json)
				context.output.print(`\nThe project stays in ${project.paths.root}. Go on with \`mosaic\` in there.`);
			return clean;
		};
		const show = headless ? tellHeadless : showFullScreen;
		const exitCode = await show(context, project, signals.caught, tidy);
		return signals.caught.aborted ? exitCodeOf(signals.caught.reason) : exitCode;
	} finally {
		signals.lift();
	}
};

/** Ends what runs and removes the folder; false when something outlived it. */
type Tidy = () => Promise<boolean>;

const tellHeadless = async (
	context: Context,
	project: DemoProject,
	caught: AbortSignal,
	tidy: Tidy,
): Promise<number> => {
	try {
		const {runHeadless} = await import('./demo/headless.ts');
		return await runHeadless(context, project, caught);
	} finally {
		await tidy();
	}
};

const showFullScreen = async (
	context: Context,
	project: DemoProject,
	caught: AbortSignal,
	tidy: Tidy,
): Promise<number> => {
	const {prepareFullScreen, runFullScreen} = await import('./demo/full-screen.ts');
	try {
		await prepareFullScreen(context, project);
		if (caught.aborted) return 1;
		// It is left before the engine is ended, which it would start again.
		return await runFullScreen(context, project, caught);
	} finally {
		await tidy();
	}
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

/** From now on these signals end nothing by themselves; the first one aborts `caught` with its name. */
const catchSignals = (): {caught: AbortSignal; lift: () => void} => {
	const controller = new AbortController();
	const listeners = SIGNALS.map((signal) => ({signal, listen: () => controller.abort(signal)}));
	for (const {signal, listen} of listeners) process.on(signal, listen);
	return {
		caught: controller.signal,
		lift: () => {
			for (const {signal, listen} of listeners) process.off(signal, listen);
		},
	};
};

const exitCodeOf = (signal: Signal): number => 128 + constants.signals[signal];
