// Typing the keys of a dialog for as long as that very dialog stands.

export type PressOptions = {
	/** Types the keys at the dialog where it stands now. */
	readonly type: () => void;
	/** Whether the dialog that was decided about is on the screen. */
	readonly stands: () => boolean;
	/** Called once: it went, or its keys were not taken. */
	readonly onDone: (taken: boolean) => void;
};

/** codex hears no key in the first moment of a dialog. */
const AGAIN_MS = 2000;
const TRIES = 3;
/** How often it is looked whether the dialog went: another one with the same words may come after it, and gets no key. */
const LOOK_MS = 40;

/** Types at once; gives the function that ends it. Its timer runs until the dialog went, some seconds at most. */
export const pressKeys = ({type, stands, onDone}: PressOptions): (() => void) => {
	let tries = 1;
	let looks = 0;
	const end = (taken: boolean): void => {
		clearInterval(timer);
		onDone(taken);
	};
	const timer = setInterval(() => {
		looks += 1;
		if (!stands()) return end(true);
		if (looks * LOOK_MS < AGAIN_MS) return;
		if (tries === TRIES) return end(false);
		looks = 0;
		tries += 1;
		type();
	}, LOOK_MS);
	type();
	return () => clearInterval(timer);
};
