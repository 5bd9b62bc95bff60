import {expect, test} from 'vitest';
import {DEFAULT_WALL} from '../../src/domain/wall-policy.ts';
import {personalFrom, type Written} from '../../src/tui/personal.ts';
import {reduce} from '../../src/tui/reduce.ts';
import {startState} from '../../src/tui/view-state.ts';
import {aMission, aWorld} from '../support/fake-controller.ts';

const written: Written = {
	...{file: '/c.json', keys: {}, theme: 'auto', layout: 'two', mouse: true},
	...{wall: DEFAULT_WALL, problems: []},
};

test('the layout of the settings is how panes of every mission fill themselves at first', () => {
	const {settings} = personalFrom(written);
	const state = startState({cols: 80, rows: 24}, 0, settings);
	expect(state.panes.follow).toBe('two');
	expect(reduce(state, {type: 'world-changed'}, aWorld([aMission({project: '/a'})])).panes.follow).toBe('two');
});

test('what is wrong with the keys is told with the file it stands in', () => {
	const {problems} = personalFrom({...written, keys: {nope: 'a'}, problems: ['/c.json: theme: no.']});
	expect(problems).toEqual(['/c.json: theme: no.', expect.stringMatching(/^\/c\.json: keys\.nope: no such action\./)]);
});
