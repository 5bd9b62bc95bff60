import {expect, test} from 'vitest';
import {NO_MODES, type ScreenModes} from '../../../src/domain/screen.ts';
import {createScreen} from '../../../src/sessions/screen.ts';
import {modeChanges} from '../../../src/tui/outer/outer-modes.ts';

const asked: ScreenModes = {
	...NO_MODES,
	bracketedPaste: true,
	applicationCursor: true,
	applicationKeypad: true,
	focusEvents: true,
	mouse: 'any',
	mouseEncoding: 'sgr',
	keyboardFlags: 5,
};

test('the modes of a session reach the terminal and are taken back', () => {
	const terminal = createScreen({size: {cols: 10, rows: 2}});
	terminal.write(Buffer.from(modeChanges(NO_MODES, asked)));
	expect(terminal.modes()).toEqual(asked);
	const drag: ScreenModes = {...asked, mouse: 'drag', keyboardFlags: 1, focusEvents: false};
	terminal.write(Buffer.from(modeChanges(asked, drag)));
	expect(terminal.modes()).toEqual(drag);
	terminal.write(Buffer.from(modeChanges(drag, NO_MODES)));
	expect(terminal.modes()).toEqual(NO_MODES);
});

test('modes that stay are not told again', () => {
	expect(modeChanges(asked, {...asked, alternateScreen: true})).toBe('');
});
