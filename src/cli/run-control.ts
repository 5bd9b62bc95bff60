// `mosaic retry`, `restart`, `pause`, `continue`, `abort`, and `stop` of a run that the engine drives.
import {randomUUID} from 'node:crypto';
import type {RunCommand} from '../domain/run-command.ts';
import type {Context} from './context.ts';
import {askEngine} from './engine.ts';

export type Control =
	| {readonly type: 'retry' | 'pause' | 'continue' | 'stop'}
	| {readonly type: 'restart'; readonly from: string}
	| {readonly type: 'abort'; readonly reason: string};

/** Asks for a change of a run's course. */
export const controlCommand = async (
	context: Context,
	{runId, control, token}: {readonly runId: string; readonly control: Control; readonly token?: string | undefined},
): Promise<number> => {
	const command: RunCommand = {by: 'person', token: token ?? randomUUID(), ...control};
	const {message, value} = await askEngine(context, {type: 'of-run', runId, command});
	if (context.json) context.output.document(control.type, value as object);
	else context.output.print(`${message}.${(value as {state?: string}).state === 'running' ? followed(runId) : ''}`);
	return 0;
};

const followed = (runId: string): string => ` \`mosaic events --run ${runId} --follow\` shows how it goes.`;
