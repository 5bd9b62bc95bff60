// `artifact.take`: the file that a step owes, read from its workspace, validated and hashed (SPEC RE-5).
import {createHash} from 'node:crypto';
import {lstatSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {readRegularFile} from '../../files/regular-file.ts';
import type {Performer} from './context.ts';
import {failure} from './failures.ts';
import {schemaProblem} from './json-schema.ts';

const LONGEST = 8 * 1024 * 1024;

export const takeOwedFile: Performer<'artifact.take'> = async ({run, paths}, effect, action) => {
	if (run.workspace === null)
		return {kind: 'failed', failure: failure('internal', 'fatal', 'no-workspace', `${effect.step}: no workspace.`)};
	const invalid = (problem: string) => ({kind: 'artifact-invalid', problem: `${action.path}: ${problem}`}) as const;
	const file = within(run.workspace.path, action.path);
	if (file === undefined) return invalid('there is no such file in the workspace');
	const bytes = readRegularFile(file);
	if (bytes === undefined || bytes.length === 0) return invalid('it is missing or empty');
	if (bytes.length > LONGEST) return invalid('it is larger than 8 MB');
	const text = bytes.toString('utf8');
	const payload = parsed(text);
	if (payload === undefined) return invalid('it is not valid JSON');
	const problem =
		action.schema === null ? undefined : await schemaProblem(path.join(paths.root, action.schema), payload);
	if (problem !== undefined) return invalid(problem);
	return {kind: 'artifact', payload, hash: createHash('sha256').update(bytes).digest('hex')};
};

/** The real path of a file of the workspace; undefined where there is none, or a link leads out. */
const within = (root: string, name: string): string | undefined => {
	const wanted = path.resolve(root, name);
	if (lstatSync(wanted, {throwIfNoEntry: false}) === undefined) return undefined;
	const real = realpathSync(wanted);
	return real.startsWith(`${realpathSync(root)}${path.sep}`) ? real : undefined;
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
