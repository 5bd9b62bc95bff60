import type {ThemeChoice} from '../domain/theme-choice.ts';
import type {ViewState} from './view-state.ts';

/** A person's choices from one time to the next. Never waits for a disk. */
export type Choices = {
	readonly chosen: {readonly theme: ThemeChoice; readonly recent: readonly string[]};
	readonly remember: (choices: Choices['chosen']) => void;
};

/** Told of every state: keeps what was chosen in it. */
export const followChoices = (choices: Choices | undefined, start: ViewState) => {
	let {recent, look} = start;
	return (state: ViewState): void => {
		const same = state.recent === recent && state.look.choice === look.choice;
		({recent, look} = state);
		if (!same) choices?.remember({theme: look.choice, recent});
	};
};
