// The conversation of an agent on its own screen, where its id is known before it starts: a later turn finds it there as it
// finds those that streams tell.
import {appendFileSync} from 'node:fs';
import {makePrivateDirectory} from '../../files/private-dir.ts';
import {agentEventsFile} from '../results/agent-events.ts';

/** Appends the id beside the session's transcript, before the agent is let through its gate. */
export const recordConversation = (sessionDirectory: string, id: string): void => {
	makePrivateDirectory(sessionDirectory);
	const line = `${JSON.stringify({type: 'session-id', id, model: null})}\n`;
	appendFileSync(agentEventsFile(sessionDirectory), line, {mode: 0o600});
};
