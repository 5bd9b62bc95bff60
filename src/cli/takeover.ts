// `mosaic takeover`: a person goes on with a headless agent in its own screen.
import {takeOverSession} from '../daemon/take-over.ts';
import type {Context} from './context.ts';

export type TakeoverCommandOptions = {readonly sessionId: string; readonly afterTurn: boolean};

/** Asks the session's host; refused (exit 3) where the session has ended or is not headless. */
export const takeoverCommand = async (
	{paths, json, output}: Context,
	{sessionId, afterTurn}: TakeoverCommandOptions,
): Promise<number> => {
	await takeOverSession(paths(), sessionId, afterTurn ? 'turn' : 'now');
	if (json) output.document('takeover', {sessionId, afterTurn});
	else
		output.print(
			`${sessionId} is yours${afterTurn ? ' after its turn' : ''}. \`mosaic attach ${sessionId}\` types into it.`,
		);
	return 0;
};
