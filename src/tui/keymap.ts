// Keys as data: which key asks for what, and why it does not work here. Footer, help, palette and dispatch all read this table.
import {ACTION_KEYS} from './action-keys.ts';
import type {Binding} from './binding.ts';
import {MOVE_KEYS} from './move-keys.ts';
import type {Settings} from './settings.ts';

/** Every action of the lists, in the order of the help. */
export const BINDINGS: readonly Binding[] = [...MOVE_KEYS, ...ACTION_KEYS];

/** The binding of a key, by the key's name. */
export const bindingOf = (key: string, {keys}: Settings): Binding | undefined =>
	BINDINGS.find((binding) => keys[binding.id].includes(key));
