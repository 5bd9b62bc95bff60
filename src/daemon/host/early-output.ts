// A session's first output, kept for the one who started it and is still connecting.
import type {Flow} from './output-hold.ts';

/** So much is kept; then the agent waits for the one who connects. */
const MOST_KEPT = 1024 * 1024;

/** How long a session waits for the one who started it to connect. */
export const STARTER_MS = 3000;

/** Keeps the output where it is `wanted`; the agent is paused for a while where it is much. */
export const createEarlyOutput = (wanted: boolean, flow: Flow) => {
	let chunks: Buffer[] | undefined = wanted ? [] : undefined;
	let bytes = 0;
	let skipped = 0;
	let full: NodeJS.Timeout | undefined;
	return {
		keep: (output: Buffer): void => {
			if (chunks === undefined) return;
			if (bytes >= MOST_KEPT && full !== undefined) {
				skipped += output.length;
				return;
			}
			chunks.push(Buffer.from(output));
			bytes += output.length;
			if (bytes < MOST_KEPT) return;
			flow.pause();
			full = setTimeout(flow.resume, STARTER_MS);
		},
		waits: (): boolean => chunks !== undefined,
		/** What was kept, and how much could not be. */
		take: (): {chunks: readonly Buffer[]; skipped: number} => {
			const taken = {chunks: chunks ?? [], skipped: chunks === undefined ? 0 : skipped};
			if (chunks !== undefined && full !== undefined) {
				clearTimeout(full);
				flow.resume();
			}
			chunks = undefined;
			return taken;
		},
	};
};
