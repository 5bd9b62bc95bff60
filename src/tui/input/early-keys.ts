// What is typed into a session before its screen is there: kept for the moment, so that no key of a fast hand is lost.

/** More than this is no hand's doing; it is let go as a whole. */
const MOST_BYTES = 64 * 1024;

/** Holds bytes for one session at a time. */
export const createEarlyKeys = () => {
	let key = '';
	let held: Uint8Array[] = [];
	return {
		hold: (of: string, bytes: Uint8Array): void => {
			if (of !== key) held = [];
			key = of;
			const size = held.reduce((sum, one) => sum + one.length, bytes.length);
			if (size > MOST_BYTES) held = [];
			else held.push(Uint8Array.from(bytes));
		},
		/** What was held for this session, once. */
		take: (of: string): readonly Uint8Array[] => {
			const taken = of === key ? held : [];
			held = [];
			return taken;
		},
	};
};
