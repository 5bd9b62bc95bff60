// Keys as data: which key asks for what, and why it does not work here. Footer, help, palette and dispatch all read this table.

import {HISTORY_BINDINGS, LIST_HISTORY_KEYS, PANE_HISTORY_KEYS} from '../history/history-bindings.ts';
import {OPEN_PANES, PANE_KEYS} from '../panes/pane-keys.ts';
import {OPEN_INBOX, OPEN_RUNS} from '../people/open-keys.ts';
import {PEOPLE_KEYS} from '../people/people-keys.ts';
import {peopleShown} from '../people/shown.ts';
import type {View} from '../view.ts';
import {ACTION_KEYS} from './action-keys.ts';
import type {Binding} from './binding.ts';
import {MOVE_KEYS} from './move-keys.ts';

/** Every action of the lists, in the order of the help. */
export const BINDINGS: readonly Binding[] = [
	...MOVE_KEYS,
	...OPEN_RUNS,
	OPEN_PANES,
	...LIST_HISTORY_KEYS,
	OPEN_INBOX,
	...ACTION_KEYS,
];

/** Every action while panes are seen. */
const EVERYWHERE = [OPEN_INBOX, ...ACTION_KEYS.filter(({group}) => group === 'Everywhere')];
const PANE_BINDINGS: readonly Binding[] = [...PANE_KEYS, ...PANE_HISTORY_KEYS, ...EVERYWHERE];

/** Every action while what waits, or a run, is seen. */
const PEOPLE_BINDINGS: readonly Binding[] = [...PEOPLE_KEYS, ...EVERYWHERE];

/** Every action while a pane is held. */
const HELD_BINDINGS: readonly Binding[] = [
	...HISTORY_BINDINGS,
	...EVERYWHERE.filter(({id}) => id === 'palette' || id === 'messages' || id === 'help'),
];

/** The actions that a view has. */
export const bindingsIn = ({state, held}: Pick<View, 'state' | 'held'>): readonly Binding[] => {
	if (held !== null) return HELD_BINDINGS;
	if (peopleShown(state)) return PEOPLE_BINDINGS;
	return state.panes.open ? PANE_BINDINGS : BINDINGS;
};

/** The binding of a key in a view, by the key's name. */
export const bindingOf = (key: string, view: Pick<View, 'state' | 'held'>): Binding | undefined =>
	bindingsIn(view).find((binding) => view.state.settings.keys[binding.id].includes(key));

/** The keys that mean this action in a view: another action may come before it with one of them, as `?` in the history. */
export const keysOfBinding = ({id}: Binding, view: Pick<View, 'state' | 'held'>): readonly string[] =>
	view.state.settings.keys[id].filter((key) => bindingOf(key, view)?.id === id);
