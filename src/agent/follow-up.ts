// What should be done besides the task: one line more in the file that the engine reads while the agent works.
import {appendFileSync} from 'node:fs';
import {refuse} from '../domain/errors.ts';
import {type AgentSession, requireStep} from './session.ts';

export type FollowUpNote = {
	readonly kind: string;
	readonly title: string;
	readonly detail: string | null;
	readonly suggestedAction: string | null;
};

/** Notes a follow-up and gives its kind as it was understood. */
export const leaveFollowUp = (
	caller: AgentSession,
	{title, detail, suggestedAction, ...note}: FollowUpNote,
): string => {
	const {files} = requireStep(caller, 'follow-ups');
	const kind = note.kind.replace('-', '_');
	if (kind !== 'follow_up' && kind !== 'question')
		return refuse('usage', 'unknown-kind', 'the kind is follow_up or question.');
	if (title.trim() === '') return refuse('usage', 'no-title', 'the title must not be empty.');
	// One write of one line: lines of several writers do not mix.
	appendFileSync(files.followUps, `${JSON.stringify({kind, title, detail, suggestedAction})}\n`, {mode: 0o600});
	return kind;
};
