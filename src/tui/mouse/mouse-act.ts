import type {HistoryMouse} from '../history/mouse.ts';
import type {ActionId} from '../input/default-keys.ts';
import type {Pane} from '../pane.ts';
import type {SessionRef} from '../session-ref.ts';
import type {ViewEvent} from '../view-state.ts';

/** What an event of the mouse asks for. */
export type MouseAct =
	| {readonly do: 'change'; readonly event: ViewEvent}
	/** Bytes for a session, one per character. */
	| {readonly do: 'type'; readonly session: SessionRef; readonly bytes: string}
	/** Lines of a session's history: above zero for newer ones. */
	| {readonly do: 'scroll'; readonly pane: Pane; readonly lines: number}
	/** For the history of a pane, in its cells; one that is not held yet is held. */
	| {readonly do: 'held'; readonly pane: Pane; readonly event: HistoryMouse}
	| {readonly do: 'open'}
	/** The same as an action's key, or as a key. */
	| {readonly do: 'run'; readonly id: ActionId}
	| {readonly do: 'press'; readonly key: string};
