// A session as the command line shows it, in a table and in JSON.
import {formatDuration} from '../../domain/duration.ts';
import {isLive, type Session, type SessionState, STATE_GLYPHS} from '../../domain/session.ts';
import {progressWords} from '../../domain/session-progress.ts';
import type {Output, Style} from './output.ts';
import {table} from './table.ts';

const STATE_STYLES: Readonly<Record<SessionState, Style | undefined>> = {
	starting: 'cyan',
	working: 'cyan',
	waiting: 'yellow',
	idle: undefined,
	done: 'green',
	failed: 'red',
	crashed: 'red',
	stopped: 'dim',
};

/** The fields that scripts may rely on. */
export const sessionDocument = (session: Session) => ({
	id: session.id,
	taskId: session.taskId,
	taskTitle: session.taskTitle,
	runId: session.runId,
	runtime: session.runtime,
	pid: session.pid,
	state: session.state,
	evidence: session.evidence,
	message: session.message,
	milestoneId: session.milestoneId,
	startedAt: session.startedAt,
	endedAt: session.endedAt,
	endedReason: session.endedReason,
	exitCode: session.exitCode,
	signal: session.signal,
	durationSeconds: session.durationSeconds,
	...(session.release === undefined ? {} : {release: session.release}),
	...(session.progress === undefined ? {} : {progress: session.progress}),
});

/** The sessions as aligned lines under a header. */
export const sessionTable = (sessions: readonly Session[], output: Output): string[] => {
	const paint = (cell: string, row: number): string => {
		const style = STATE_STYLES[sessions[row]?.state ?? 'idle'];
		return style ? output.styled(style, cell) : cell;
	};
	const columns = [
		{title: 'SESSION'},
		{title: 'STATE', paint},
		{title: 'TASK'},
		{title: 'RUNTIME'},
		{title: 'PID'},
		{title: 'TIME'},
		{title: '', flexible: true},
	];
	const rows = sessions.map((session) => [
		session.id,
		`${STATE_GLYPHS[session.state]} ${session.state}`,
		session.taskId,
		session.runtime,
		session.pid === null ? '—' : String(session.pid),
		formatDuration(session.durationSeconds),
		session.message ??
			(isLive(session.state) && session.progress ? progressWords(session.progress) : endingOf(session)),
	]);
	const [header = '', ...lines] = table(columns, rows, output.columns);
	return [output.styled('dim', header), ...lines];
};

const endingOf = ({signal, exitCode}: Session): string => {
	if (signal !== null) return `ended by ${signal}`;
	return exitCode === null ? '' : `exit code ${exitCode}`;
};
