// What a person's settings make of the full screen: resolved, and complete.
import type {PaneLayout} from '../domain/pane-layout.ts';
import {keyName} from './draw/key-name.ts';
import {type ActionId, DEFAULT_KEYS} from './input/default-keys.ts';

export type KeyTable = Readonly<Record<ActionId, readonly string[]>>;

export type Settings = {
	/** The keys of each action, the one that is shown first. */
	readonly keys: KeyTable;
	/** Takes the keyboard back from a session. */
	readonly leaveKey: string;
	/** How panes fill themselves until a person arranges them. */
	readonly layout: PaneLayout;
};

export const DEFAULT_SETTINGS: Settings = {keys: DEFAULT_KEYS, leaveKey: 'ctrl+q', layout: 'grid'};

/** The key that a hint names for an action; for one without a key the palette's. */
export const shownKey = ({keys}: Settings, id: ActionId): string => keyName(keys[id][0] ?? keys.palette[0] ?? 'ctrl+p');
