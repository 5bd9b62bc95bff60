// Keys as data: which key asks for what, and why it does not work here. Footer, help and dispatch all read this table.
import {ACTION_KEYS} from './action-keys.ts';
import type {Binding} from './binding.ts';
import {MOVE_KEYS} from './move-keys.ts';

/** Every key of the lists, in the order of the help. */
export const BINDINGS: readonly Binding[] = [...MOVE_KEYS, ...ACTION_KEYS];

/** The binding of a key, by the key's name. */
export const bindingOf = (key: string): Binding | undefined => BINDINGS.find((binding) => binding.keys.includes(key));
