// A packed colour brought down to what the person's terminal has.
import {PALETTE, RGB} from '../../domain/screen.ts';
import type {ColourDepth} from '../theme.ts';

const MOST_KNOWN = 4096;

/** Gives the function that brings packed colours down to this depth; it remembers what it worked out. */
export const colourReducer = (depth: ColourDepth): ((packed: number) => number) => {
	if (depth === 'full') return (packed) => packed;
	if (depth === 'none' || depth === 'mono') return () => 0;
	const known = new Map<number, number>();
	const reduced = depth === '256' ? to256 : (packed: number) => to16(to256(packed));
	return (packed) => {
		if (packed < RGB && (depth === '256' || packed < PALETTE + 16)) return packed;
		let colour = known.get(packed);
		if (colour === undefined) {
			if (known.size >= MOST_KNOWN) known.clear();
			colour = reduced(packed);
			known.set(packed, colour);
		}
		return colour;
	};
};

type Rgb = readonly [number, number, number];
const LEVELS = [0, 95, 135, 175, 215, 255];

/** The nearest colour of the 6×6×6 cube or the grey ramp. */
const to256 = (packed: number): number => {
	if (packed < RGB) return packed;
	const target: Rgb = [(packed >> 16) & 255, (packed >> 8) & 255, packed & 255];
	const [r, g, b] = target.map(nearestLevel) as [number, number, number];
	const cube = 16 + 36 * r + 6 * g + b;
	const grey = 232 + Math.max(0, Math.min(23, Math.round(((target[0] + target[1] + target[2]) / 3 - 8) / 10)));
	return PALETTE | (distance(paletteColour(grey), target) < distance(paletteColour(cube), target) ? grey : cube);
};

const to16 = (packed: number): number => {
	const index = packed & 255;
	return packed < PALETTE || index < 16 ? packed : PALETTE | nearestPlain(paletteColour(index));
};

const nearestLevel = (value: number): number =>
	LEVELS.reduce(
		(best, level, index) => (Math.abs(level - value) < Math.abs((LEVELS[best] ?? 0) - value) ? index : best),
		0,
	);

const paletteColour = (index: number): Rgb => {
	if (index >= 232) {
		const grey = 8 + (index - 232) * 10;
		return [grey, grey, grey];
	}
	const cube = index - 16;
	return [LEVELS[Math.floor(cube / 36)] ?? 0, LEVELS[Math.floor(cube / 6) % 6] ?? 0, LEVELS[cube % 6] ?? 0];
};

const PLAIN: readonly Rgb[] = Array.from({length: 16}, (_, index): Rgb => {
	if (index === 7) return [192, 192, 192];
	if (index === 8) return [128, 128, 128];
	const on = index < 8 ? 128 : 255;
	return [index & 1 ? on : 0, index & 2 ? on : 0, index & 4 ? on : 0];
});

const nearestPlain = (colour: Rgb): number =>
	PLAIN.reduce(
		(best, plain, index) => (distance(plain, colour) < distance(PLAIN[best] ?? plain, colour) ? index : best),
		0,
	);

const distance = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
