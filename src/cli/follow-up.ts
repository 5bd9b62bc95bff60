// `mosaic follow-up`: for agents, inside a session. One line more in the file that the engine reads while they work.
import {appendFileSync} from 'node:fs';
import {refuse} from '../domain/errors.ts';
import type {Context} from './context.ts';

export type FollowUpCommandOptions = {
	readonly kind: string;
	readonly title: string;
	readonly detail: string | undefined;
	readonly suggestedAction: string | undefined;
};

/** Notes what should be done besides the task. Refused outside a session. */
export const followUpCommand = async (context: Context, options: FollowUpCommandOptions): Promise<number> => {
	const target = context.env.MOSAIC_FOLLOW_UPS;
	if (target === undefined || target === '')
		return refuse('usage', 'no-session', 'only an agent that mosaic started for a step can leave follow-ups.');
	const kind = options.kind.replace('-', '_');
	if (kind !== 'follow_up' && kind !== 'question')
		return refuse('usage', 'unknown-kind', '--kind is follow_up or question.');
	if (options.title.trim() === '') return refuse('usage', 'no-title', '--title must not be empty.');
	const {title, detail = null, suggestedAction = null} = options;
	// One write of one line: lines of several writers do not mix.
	appendFileSync(target, `${JSON.stringify({kind, title, detail, suggestedAction})}\n`, {mode: 0o600});
	if (context.json) context.output.document('follow-up', {kind, title});
	else context.output.print('Noted.');
	return 0;
};
