import type {Action} from '../view-state.ts';

/** One entry to pick: what it does, the keys that do the same, and why it cannot be done now. */
export type Item = {
	/** The same whenever it is the same thing, so that it can be remembered. */
	readonly id: string;
	readonly group: string;
	readonly text: string;
	readonly keys: readonly string[];
	readonly reason: string | null;
	readonly action: Action | null;
};
