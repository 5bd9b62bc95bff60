// How dialogs begin.
import type {Answer, Dialog, PickList} from './view-state.ts';

/** A list to pick from, with nothing typed yet. */
export const pickFrom = (list: PickList): Dialog => ({kind: 'pick', list, query: '', index: 0});

/** A question whose last answer is the safe one: Enter gives it until a person chooses another. */
export const questionOf = (title: string, question: readonly string[], answers: readonly Answer[]): Dialog => ({
	kind: 'confirm',
	title,
	question,
	answers,
	chosen: answers.length - 1,
});
