// The part of a person's settings file that is about the full screen, made ready for it. Pure.
import type {PaneLayout} from '../domain/pane-layout.ts';
import type {ThemeChoice} from '../domain/theme-choice.ts';
import type {WallSettings} from '../domain/wall-policy.ts';
import {resolveKeys, type WrittenKeys} from './input/resolve-keys.ts';
import type {Settings} from './settings.ts';

/** What the settings file says, as far as it could be read. */
export type Written = {
	readonly file: string;
	readonly keys: WrittenKeys;
	readonly theme: ThemeChoice;
	readonly layout: PaneLayout;
	readonly mouse: boolean;
	readonly wall: WallSettings;
	/** What could not be read at all. */
	readonly problems: readonly string[];
};

export type Personal = {
	readonly settings: Settings;
	readonly theme: ThemeChoice;
	readonly mouse: boolean;
	readonly wall: WallSettings;
	/** One sentence each, with the file and the path in it; what they are about is as it comes with mosaic. */
	readonly problems: readonly string[];
};

/** The settings in force. No mistake in them keeps a person out: it is told, and the rest counts. */
export const personalFrom = ({file, keys, theme, layout, mouse, wall, problems}: Written): Personal => {
	const resolved = resolveKeys(keys);
	return {
		settings: {keys: resolved.keys, leaveKey: resolved.leaveKey, layout},
		theme,
		mouse,
		wall,
		problems: [...problems, ...resolved.problems.map((problem) => `${file}: ${problem}`)],
	};
};
