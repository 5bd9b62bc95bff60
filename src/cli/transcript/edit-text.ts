// A text in a person's own editor: what they leave in the file is what it is then.
import {readFileSync} from 'node:fs';
import {writePrivateFile} from './private-file.ts';
import {viewerProgram} from './program.ts';
import type {ReadyViewer} from './ready-viewer.ts';
import {runInTerminal} from './run-in-terminal.ts';

export type ReadyEditor = ReadyViewer & {
	/** What the person left; to be asked for once it was shown. */
	text(): string;
};

type Where = {readonly env: NodeJS.ProcessEnv; readonly cwd: string};

/** More than a run command takes is no text that somebody wrote here. */
const LONGEST = 100_000;

/** Writes the text where the editor will read it. Refused where there is no editor. */
export const readyEditor = async (text: string, {env, cwd}: Where): Promise<ReadyEditor> => {
	const program = viewerProgram('editor', env, cwd);
	const {file, remove} = await writePrivateFile(env, 'text.md', [text]);
	let left = text;
	return {
		show: async () => {
			try {
				const problem = await runInTerminal([...program.argv, file], program.env, remove);
				if (problem === null) left = readFileSync(file, 'utf8').slice(0, LONGEST).replace(/\n$/, '');
				return problem;
			} finally {
				remove();
			}
		},
		discard: remove,
		text: () => left,
	};
};
