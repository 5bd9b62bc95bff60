// What the person arranged: which panes there are, which has the focus, and what can happen to them.
import type {Direction} from './arrange.ts';
import type {FollowLayout} from './follow.ts';
import type {PaneKey} from './pane-session.ts';
import type {Axis, PaneTree, Path} from './tree.ts';

export type PanesState = {
	/** Whether panes are seen, and not the lists. */
	readonly open: boolean;
	/** The layout that fills itself; null where a person arranged the panes. */
	readonly follow: FollowLayout | null;
	readonly tree: PaneTree | null;
	/** A pane of the tree; null only where there is none. */
	readonly focus: PaneKey | null;
	readonly zoomed: boolean;
};

export const NO_PANES: PanesState = {open: false, follow: 'grid', tree: null, focus: null, zoomed: false};

export type PanesEvent =
	/** The panes are seen; the session given has the focus there. */
	| {readonly what: 'opened'; readonly pane: PaneKey | null}
	| {readonly what: 'closed'}
	| {readonly what: 'focused'; readonly pane: PaneKey}
	| {readonly what: 'focus-moved'; readonly to: Direction}
	| {readonly what: 'focus-numbered'; readonly number: number}
	| {readonly what: 'focus-passed'; readonly by: 1 | -1}
	| {readonly what: 'split'; readonly axis: Axis}
	| {readonly what: 'view-closed'}
	| {readonly what: 'zoomed'; readonly zoomed: boolean}
	| {readonly what: 'swapped'; readonly to: Direction}
	| {readonly what: 'rotated'; readonly by: 1 | -1}
	| {readonly what: 'evened'}
	/** The focused pane wider, narrower, higher or lower by so many cells. */
	| {readonly what: 'resized'; readonly axis: Axis; readonly by: number}
	/** The divider of a split was dragged to here. */
	| {readonly what: 'divided'; readonly path: Path; readonly ratio: number}
	| {readonly what: 'laid-out'; readonly follow: FollowLayout}
	/** The focused pane shows the next session that has none. */
	| {readonly what: 'session-changed'; readonly by: 1 | -1}
	/** The panes that were remembered for the mission. */
	| {readonly what: 'recalled'; readonly panes: PanesState};
