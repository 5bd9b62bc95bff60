// What can be said of an agent's program before it is started, without starting it.
import type {Config} from '../../config/load.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {programsOf} from '../../engine/acp-command.ts';
import {knownRelease} from '../../engine/program-release.ts';
import {ADAPTERS, adapterOf} from '../../runtimes/adapters.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {releaseWords} from '../../runtimes/releases.ts';
import type {Context} from '../context.ts';
import {findSignIn} from '../doctor/sign-in.ts';

export type ProgramFacts = {
	/** The file that would run; null where there is none. */
	readonly program: string | null;
	/** As it was found when it was asked last; null where it never was, or the file changed since. */
	readonly release: string | null;
	/** What would keep it from working, or makes it work otherwise than known. */
	readonly problems: readonly string[];
};

/** Looks the program of `argv` up, its release in mosaic's memory, and whether somebody is signed in with it. */
export const programFacts = (
	{env}: Pick<Context, 'env'>,
	{runtimes, environment}: Config,
	{runtime, argv, root}: {readonly runtime: string; readonly argv: readonly string[]; readonly root: string},
): ProgramFacts => {
	const own: NodeJS.ProcessEnv = {...env, ...environment, ...runtimes[runtime]?.env};
	let program: string | null = null;
	try {
		for (const name of programsOf(argv)) program = resolveExecutable(name, root, own);
	} catch (error) {
		return {program, release: null, problems: [refusalFrom(error).message]};
	}
	const release = (program !== null && ADAPTERS.has(runtime) && knownRelease(program, env)) || null;
	const about = releaseWords(adapterOf(runtime), release);
	const known = ADAPTERS.get(runtime);
	const signIn = known && findSignIn(known, own, process.platform);
	const problems = [
		...(about === null ? [] : [`${plainLine(runtime)}: ${about}`]),
		...(signIn?.signedIn === false ? [`${plainLine(runtime)}: ${signIn.words}`] : []),
	];
	return {program, release, problems};
};
