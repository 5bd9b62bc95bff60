// Which signs tell the state of a runtime's sessions: the rules of its titles and of its screen.
import {adapterOf} from '../../runtimes/adapters.ts';
import {readScreen, type ScreenRule} from '../../runtimes/screen-rules.ts';
import {readTitle} from '../../runtimes/titles.ts';
import type {StateSigns} from '../../sessions/state-signs.ts';

/** The signs of a runtime, by the screen rules that count now; of a program that mosaic does not know there are none. */
export const signsOf = (runtime: string, rules: () => readonly ScreenRule[]): StateSigns => ({
	title: (title) => {
		const rule = readTitle(runtime, title);
		return rule && {rule: rule.name, state: rule.state, words: null, seen: title};
	},
	screen: adapterOf(runtime).screenRules.length === 0 ? null : screenSign(rules),
});

const screenSign =
	(rules: () => readonly ScreenRule[]): NonNullable<StateSigns['screen']> =>
	(rows) => {
		const found = readScreen(rules(), rows);
		return found && {rule: found.rule, state: found.state, words: found.words, seen: found.seen};
	};
