// What an agent that reports in a structured stream does: one vocabulary for all runtimes. Texts are the agent's own and
// hostile; whoever shows one cleans it first.
import type {Usage} from './usage.ts';

/** What a tool does, whatever a runtime calls it; policies and logs go by it. */
export type ToolKind = 'write' | 'edit' | 'read' | 'search' | 'shell' | 'web' | 'agent' | 'plan' | 'question' | 'other';

export type TodoItem = {readonly text: string; readonly state: 'open' | 'active' | 'done'};

/** Whose fault an error is. `auth`: not signed in; `limit`: told to wait, or out of credit; `api`: the model's service. */
/** `request`: the service takes what was asked for never, however often it is asked. */
export type AgentErrorKind = 'auth' | 'limit' | 'api' | 'request' | 'agent';

export type ToolCall = {
	/** The runtime's own id of the call; its result has the same. */
	readonly id: string;
	/** The runtime's own name of the tool. */
	readonly tool: string;
	readonly kind: ToolKind;
	/** The file, command, address or pattern that it is about; null where there is none. */
	readonly subject: string | null;
};

export type AgentEvent =
	| {readonly type: 'session-id'; readonly id: string; readonly model: string | null}
	/** `part`: it goes on where the text before it ended. */
	| {readonly type: 'text'; readonly text: string; readonly part: boolean}
	| {readonly type: 'thinking'; readonly text: string; readonly part: boolean}
	| ({readonly type: 'tool-call'} & ToolCall)
	| {readonly type: 'tool-result'; readonly id: string; readonly ok: boolean; readonly output: string}
	/** `diff` is in unified form, where the runtime tells one. */
	| {
			readonly type: 'file-change';
			readonly path: string;
			readonly change: 'add' | 'edit' | 'delete';
			readonly diff: string | null;
	  }
	/** The whole list, each time it changes. */
	| {readonly type: 'todo-list'; readonly items: readonly TodoItem[]}
	| {readonly type: 'question'; readonly id: string; readonly question: string; readonly options: readonly string[]}
	/** `denied`: the runtime refused by itself, nobody was asked. */
	| ({readonly type: 'permission-request'; readonly decision: 'pending' | 'denied'; readonly words: string} & ToolCall)
	/** What was used since the usage event before: these can be added up. `exact` is false where the end was not told. */
	| {readonly type: 'usage'; readonly usage: Usage; readonly exact: boolean}
	/** `fatal` ends the run; another one is told of while the runtime tries again. */
	| {readonly type: 'error'; readonly kind: AgentErrorKind; readonly message: string; readonly fatal: boolean}
	/** A line that is not of the stream: a warning of the program, a half line at its end, one too long to be kept. */
	| {readonly type: 'unread-line'; readonly text: string}
	/** The runtime's own word that its turn is over. */
	| {
			readonly type: 'end';
			readonly how: 'done' | 'failed' | 'interrupted' | 'denied';
			/** What it said last. */
			readonly message: string | null;
	  };
