// How a runtime is spoken with whose stream goes both ways.
import type {AgentEvent} from '../domain/agent-event.ts';
import type {Launch, LaunchOptions, Permissions, ReaderOptions} from './adapter.ts';

export type Leave = {readonly allow: true} | {readonly allow: false; readonly reason: string};

export type LeaveRequest = {
	readonly id: string;
	/** Whole, as the tool would get them; null and none where the request has none. */
	readonly command: string | null;
	readonly paths: readonly string[];
	readonly answer: (leave: Leave) => string;
};

export type DialogueOptions = ReaderOptions & {
	readonly prompt: string;
	readonly cwd: string;
	/** The id of the conversation that is gone on with. */
	readonly resume: string | null;
};

/** What was heard, what is to be said back at once, and what is asked leave for: each has an event of its id. */
export type Heard = {
	readonly events: readonly AgentEvent[];
	readonly say: string;
	readonly requests: readonly LeaveRequest[];
};

export type Dialogue = {
	/** What is written first. */
	begin(): string;
	hear(bytes: Uint8Array): Heard;
	/** What the end of the output means; called once, after the last byte. */
	end(): readonly AgentEvent[];
};

export type TwoWay = {
	/** Whether its stream names no conversation; then the id that its launch gives it is the one. */
	readonly namesNone?: true;
	/** Whether it is used: some ask only where they are not free to do everything, or nothing. */
	applies(permissions: Permissions | null): boolean;
	/** The headless launch, made to listen; `folder` is a private one for files that it brings along. */
	launch(options: LaunchOptions, folder: string): Launch;
	open(options: DialogueOptions): Dialogue;
};
