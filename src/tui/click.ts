import type {ActionId} from './input/default-keys.ts';
import type {PanelId} from './layout.ts';
import type {PaneKey} from './panes/pane-session.ts';
import type {PeopleEvent} from './people/people-state.ts';

/** What a click on a piece of text does. */
export type Click =
	/** The same as the action's key. */
	| {readonly run: ActionId}
	/** The same as this key, in a dialog or the filter line. */
	| {readonly press: string}
	/** Chooses an entry of the open list, or an answer of the open question; the chosen one is done. */
	| {readonly choose: number}
	| {readonly panel: PanelId}
	/** In the inbox, among the runs, on a run's page. */
	| {readonly people: PeopleEvent}
	/** Goes to a session of the list beside the preview; to the one that is shown there: types into it. */
	| {readonly pane: PaneKey}
	/** Takes the keyboard back from a session. */
	| {readonly leave: true};
