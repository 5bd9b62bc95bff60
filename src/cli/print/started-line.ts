import type {Started} from '../../daemon/spawn.ts';
import {plainLine, shorten} from '../../domain/text.ts';

/** `sess-001 works on T1 Title (claude, solo, PID 123)`. */
export const startedLine = ({sessionId, taskId, taskTitle, runtime, pid}: Started): string =>
	`${sessionId} works on ${plainLine(taskId)} ${shorten(plainLine(taskTitle), 60)} (${plainLine(runtime)}, solo, PID ${pid})`;
