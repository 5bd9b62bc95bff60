import type {Event} from '../domain/event.ts';

/** An event on its way into the journal. */
export type Append = {
	readonly at: string;
	readonly runId: string | null;
	readonly sessionId: string | null;
	readonly event: Event;
	/** Appending twice under one key is appending once. */
	readonly key?: string;
};
