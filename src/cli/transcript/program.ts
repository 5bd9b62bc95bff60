// Which program shows a transcript: the person's own, by the environment, taken apart without a shell.
import path from 'node:path';
import {commandWords} from '../../domain/command-words.ts';
import {refuse} from '../../domain/errors.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';

export type Viewing = 'pager' | 'editor';

export type ViewerProgram = {
	readonly argv: readonly [string, ...string[]];
	readonly env: NodeJS.ProcessEnv;
	/** Whether it shows colours instead of their sequences. */
	readonly colours: boolean;
};

const VARIABLES: Readonly<Record<Viewing, readonly string[]>> = {
	pager: ['MOSAIC_PAGER', 'PAGER'],
	editor: ['VISUAL', 'EDITOR'],
};
const FALLBACK: Readonly<Record<Viewing, string>> = {pager: 'less', editor: 'vi'};

/** The program for `how`; refused where the variable cannot be taken apart or names none that is there. */
export const viewerProgram = (how: Viewing, env: NodeJS.ProcessEnv, cwd: string): ViewerProgram => {
	const variable = VARIABLES[how].find((name) => env[name]?.trim());
	const setting = variable === undefined ? FALLBACK[how] : (env[variable] as string);
	const where = variable === undefined ? `no ${VARIABLES[how].at(-1)} is set` : `$${variable}`;
	const taken = commandWords(setting);
	if (!taken.ok) return refuse('invalid', 'bad-command', `${where}: ${taken.reason}. Mend the variable.`);
	const [program, ...words] = taken.words;
	const found = findProgram(program, env, cwd, where, how);
	const isLess = path.basename(program) === 'less';
	const colours = how === 'pager' && (isLess || words.some((word) => /^-[a-zA-Z]*[rR]/.test(word)));
	// Like git: options of the person's own stay as they are.
	const less = isLess && colours && env.LESS === undefined ? {LESS: '-R'} : {};
	const raw = isLess && env.LESS !== undefined && !words.some((word) => /^-[a-zA-Z]*[rR]/.test(word)) ? ['-R'] : [];
	return {argv: [found, ...words, ...raw], env: {...env, ...less}, colours};
};

const findProgram = (program: string, env: NodeJS.ProcessEnv, cwd: string, where: string, how: Viewing): string => {
	try {
		return resolveExecutable(program, cwd, env);
	} catch (error) {
		const name = how === 'pager' ? 'PAGER' : 'EDITOR';
		return refuse('not-found', 'no-viewer', `${where}: ${(error as Error).message} Set ${name} to one that is there.`);
	}
};
