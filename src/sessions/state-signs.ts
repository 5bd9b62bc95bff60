// The signs by which a program that reports nothing shows what it does: its title, and what stands on its screen. Which
// signs there are is data of its runtime; this hands it over without knowing the runtimes.
import type {ScreenSignal} from '../domain/signal.ts';
import {plainLine, shorten} from '../domain/text.ts';
import type {Sight} from './detect.ts';

/** What a rule found. */
export type Sign = {
	readonly rule: string;
	readonly state: Sight['state'];
	/** The words of a question, where the rule knows them. */
	readonly words: string | null;
	readonly seen: string;
};

export type StateSigns = {
	/** What a title says; null where no rule fits. */
	readonly title: (title: string) => Sign | null;
	/** What the rows of the screen say; null where there is nothing to look for. */
	readonly screen: ((rows: readonly string[]) => Sign | null) | null;
};

export const NO_SIGNS: StateSigns = {title: () => null, screen: null};

const LONGEST = 200;

/** A sign as what its source says now. */
export const signSight = (sign: Sign | null): Sight | null => {
	if (sign === null) return null;
	const {rule, state, words, seen} = sign;
	const message = words === null ? null : shorten(plainLine(words), LONGEST) || null;
	return {state, message, rule, seen: shorten(plainLine(seen), LONGEST)};
};

/** What a signal says of the state, and by which source; undefined where it says nothing about it. */
export const signalSight = (
	signal: ScreenSignal,
	signs: StateSigns,
): {readonly source: 'title' | 'osc-9'; readonly sight: Sight | null} | undefined => {
	if (signal.kind === 'title') return {source: 'title', sight: signSight(signs.title(signal.text))};
	if (signal.kind !== 'progress') return undefined;
	const {progress} = signal;
	const busy = progress !== null && (progress.state === 'normal' || progress.state === 'indeterminate');
	// The percentage changes all the time and says nothing about the state.
	const sight: Sight = {state: 'working', message: null, rule: progress?.state ?? null, seen: null};
	return {source: 'osc-9', sight: busy ? sight : null};
};
