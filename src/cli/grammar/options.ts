// What each command was asked for, after the command line was read. `context.json` says how to answer.

/** `mosaic run`, and `mosaic --print-only`. */
export type RunCommandOptions = {
	/** Undefined: the next ready task. */
	readonly taskId: string | undefined;
	readonly runtime: string | undefined;
	/** The implementer's model in this run; undefined: that of its role. */
	readonly model: string | undefined;
	readonly milestone: string | undefined;
	readonly workflow: string | undefined;
	readonly env: Readonly<Record<string, string>>;
	/** What stood after `--`, exactly; undefined where there was no `--`. */
	readonly argv: readonly string[] | undefined;
	readonly printOnly: boolean;
	/** All ready tasks, down to `until`, so many at once. */
	readonly all: boolean;
	readonly until: string | undefined;
	readonly parallel: number | undefined;
	readonly detach: boolean;
	readonly inline: boolean;
	/** True for `mosaic resume`. */
	readonly resume: boolean;
};

export type AttachCommandOptions = {readonly sessionId: string};
export type StopCommandOptions = {readonly id: string; readonly force: boolean};
export type ScreenCommandOptions = {readonly sessionId: string};
export type TranscriptCommandOptions = {
	readonly sessionId: string;
	readonly editor: boolean;
	/** To stdout, also where that is a terminal. */
	readonly print: boolean;
	/** Undefined: where the program shows them. */
	readonly colours: boolean | undefined;
};
export type DemoCommandOptions = {
	/** The directory to make; undefined: a temporary one. */
	readonly directory: string | undefined;
	readonly headless: boolean;
	readonly keep: boolean;
};

export type InitCommandOptions = {
	readonly name: string | undefined;
	readonly tasks: string | undefined;
	readonly id: string | undefined;
};
export type DoneCommandOptions = {readonly taskId: string};
export type SessionsCommandOptions = {
	readonly all: boolean;
	/** With the evidence for each state. */
	readonly why: boolean;
};
export type EventsCommandOptions = {
	readonly run: string | undefined;
	readonly since: number | undefined;
	readonly follow: boolean;
};
