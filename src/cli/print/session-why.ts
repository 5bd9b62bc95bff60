// Why a session is said to be in its state, for people and for scripts.
import type {Session} from '../../domain/session.ts';
import {sourceWords} from '../../domain/session-evidence.ts';
import {plainLine, quoted} from '../../domain/text.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import {releaseWords} from '../../runtimes/releases.ts';

/** The evidence as scripts read it. */
export const whyDocument = ({evidence, why, message, startedAt, runtime, release}: Session) => ({
	why: {
		source: evidence,
		rule: why?.rule ?? null,
		seen: why?.seen ?? null,
		message,
		since: why?.since ?? startedAt,
		release: release ?? null,
		about: releaseWords(adapterOf(runtime), release ?? null),
	},
});

/** The evidence in lines. */
export const whyLines = ({
	id,
	taskId,
	state,
	evidence,
	message,
	why,
	startedAt,
	runtime,
	release,
}: Session): string[] => [
	`${id}  ${taskId}  ${state} since ${why?.since ?? startedAt}`,
	`  by ${sourceWords(evidence)}${why?.rule ? `, rule ${quoted(why.rule)}` : ''}`,
	...(why?.seen ? [`  seen: ${quoted(why.seen)}`] : []),
	...(message === null ? [] : [`  says: ${quoted(message)}`]),
	...(release === undefined ? [] : [`  runs: ${programWords(runtime, release)}`]),
];

const programWords = (runtime: string, release: string): string => {
	const about = releaseWords(adapterOf(runtime), release);
	return `${plainLine(`${runtime} ${release}`)}${about === null ? '' : ` (${about})`}`;
};
