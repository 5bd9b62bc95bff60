// What a binding is: a key, the command it asks for, and why it does not work here.
import type {Command} from '../domain/command.ts';
import type {View} from './view.ts';
import type {SessionRef, ViewEvent} from './view-state.ts';

/** What a key asks for: a change of the view, a command for the controller, or the end. */
export type Action =
	| {readonly do: 'change'; readonly event: ViewEvent}
	| {readonly do: 'ask'; readonly command: Command; readonly doing: string}
	| {readonly do: 'attach'; readonly session: SessionRef}
	| {readonly do: 'quit'};

export type Binding = {
	/** The names of its keys, the one that is shown first. */
	readonly keys: readonly string[];
	/** One or two words for the footer. */
	readonly label: string;
	/** A sentence for the help. */
	readonly help: string;
	readonly group: 'Move' | 'Tasks' | 'Sessions' | 'Everywhere';
	/** The footer shows the smallest numbers first; keys without one stand in the help only. */
	readonly footer?: number;
	/** Where the footer shows it at all; everywhere when left out. */
	readonly footerWhen?: (view: View) => boolean;
	readonly command: (view: View) => Action | null;
	readonly whyDisabled: (view: View) => string | null;
};

/** Never disabled. */
export const always = (): null => null;

/** A command that only changes the view. */
export const change = (event: ViewEvent) => (): Action => ({do: 'change', event});

/** A command for the controller; `doing` is shown until it is answered. */
export const ask = (command: Command, doing: string): Action => ({do: 'ask', command, doing});
