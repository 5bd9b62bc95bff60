// `mosaic`: the full screen, on all projects this user has.

import {existsSync} from 'node:fs';
import {openChoiceMemory} from '../config/choice-memory.ts';
import {openLayoutMemory} from '../config/layout-memory.ts';
import {projectPaths} from '../config/paths.ts';
import {readScreenSettings} from '../config/screen.ts';
import {LocalController} from '../daemon/local-controller.ts';
import {keyboardOf} from '../tui/input/keyboard.ts';
import {mountTui} from '../tui/mount.tsx';
import {personalFrom} from '../tui/personal.ts';
import type {Context} from './context.ts';
import {takeTerminal} from './take-terminal.ts';
import {sweepPrivateFiles} from './transcript/private-file.ts';

// Loaded when they are used first: the lists stand sooner.
const loadClipboard = () => import('./clipboard/copy-for.ts');
const loadTranscripts = () => import('./transcript/open.ts');
const loadEditor = () => import('./transcript/edit-text.ts');
const loadReport = () => import('./transcript/report.ts');

/** Opens the TUI and resolves when the person quits, or `until` is aborted; agents go on. */
export const openTui = async ({env, cwd, stdin, stdout, paths}: Context, until?: AbortSignal): Promise<number> => {
	const here = paths();
	const controller = new LocalController({
		env,
		project: existsSync(here.missionFile) ? here.root : undefined,
		size: () => ({cols: Math.max(stdout.columns || 120, 80), rows: Math.max(stdout.rows || 40, 24)}),
	});
	const memory = openLayoutMemory(env);
	const choices = openChoiceMemory(env);
	try {
		sweepPrivateFiles(env);
		const personal = personalFrom(readScreenSettings(env));
		await mountTui(controller, {
			stdin: keyboardOf(stdin),
			...(until ? {until} : {}),
			stdout,
			env,
			memory,
			choices,
			personal,
			clipboard: (say) => ({copy: async (text) => (await loadClipboard()).copyFor({env, cwd, say}, text)}),
			transcripts: async ({project, sessionId}, how, preparation) =>
				(await loadTranscripts()).readyTranscript(projectPaths(project), sessionId, {how, env, cwd, preparation}),
			editors: async (text) => (await loadEditor()).readyEditor(text, {env, cwd}),
			reports: async ({project, runId}) => (await loadReport()).readyReport(projectPaths(project), runId, {env, cwd}),
			...takeTerminal(stdout, env),
		});
		return 0;
	} finally {
		controller.close();
		await Promise.all([memory.close(), choices.close()]);
	}
};
