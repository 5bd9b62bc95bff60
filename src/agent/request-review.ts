// An agent that wants a person to look at its work, whatever its answer says.

import {refuse} from '../domain/errors.ts';
import {plainLine, shorten} from '../domain/text.ts';
import {writeJsonFile} from '../files/json-file.ts';
import {type AgentSession, requireStep} from './session.ts';

/** Notes the wish beside the answer to come: the run then waits for a person before it goes on. */
export const requestReview = (caller: AgentSession, reason: string): void => {
	const {task, files} = requireStep(caller, 'requests');
	if (task.expects !== 'implement')
		return refuse(
			'refused',
			'no-work',
			'only work can be reviewed, and this step is a review. Hand in "blocked" to get a person.',
		);
	const line = shorten(plainLine(reason), 1000);
	if (line === '') return refuse('usage', 'no-reason', 'say in one line why a person should look.');
	writeJsonFile(files.reviewWanted, {reason: line});
};
