import type {Refusal} from '../../domain/errors.ts';

/** What the engine says to a command. `value` is what the command gives besides (an answer, the id of a run). */
export type EngineAnswer =
	| {readonly ok: true; readonly message: string; readonly value?: unknown}
	| {readonly ok: false; readonly refusal: Refusal};

/** The engine of one project, wherever it runs: in this process, or behind its socket. */
export interface EnginePort {
	/** Never rejects: what goes wrong is the answer's refusal. */
	dispatch(command: unknown): Promise<EngineAnswer>;
	/**
	 * Calls back after the journal got new events of runs. A watch on the database's files cannot tell so much: a commit
	 * shows in shared memory last, and of that nobody hears.
	 */
	subscribe(listener: () => void): () => void;
	/** Lets go of it. An engine in this process ends; one behind a socket goes on as long as it has something to do. */
	close(): Promise<void>;
}
