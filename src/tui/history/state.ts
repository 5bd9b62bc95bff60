// What is seen of a session's history and what is chosen in it.
import type {Aimed, Motion, Window} from './motions.ts';
import type {Place} from './place.ts';
import type {Hit} from './search.ts';
import type {Selection, SelectionKind} from './selection.ts';

export type Search = {
	readonly pattern: string;
	readonly backward: boolean;
	readonly hits: readonly Hit[];
	/** The hit that the cursor was taken to; -1 where there is none. */
	readonly current: number;
};

/** A pattern on its way; `from` is what is shown again when it is given up. */
export type Prompt = {
	readonly text: string;
	readonly backward: boolean;
	readonly error: string | null;
	readonly from: Pick<HistoryState, 'top' | 'cursor' | 'goal' | 'search'>;
};

/** A mouse button that is held: what was taken with the press, and where the pointer is beyond the edge. */
export type Drag = {
	readonly from: Place;
	readonly to: Place;
	readonly grain: 'character' | 'word' | 'line' | 'block';
	readonly beyond: -1 | 0 | 1;
};

export type HistoryState = Aimed &
	Window & {
		readonly selection: Selection | null;
		readonly search: Search | null;
		readonly prompt: Prompt | null;
		readonly drag: Drag | null;
		/** What just happened, in a few words. */
		readonly said: {readonly text: string; readonly bad: boolean} | null;
	};

export type HistoryAction =
	| {readonly do: 'move'; readonly motion: Motion}
	/** Rows of the view, or parts of its height. */
	| {readonly do: 'scroll'; readonly by: number; readonly unit: 'row' | 'half' | 'page'}
	| {readonly do: 'select'; readonly kind: SelectionKind}
	| {readonly do: 'other-end'}
	| {readonly do: 'copy'; readonly leave: boolean}
	| {readonly do: 'search'; readonly backward: boolean}
	| {readonly do: 'prompt-text'; readonly text: string}
	| {readonly do: 'prompt-done'}
	| {readonly do: 'prompt-cancelled'}
	/** The next hit in the direction of the search, or against it. */
	| {readonly do: 'next'; readonly against: boolean}
	| {readonly do: 'prompt-mark'; readonly by: -1 | 1}
	| {readonly do: 'select-output'}
	| {readonly do: 'open-transcript'; readonly how: 'pager' | 'editor'}
	| {readonly do: 'refresh'}
	| {readonly do: 'escape'}
	| {readonly do: 'leave'}
	| {readonly do: 'pressed'; readonly at: Place; readonly clicks: number; readonly block: boolean}
	| {readonly do: 'dragged'; readonly at: Place; readonly beyond: -1 | 0 | 1}
	| {readonly do: 'released'};

/** What is to be done outside. */
export type HistoryEffect =
	| {readonly do: 'leave'}
	| {readonly do: 'refresh'}
	| {readonly do: 'copy'; readonly text: string; readonly told: string; readonly leave: boolean}
	| {readonly do: 'open-transcript'; readonly how: 'pager' | 'editor'};

export type Step = {readonly state: HistoryState; readonly effect?: HistoryEffect};
