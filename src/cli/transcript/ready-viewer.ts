import type {ViewerProgram} from './program.ts';
import {runInTerminal} from './run-in-terminal.ts';

/** A program that is ready to be shown; `show` takes the terminal until it ends, and leaves nothing behind. */
export type ReadyViewer = {
	/** Gives why it could not be shown, or null. */
	show(): Promise<string | null>;
	discard(): void;
};

/** The program with its file; `remove` takes the file away again. */
export const readyViewer = (program: ViewerProgram, file: string, remove: () => void): ReadyViewer => ({
	show: async () => {
		try {
			return await runInTerminal([...program.argv, file], program.env, remove);
		} finally {
			remove();
		}
	},
	discard: remove,
});
