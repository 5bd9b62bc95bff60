// What the scripted model answers, one turn for each request of the agent's own conversation.

export type ToolTurn =
	| {readonly kind: 'write'; readonly path: string; readonly content: string}
	| {readonly kind: 'edit'; readonly path: string; readonly before: string; readonly after: string}
	/** `escalate`: asks to leave the sandbox, where the agent has one. */
	| {readonly kind: 'shell'; readonly command: string; readonly escalate?: boolean}
	| {readonly kind: 'ask'; readonly question: string; readonly options: readonly string[]}
	| {readonly kind: 'plan'; readonly items: readonly string[]}
	/** A tool by how its name ends, such as one of an MCP server; `hidden`: where it is offered only to who asks for it. */
	| {
			readonly kind: 'named';
			readonly name: string;
			readonly input: Readonly<Record<string, unknown>>;
			readonly hidden?: {readonly namespace: string};
	  };

export type Turn = {
	readonly text?: string;
	readonly thinking?: string;
	readonly tool?: ToolTurn;
	/** Answers with this status and no more; the request does not count. */
	readonly status?: number;
	/** Begins to answer and never ends. */
	readonly hang?: boolean;
};

/** What a request costs, by its number; another number for each, so that one counted twice is seen. */
export const countsOf = (number: number): Counts => ({
	input: 200 + number,
	cached: 1000 + 10 * number,
	output: 50 + 100 * number,
});

export type Counts = {readonly input: number; readonly cached: number; readonly output: number};

/** A request that was answered: `own` is false for titles and the like that programs ask for beside their work. */
export type LedgerLine = {
	readonly api: string;
	readonly model: string;
	readonly own: boolean;
	readonly status: number;
	readonly counts: Counts | null;
	readonly promptBytes: number;
};

export type Tool = {
	readonly name: string;
	readonly properties: Readonly<Record<string, {type?: unknown}>>;
	readonly required: readonly string[];
	/** A tool of codex's that takes a text instead of arguments. */
	readonly isText: boolean;
	readonly namespace: string | null;
};

export type Call = {
	readonly id: string;
	readonly tool: Tool;
	readonly input: Record<string, unknown>;
	readonly text: string | null;
};

/** A turn as a renderer needs it. */
export type Answer = {
	readonly id: string;
	readonly model: string;
	readonly stream: boolean;
	readonly text: string;
	readonly thinking: string | null;
	readonly call: Call | null;
	readonly hang: boolean;
	readonly counts: Counts;
};
