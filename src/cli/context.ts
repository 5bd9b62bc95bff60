// What every command gets: where it runs, how it speaks, which project it is about.
import path from 'node:path';
import {findProject, type ProjectPaths, projectPaths, realDirectory} from '../config/paths.ts';
import {createOutput, type Output} from './print/output.ts';

/** The surroundings of one call of mosaic. */
export type Surroundings = {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

export type GlobalOptions = {readonly project?: string; readonly json?: boolean};

export type Context = Surroundings & {
	readonly json: boolean;
	readonly output: Output;
	/** Whether a person named the project, instead of leaving it to where they stand. */
	readonly projectNamed: boolean;
	/** The project this call is about; refused (exit 4) when `--project` names no directory. */
	readonly paths: () => ProjectPaths;
};

/** The context of a command under these global options. */
export const createContext = (surroundings: Surroundings, options: GlobalOptions): Context => {
	const json = options.json === true;
	const {cwd, env, stdout} = surroundings;
	return {
		cwd,
		env,
		stdout,
		get stdin() {
			return surroundings.stdin;
		},
		get stderr() {
			return surroundings.stderr;
		},
		json,
		projectNamed: options.project !== undefined,
		output: createOutput(surroundings),
		paths: () => projectPaths(options.project === undefined ? findProject(cwd) : named(cwd, options.project)),
	};
};

const named = (cwd: string, project: string): string => realDirectory(path.resolve(cwd, project));
