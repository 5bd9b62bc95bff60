// `mosaic takeover`: a person goes on with a headless agent in its own screen.
import {connectSession} from '../daemon/client.ts';
import {liveAddress} from '../daemon/session-address.ts';
import {Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import type {Context} from './context.ts';

export type TakeoverCommandOptions = {readonly sessionId: string; readonly afterTurn: boolean};

/** Asks the session's host; refused (exit 3) where the session has ended or is not headless. */
export const takeoverCommand = async (
	{paths, json, output}: Context,
	{sessionId, afterTurn}: TakeoverCommandOptions,
): Promise<number> => {
	const address = liveAddress(paths(), sessionId, new Date());
	const refusal = await new Promise<string | undefined>((resolve, reject) => {
		let close = (): void => {};
		const handlers = {
			onMessage: (message: {type: string; message?: unknown}): void => {
				if (message.type !== 'refused' && message.type !== 'taking-over') return;
				resolve(message.type === 'refused' ? plainLine(String(message.message)) : undefined);
				close();
			},
			onBytes: () => {},
			onClose: () => resolve('its session host is gone'),
		};
		connectSession(address, handlers).then((connection) => {
			close = connection.close;
			connection.send({type: 'take-over', when: afterTurn ? 'turn' : 'now', by: 'a person'});
		}, reject);
	});
	if (refusal !== undefined)
		throw new Refused({kind: 'refused', code: 'not-headless', message: `${sessionId}: ${refusal}.`, sessionId});
	if (json) output.document('takeover', {sessionId, afterTurn});
	else
		output.print(
			`${sessionId} is yours${afterTurn ? ' after its turn' : ''}. \`mosaic attach ${sessionId}\` types into it.`,
		);
	return 0;
};
