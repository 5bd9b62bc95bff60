// What mosaic has to know of a program to launch, follow, answer, resume, count and end it. Pure: data and functions of
// their arguments.
import type {AgentEvent} from '../domain/agent-event.ts';
import type {Failure} from '../domain/failure.ts';
import type {Usage} from '../domain/usage.ts';
import type {Hooks} from './hooks.ts';
import type {ScreenRule} from './screen-rules.ts';
import type {TimedWrite} from './submit.ts';

/**
 * How freely an agent may act before it asks, from least to most: look only; ask before each change; change files
 * unasked; do anything unasked. What a person has set for the program counts where none is given.
 */
const PERMISSIONS = ['read', 'ask', 'edit', 'all'] as const;
export type Permissions = (typeof PERMISSIONS)[number];

export type LaunchOptions = {
	/** The program with what comes before its options, from the settings; empty for the runtime's own name. */
	readonly command: readonly string[];
	/** Null only where an interactive session shall open at its prompt. */
	readonly prompt: string | null;
	/** Absolute. */
	readonly cwd: string;
	/** A UUID for a new session; runtimes that choose their own leave it aside. */
	readonly sessionId: string;
	/** The id of a session to go on with, as its `session-id` event told it. */
	readonly resume: string | null;
	readonly model: string | null;
	readonly effort: string | null;
	readonly permissions: Permissions | null;
	/** Tools that need no leave, in the runtime's own words. */
	readonly allowedTools: readonly string[];
	/** Whether a person agreed that programs may trust the folder; without it their own dialogs ask. */
	readonly trusted: boolean;
	/** Folders outside of `cwd` that its work needs, for a runtime that holds its tools to `cwd`. */
	readonly writable?: readonly string[];
	/** mosaic's own MCP server, for a runtime that takes one. */
	readonly ownServer?: OwnServer | null;
	/** The file with the settings that name mosaic as a hook, for a runtime that has hooks. */
	readonly hooksFile?: string | null;
};

/** How an agent starts mosaic's MCP server; the marks of its session are in its environment, never in an argument. */
export type OwnServer = {
	readonly command: string;
	readonly args: readonly string[];
	/** Where settings that name it can lie: private, of this start alone. */
	readonly file: string;
};

export type Launch = {
	readonly argv: readonly string[];
	/** Added to the agent's environment. */
	readonly env: Readonly<Record<string, string>>;
	/** Files that it brings along, in a private folder of this start. */
	readonly files?: readonly {readonly path: string; readonly text: string}[];
	/** `ignore`: it must see the end of its input at once, or a terminal nobody types into. */
	readonly stdin: 'terminal' | 'ignore';
	/** With `ignore`: what stands on its input before the end. */
	readonly input?: string;
	/** The session's id, where it is known before it starts. */
	readonly sessionId: string | null;
	/** What was asked for and this runtime has no option for; told to the person, never dropped silently. */
	readonly unsupported: readonly ('model' | 'effort' | 'permissions' | 'allowed tools' | 'resume')[];
};

/** Reads a program's structured output, however it is cut into chunks. */
export type Reader = {
	push(bytes: Uint8Array): AgentEvent[];
	/** What the end of the output means; called once, after the last byte. */
	end(): AgentEvent[];
};

export type ReaderOptions = {
	/** The model that was asked for; some streams do not name theirs. */
	readonly model: string | null;
	/** All that a resumed session had used before; some runtimes count on from there. Empty for a new session. */
	readonly usedBefore: readonly Usage[];
};

export type ProcessEnd = {readonly exitCode: number | null; readonly signal: string | null};

/** What a run of the program came to. `denied`: it ended because it was not allowed something. */
export type Outcome =
	| {readonly kind: 'done'; readonly message: string | null}
	| {readonly kind: 'denied'; readonly message: string}
	| {readonly kind: 'interrupted'; readonly message: string}
	| {readonly kind: 'failed'; readonly failure: Failure};

/** A step of ending it: what is typed, or which signal is sent to all of its processes, and how long it may take. */
export type EndStep =
	| {readonly type: string; readonly waitMs: number}
	| {readonly signal: string; readonly waitMs: number};

/** What tells whether somebody is signed in, without starting the program: variables, or files below the home folder. */
export type SignIn = {readonly env: readonly string[]; readonly files: readonly string[]; readonly hint: string};

export type Adapter = {
	readonly name: string;
	/** The version that this was measured with; another one may look different. */
	readonly measured: string;
	/** Whether its stream says that a run is over; of one that says nothing the exit code has to do. */
	readonly reports: boolean;
	/** What a person should know before the first start. */
	readonly traps: readonly string[];
	readonly signIn: SignIn;
	/** Variables of the program's own that an allowlist lets through; names, or prefixes that end with `*`. */
	readonly environment: readonly string[];
	interactive(options: LaunchOptions): Launch;
	headless(options: LaunchOptions): Launch;
	createReader(options: ReaderOptions): Reader;
	/** Types a prompt into its own screen. */
	submit(text: string): readonly TimedWrite[];
	readonly endSteps: readonly EndStep[];
	/** What its screen says, as data; looked at only where it does not report its state itself. */
	readonly screenRules: readonly ScreenRule[];
	/** Left out where it can start no program of mosaic's. */
	readonly hooks?: Hooks;
	/** Whether it takes mosaic's MCP server along; not where a person has set one of the variables that name its settings. */
	readonly takesServer?: {readonly unlessSet: readonly string[]};
};
