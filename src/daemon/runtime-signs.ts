// Which signs tell the state of a runtime's sessions: the rules of its titles and of its screen.
import {readTitle} from '../runtimes/titles.ts';
import {NO_SIGNS, type StateSigns} from '../sessions/state-signs.ts';

/** The signs of a runtime; of a program that mosaic does not know there are none. */
export const signsOf = (runtime: string): StateSigns => ({
	...NO_SIGNS,
	title: (title) => {
		const rule = readTitle(runtime, title);
		return rule && {rule: rule.name, state: rule.state, words: null, seen: title};
	},
});
