// A transcript made ready for a pager or an editor, live or ended: what was printed up to now.
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import {findSession} from '../../daemon/session-address.ts';
import {refuse} from '../../domain/errors.ts';
import {segmentsOf} from '../../sessions/transcript.ts';
import type {Preparation} from '../../tui/preparing.ts';
import {wantsColour} from '../print/output.ts';
import {writePrivateFile} from './private-file.ts';
import {type Viewing, viewerProgram} from './program.ts';
import {type ReadyViewer, readyViewer} from './ready-viewer.ts';
import {transcriptText} from './text.ts';

export type OpenOptions = {
	readonly how: Viewing;
	/** Undefined: colours where the program shows them. */
	readonly colours?: boolean | undefined;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	/** Gives it up, and is told how far it is. */
	readonly preparation?: Preparation | undefined;
};

/** Writes the transcript where the program will read it. Refused where there is none, or no program. */
export const readyTranscript = async (
	paths: ProjectPaths,
	sessionId: string,
	{how, colours, env, cwd, preparation}: OpenOptions,
): Promise<ReadyViewer> => {
	const directory = transcriptDirectory(paths, sessionId);
	const program = viewerProgram(how, env, cwd);
	const styles = colours ?? (program.colours && wantsColour(true, env));
	const text = transcriptText(directory, styles, preparation?.progress);
	const {file, remove} = await writePrivateFile(env, `${sessionId}.txt`, text, preparation?.signal);
	return readyViewer(program, file, remove);
};

/** Where a session's transcript is; refused where it has printed nothing yet. */
export const transcriptDirectory = (paths: ProjectPaths, sessionId: string): string => {
	const {session} = findSession(paths, sessionId, new Date());
	const directory = path.join(paths.sessionsDir, session.id);
	if (segmentsOf(directory).length > 0) return directory;
	return refuse('not-found', 'no-transcript', `${session.id} has no transcript: it has printed nothing yet.`);
};
