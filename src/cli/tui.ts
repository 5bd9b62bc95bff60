// `mosaic`: the full screen, on all projects this user has.

import {existsSync} from 'node:fs';
import {openLayoutMemory} from '../config/layout-memory.ts';
import {readScreenSettings} from '../config/screen.ts';
import {LocalController} from '../daemon/local-controller.ts';
import {mountTui} from '../tui/mount.tsx';
import {personalFrom} from '../tui/personal.ts';
import type {Context} from './context.ts';
import {takeTerminal} from './take-terminal.ts';

/** Opens the TUI and resolves when the person quits; agents go on. */
export const openTui = async ({env, stdin, stdout, paths}: Context): Promise<number> => {
	const here = paths();
	const controller = new LocalController({
		env,
		project: existsSync(here.missionFile) ? here.root : undefined,
		size: () => ({cols: Math.max(stdout.columns || 120, 80), rows: Math.max(stdout.rows || 40, 24)}),
	});
	const memory = openLayoutMemory(env);
	try {
		const personal = personalFrom(readScreenSettings(env));
		await mountTui(controller, {stdin, stdout, env, memory, personal, ...takeTerminal(stdout, env)});
		return 0;
	} finally {
		controller.close();
		await memory.close();
	}
};
