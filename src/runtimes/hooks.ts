// Programs that a runtime starts when something happens to it: how mosaic is named to it as one, what it tells then, and
// what it makes of the answer. Pure.
import type {DialogAsk} from './dialog.ts';
import type {Fields} from './fields.ts';

/** What a hook says. `asks`: it waits for an answer. */
export type HookWord =
	| {readonly says: 'asks'; readonly ask: DialogAsk}
	| {readonly says: 'state'; readonly state: 'working' | 'idle'; readonly message: string | null};

export type Hooks = {
	/** The settings, as JSON, that make the runtime start this program with the name of an event as its last argument. */
	settings(program: readonly string[]): string;
	/** What an event says; null where it says nothing that counts. */
	read(event: string, payload: Fields): HookWord | null;
	/** What the program prints to answer. */
	answer(leave: {readonly allow: boolean; readonly reason: string}): string;
};

/** An argv as one line of a POSIX shell, for runtimes that take nothing else. */
export const shellLine = (argv: readonly string[]): string =>
	argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
