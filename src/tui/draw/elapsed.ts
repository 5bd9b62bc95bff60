import type {SessionView} from '../../domain/controller.ts';
import {formatDuration} from '../../domain/duration.ts';
import {isLive} from '../../domain/session.ts';

/** How long a session runs or ran. Live ones are told in minutes (`<1m`, `4m`, `2h 4m`), so that a still screen stays still. */
export const elapsed = (session: SessionView, now: number): string => {
	if (!isLive(session.state)) return formatDuration(session.durationSeconds);
	const minutes = Math.floor((now - Date.parse(session.startedAt)) / 60_000);
	if (!(minutes >= 1)) return '<1m';
	return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
};
