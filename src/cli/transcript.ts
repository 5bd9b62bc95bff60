// `mosaic transcript`: all that a session has printed, in the person's pager or editor, or for a pipe.
import {once} from 'node:events';
import {Refused} from '../domain/errors.ts';
import type {Context} from './context.ts';
import type {TranscriptCommandOptions} from './grammar/options.ts';
import {readyTranscript, transcriptDirectory} from './transcript/open.ts';
import {transcriptText} from './transcript/text.ts';
import {whileWaiting} from './transcript/waiting.ts';

/** As a shell tells of a program that Ctrl+C ended. */
const INTERRUPTED = 130;

/** Shows or prints it; gives the exit code. */
export const transcriptCommand = async (context: Context, options: TranscriptCommandOptions): Promise<number> => {
	const {sessionId, editor, colours} = options;
	const {stdin, stdout, stderr, output, json, env, cwd} = context;
	const paths = context.paths();
	if (json) {
		const text = [...transcriptText(transcriptDirectory(paths, sessionId), false)].join('');
		output.document('transcript', {sessionId, lines: text.split('\n').slice(0, -1)});
		return 0;
	}
	const hasTerminal = stdin.isTTY === true && stdout.isTTY === true;
	if (editor && !hasTerminal)
		throw new Refused({kind: 'usage', code: 'no-terminal', message: 'an editor needs a terminal. Leave --editor out.'});
	if (!hasTerminal || options.print) {
		await printAll(stdout, transcriptText(transcriptDirectory(paths, sessionId), colours ?? false));
		return 0;
	}
	const how = editor ? 'editor' : 'pager';
	const viewer = await whileWaiting(stderr, `${sessionId} transcript`, (preparation) =>
		readyTranscript(paths, sessionId, {how, colours, env, cwd, preparation}),
	);
	if (viewer === undefined) return INTERRUPTED;
	const failure = await viewer.show();
	if (failure === null) return 0;
	throw new Refused({kind: 'failed', code: 'viewer-failed', message: failure});
};

/** No faster than it is read. */
const printAll = async (stdout: NodeJS.WriteStream, pieces: Iterable<string>): Promise<void> => {
	for (const piece of pieces) if (piece !== '' && !stdout.write(piece)) await once(stdout, 'drain');
};
