// What an agent told in a structured way, one event a line, beside the transcript of its session: usage is counted from
// it, and a later session finds its conversation again.
import {appendFileSync, existsSync, statSync} from 'node:fs';
import type {AgentEvent} from '../domain/agent-event.ts';
import {agentEventsFile} from '../engine/results/agent-events.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';

/** What is longer is no record any more; usage and ids are kept beyond it. */
const LONGEST = 32 * 1024 * 1024;

/** Appends events. Words need not be kept: the transcript has them. */
export const openRecord = (directory: string) => {
	makePrivateDirectory(directory);
	const file = agentEventsFile(directory);
	let size = existsSync(file) ? statSync(file).size : 0;
	return (event: AgentEvent): void => {
		if (size > LONGEST && event.type !== 'usage' && event.type !== 'session-id' && event.type !== 'end') return;
		const line = `${JSON.stringify(event)}\n`;
		size += line.length;
		appendFileSync(file, line, {mode: 0o600});
	};
};
