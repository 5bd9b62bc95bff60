// Which signs tell the state of a runtime's sessions: the rules of its titles and of its screen.
import {adapterOf} from '../../runtimes/adapters.ts';
import {readScreen, type ScreenRule} from '../../runtimes/screen-rules.ts';
import {readTitle} from '../../runtimes/titles.ts';
import type {StateSigns} from '../../sessions/state-signs.ts';

/** The signs of a runtime; of a program that mosaic does not know there are none. */
export const signsOf = (runtime: string): StateSigns => ({
	title: (title) => {
		const rule = readTitle(runtime, title);
		return rule && {rule: rule.name, state: rule.state, words: null, seen: title};
	},
	screen: screenSign(adapterOf(runtime).screenRules),
});

const screenSign = (rules: readonly ScreenRule[]): StateSigns['screen'] =>
	rules.length === 0
		? null
		: (rows) => {
				const found = readScreen(rules, rows);
				return found && {rule: found.rule, state: found.state, words: found.words, seen: found.seen};
			};
