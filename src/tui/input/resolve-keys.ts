// A person's own keys over the ones that come with mosaic. A mistake costs its entry, never the keyboard. Pure.
import {nearest} from '../../domain/nearest.ts';
import {quoted} from '../../domain/text.ts';
import {DEFAULT_SETTINGS, type KeyTable, type Settings} from '../settings.ts';
import {type ActionId, contextsOf, DEFAULT_KEYS} from './default-keys.ts';
import {parseKey} from './key-spec.ts';
import {parseLeaveKey} from './leave-sequences.ts';

/** The `keys` of the settings file: action → key or keys. */
export type WrittenKeys = Readonly<Record<string, string | readonly string[]>>;

export type ResolvedKeys = Pick<Settings, 'keys' | 'leaveKey'> & {
	/** One sentence each, beginning with the path of what is wrong. */
	readonly problems: readonly string[];
};

const ACTIONS = Object.keys(DEFAULT_KEYS) as ActionId[];
const LEAVE = 'leave';
/** The key that leaves a session leaves the panes and the history as well, unless a person said otherwise. */
const LEFT_BY_LEAVE = ['pane.lists', 'history.leave'] as const;
/** Works whatever the settings say, so that nobody is locked in. */
const ALWAYS_QUITS = 'ctrl+c';

/** What a person set wins over what comes with mosaic; of two set actions with one key, the first keeps it. */
export const resolveKeys = (written: WrittenKeys): ResolvedKeys => {
	const problems: string[] = [];
	const holders = new Map<string, string>(contextsOf('quit').map((context) => [`${context} ${ALWAYS_QUITS}`, 'quit']));
	const table = new Map<ActionId, readonly string[]>();
	const claim = (id: ActionId, key: string): string | undefined => {
		const places = contextsOf(id).map((context) => `${context} ${key}`);
		const holder = places.map((place) => holders.get(place)).find((one) => one !== undefined && one !== id);
		if (holder === undefined) for (const place of places) holders.set(place, id);
		return holder;
	};
	for (const [name, value] of Object.entries(written)) {
		if (name === LEAVE) continue;
		const id = ACTIONS.find((action) => action === name);
		if (id === undefined) {
			problems.push(unknownAction(name));
			continue;
		}
		const wanted = [...new Set(readKeys(`keys.${name}`, value, problems))];
		const free = wanted.filter((key) => {
			const holder = claim(id, key);
			if (holder !== undefined)
				problems.push(
					`keys.${name}: ${quoted(key)} is the key of ${holder} as well; ${holder} keeps it. Choose another.`,
				);
			return holder === undefined;
		});
		if (free.length > 0 || list(value).length === 0) table.set(id, free);
	}
	for (const id of ACTIONS) if (!table.has(id)) table.set(id, remaining(id, claim, written, problems));
	const quit = table.get('quit') ?? [];
	table.set('quit', quit.includes(ALWAYS_QUITS) ? quit : [...quit, ALWAYS_QUITS]);
	const leaveKey = leaveKeyOf(written[LEAVE], problems);
	for (const id of LEFT_BY_LEAVE) {
		if (id in written || claim(id, leaveKey) !== undefined) continue;
		const others = (table.get(id) ?? []).filter((key) => key !== leaveKey && key !== DEFAULT_SETTINGS.leaveKey);
		table.set(id, id === 'pane.lists' ? [leaveKey, ...others] : [...others, leaveKey]);
	}
	return {keys: Object.fromEntries(table) as KeyTable, leaveKey, problems};
};

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

const readKeys = (path: string, value: string | readonly string[], problems: string[]): string[] =>
	list(value).flatMap((one) => {
		const spec = parseKey(one);
		if (spec.ok) return spec.key;
		problems.push(
			`${path}: ${spec.reason.replace(/[.?]?$/, (end) => end || '.')} The keys that come with mosaic stay.`,
		);
		return [];
	});

/** The keys that come with an action, without those that a person gave to another one. */
const remaining = (
	id: ActionId,
	claim: (id: ActionId, key: string) => string | undefined,
	written: WrittenKeys,
	problems: string[],
): readonly string[] =>
	DEFAULT_KEYS[id].filter((key) => {
		const holder = claim(id, key);
		if (holder !== undefined && holder in written)
			problems.push(
				`keys.${holder}: ${quoted(key)} was the key of ${id}; ${holder} has it now. Give ${id} another one to settle it.`,
			);
		return holder === undefined;
	});

const leaveKeyOf = (value: string | readonly string[] | undefined, problems: string[]): string => {
	if (value === undefined) return DEFAULT_SETTINGS.leaveKey;
	const [first, ...more] = list(value);
	if (first === undefined || more.length > 0) {
		problems.push(`keys.${LEAVE}: exactly one key leaves a session. ${DEFAULT_SETTINGS.leaveKey} stays the leave key.`);
		return first === undefined ? DEFAULT_SETTINGS.leaveKey : leaveKeyOf(first, problems);
	}
	const spec = parseLeaveKey(first);
	if (spec.ok) return spec.key;
	problems.push(`keys.${LEAVE}: ${spec.reason}. ${DEFAULT_SETTINGS.leaveKey} stays the leave key.`);
	return DEFAULT_SETTINGS.leaveKey;
};

const unknownAction = (name: string): string => {
	const meant = nearest(name, [...ACTIONS, LEAVE]);
	const hint = meant === undefined ? 'The help names them all.' : `Did you mean ${JSON.stringify(meant)}?`;
	return `keys.${quoted(name).slice(1, -1)}: no such action. ${hint}`;
};
