// What a mouse did, as terminals tell it and as programs want to hear it.

/** Counted from 0 at the terminal's upper left cell. */
export type MouseEvent = {
	/** `move` comes with a button held, or with none where a program asked for every movement. */
	readonly kind: 'press' | 'release' | 'move' | 'wheel';
	readonly button: MouseButton;
	readonly shift: boolean;
	readonly alt: boolean;
	readonly ctrl: boolean;
	readonly x: number;
	readonly y: number;
};

export type MouseButton =
	| 'left'
	| 'middle'
	| 'right'
	/** No button, or (as X10 reports releases) one that is not told. */
	| 'none'
	| 'up'
	| 'down'
	| 'wheel-left'
	| 'wheel-right'
	| 'back'
	| 'forward'
	| 'extra-10'
	| 'extra-11';

/** The buttons as xterm numbers them (ctlseqs, "Mouse Tracking"): the low two bits, then 64 and 128 above them. */
export const BUTTON_CODES: Readonly<Record<MouseButton, number>> = {
	left: 0,
	middle: 1,
	right: 2,
	none: 3,
	up: 64,
	down: 65,
	'wheel-left': 66,
	'wheel-right': 67,
	back: 128,
	forward: 129,
	'extra-10': 130,
	'extra-11': 131,
};

export const SHIFT = 4;
export const ALT = 8;
export const CTRL = 16;
export const MOTION = 32;
