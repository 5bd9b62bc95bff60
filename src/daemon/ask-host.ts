// One question to a session host, and its answer.
import {connectSession, type SessionAddress} from './client.ts';
import type {HostMessage, ViewerMessage} from './protocol.ts';

type Refusal = Extract<HostMessage, {type: 'refused'}>;

/** Says one thing and gives what is answered: the message of this type, or a refusal. */
export const askHost = async <Type extends HostMessage['type']>(
	address: SessionAddress,
	said: ViewerMessage,
	type: Type,
): Promise<Extract<HostMessage, {type: Type}> | Refusal> => {
	type Answer = Extract<HostMessage, {type: Type}> | Refusal;
	let settle: (answer: Answer) => void = () => {};
	const answered = new Promise<Answer>((resolve) => {
		settle = resolve;
	});
	const connection = await connectSession(address, {
		onMessage: (message) => {
			if (message.type === type || message.type === 'refused') settle(message as Answer);
		},
		onBytes: () => {},
		onClose: () => settle({type: 'refused', code: 'gone', message: 'its session host is gone'}),
	});
	connection.send(said);
	const answer = await answered;
	connection.close();
	return answer;
};
