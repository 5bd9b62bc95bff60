// What a binding is: an action that has keys, what it asks for, and why it does not work here.
import type {Command} from '../../domain/command.ts';
import type {View} from '../view.ts';
import type {Action, ViewEvent} from '../view-state.ts';
import type {ActionId} from './default-keys.ts';

export const GROUPS = ['Move', 'Tasks', 'Sessions', 'Panes', 'History', 'Runs', 'Everywhere'] as const;
export type Group = (typeof GROUPS)[number];

export type Binding = {
	/** Its name in the settings; default-keys.ts has its keys. */
	readonly id: ActionId;
	/** One or two words for the footer. */
	readonly label: string;
	/** A sentence for the help. */
	readonly help: string;
	readonly group: Group;
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
