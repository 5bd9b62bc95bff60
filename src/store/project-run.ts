// The views of runs that the engine drives.
import type {BatchEvent} from '../domain/event.ts';
import type {RunEvent} from '../domain/run-event.ts';
import type {Append} from './entry.ts';
import type {Db} from './open.ts';

/** Brings the views up to one event of a run. */
export const projectRunEvent = (_db: Db, _entry: Append, _event: RunEvent | BatchEvent): void => {};
