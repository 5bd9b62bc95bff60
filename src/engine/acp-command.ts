// The command of a configured runtime. An agent that speaks ACP is started by mosaic's own client for it.
import path from 'node:path';
import type {RuntimeConfig} from '../config/schema.ts';
import {ONE_THREAD, programFile} from './own-program.ts';

/** The argv of a runtime as a session starts it, `{prompt}` where the prompt goes; undefined where none is configured. */
export const configuredCommand = (runtime: RuntimeConfig | undefined): readonly string[] | undefined =>
	runtime?.acp === undefined ? runtime?.argv : acpCommand(runtime.acp.argv, '{prompt}');

/** The command of mosaic's client for the agent with this argv. */
export const acpCommand = (argv: readonly string[], prompt: string): readonly string[] => [
	process.execPath,
	ONE_THREAD,
	programFile(NAME, `agent/acp/${SOURCE}`),
	'--prompt',
	prompt,
	'--',
	...argv,
];

/** The programs that an argv needs: its own, and the agent that the client starts. */
export const programsOf = (argv: readonly string[]): readonly string[] => {
	const [program = '', , , , , agent] = withoutOption(argv);
	return isAcpCommand(argv) && agent !== undefined ? [program, agent] : [program];
};

/** Whether an argv, also one that another installation of mosaic recorded, starts the client. */
export const isAcpCommand = (argv: readonly string[]): boolean => {
	const [, client = '', flag, , dashes] = withoutOption(argv);
	return flag === '--prompt' && dashes === '--' && [`${NAME}.js`, SOURCE].includes(path.basename(client));
};

const withoutOption = ([node = '', ...rest]: readonly string[]): readonly string[] =>
	rest[0] === ONE_THREAD ? [node, ...rest.slice(1)] : [node, ...rest];

const SOURCE = 'client-process.ts';
const NAME = 'acp-client';
