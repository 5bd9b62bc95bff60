// What takes a while before a person's own program can be shown: how far it is, and the key that gives it up.

export type Preparation = {
	/** Aborted when the person does not want it any more. */
	readonly signal: AbortSignal;
	/** The share that is done, from 0 to 1. */
	readonly progress: (share: number) => void;
};

export type PreparingHost = {
	readonly now: () => number;
	/** What is said while it lasts; null when it is over. */
	readonly show: (text: string | null) => void;
	/** The key that gives it up, as it is told. */
	readonly cancelKey: string;
};

/** What is ready sooner says nothing. */
const PATIENCE_MS = 700;

/** One preparation at a time; `run` gives undefined where it was given up. */
export const createPreparing = ({now, show, cancelKey}: PreparingHost) => {
	let current: AbortController | null = null;
	return {
		busy: (): boolean => current !== null,
		/** Gives it up; false where nothing is prepared. */
		cancel: (): boolean => {
			if (current === null || current.signal.aborted) return false;
			current.abort();
			return true;
		},
		run: async <T>(what: string, prepare: (preparation: Preparation) => Promise<T>): Promise<T | undefined> => {
			const controller = new AbortController();
			current = controller;
			const begun = now();
			let said = '';
			const progress = (share: number): void => {
				const text = `${what} ${Math.floor(share * 100)}%, ${cancelKey} cancels`;
				if (controller.signal.aborted || text === said || now() - begun < PATIENCE_MS) return;
				said = text;
				show(text);
			};
			try {
				const result = await prepare({signal: controller.signal, progress});
				return controller.signal.aborted ? undefined : result;
			} catch (error) {
				if (controller.signal.aborted) return undefined;
				throw error;
			} finally {
				current = null;
				if (said !== '') show(null);
			}
		},
	};
};
