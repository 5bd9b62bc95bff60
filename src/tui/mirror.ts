import type {ScreenModes} from '../domain/screen.ts';

const MODES = [
	'bracketedPaste',
	'applicationCursor',
	'alternateScreen',
	'applicationKeypad',
	'focusEvents',
	'mouse',
	'mouseEncoding',
	'keyboardFlags',
] as const satisfies readonly (keyof ScreenModes)[];

/** Tells the modes of the session that is typed into when they change; says whether they did. */
export const createMirror = (tell: (modes: ScreenModes | null) => void) => {
	let told: ScreenModes | null = null;
	return (modes: ScreenModes | null): boolean => {
		if (modes === told) return false;
		if (modes !== null && told !== null && MODES.every((mode) => modes[mode] === told?.[mode])) return false;
		told = modes;
		tell(modes);
		return true;
	};
};
