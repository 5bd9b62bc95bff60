import type {RunCommand} from './run-command.ts';

/** What a person or a script can ask of a controller. `project` is the project's real path. */
export type Command =
	| {type: 'mission.select'; project: string}
	/** Takes the project off the list; touches nothing in it. */
	| {type: 'mission.forget'; project: string}
	| {type: 'task.start'; project: string; taskId: string; runtime?: string}
	| {type: 'task.resume'; project: string; taskId: string}
	| {type: 'task.mark-done'; project: string; taskId: string}
	| {type: 'session.stop'; project: string; sessionId: string}
	/** A person goes on with a headless agent in its own screen, at once or after its turn. */
	| {type: 'session.take-over'; project: string; sessionId: string; when: 'now' | 'turn'}
	/** Starts a run that the engine drives; without a workflow, by the one of the settings. */
	| {type: 'run.start'; project: string; taskId: string; workflow?: string; runtime?: string}
	/** Starts an engine for runs that are under way without one, or finds the one that runs. */
	| {type: 'engine.start'; project: string}
	/** Brings the next page of ended runs. */
	| {type: 'runs.older'; project: string}
	/** Approves, answers, retries, pauses, … */
	| {type: 'run.command'; project: string; runId: string; command: RunCommand};
