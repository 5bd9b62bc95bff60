// The kitty keyboard protocol's flags: each buffer has a stack of them. Kept for viewers, who hand them to the person's
// own terminal. https://sw.kovidgoyal.net/kitty/keyboard-protocol/

const DEEPEST_STACK = 16;

/** The flags of one terminal. `alternate` picks the stack of the alternate buffer. */
export const createKeyboardFlags = () => {
	let stacks: {main: number[]; alternate: number[]} = {main: [0], alternate: [0]};
	const stack = (alternate: boolean) => (alternate ? stacks.alternate : stacks.main);
	const current = (alternate: boolean): number => stack(alternate).at(-1) ?? 0;
	const set = (alternate: boolean, flags: number) => {
		const flagsNow = stack(alternate);
		flagsNow[flagsNow.length - 1] = flags & 31;
	};
	return {
		current,
		push: (alternate: boolean, flags: number) => {
			const flagsNow = stack(alternate);
			flagsNow.push(flags & 31);
			if (flagsNow.length > DEEPEST_STACK) flagsNow.shift();
		},
		pop: (alternate: boolean, count: number) => {
			const flagsNow = stack(alternate);
			flagsNow.length = Math.max(0, flagsNow.length - Math.max(1, count));
			if (flagsNow.length === 0) flagsNow.push(0);
		},
		/** Mode 1 sets all, 2 adds, 3 takes away. */
		set: (alternate: boolean, flags: number, mode: number) => {
			const before = current(alternate);
			if (mode === 3) set(alternate, before & ~flags);
			else set(alternate, mode === 2 ? before | flags : flags);
		},
		reset: () => {
			stacks = {main: [0], alternate: [0]};
		},
	};
};

export type KeyboardFlags = ReturnType<typeof createKeyboardFlags>;
