/** An agent that a task can be started with. */
export type RuntimeChoice = {
	readonly name: string;
	/** Whether it is started where none is named. */
	readonly isDefault: boolean;
	/** What is started, one element per argument; the prompt stands as `{prompt}`. */
	readonly argv: readonly string[];
	/** Why it cannot be started here; null when it can. */
	readonly whyNot: string | null;
};
