import type {SessionView} from '../../domain/controller.ts';
import {cellText} from '../cells.ts';

/** What an agent says of itself in its title, cleaned; empty where it says nothing. */
export const titleText = ({signals}: SessionView): string => (signals?.title ? cellText(signals.title) : '');

/** How far it is, where it tells: `42%`, `paused 42%`, `busy`, `error`. */
export const progressText = ({signals}: SessionView): string => {
	if (!signals?.progress) return '';
	const {state, percent} = signals.progress;
	const part = percent === null ? '' : `${percent}%`;
	if (state === 'normal') return part;
	return state === 'indeterminate' ? 'busy' : `${state} ${part}`.trim();
};
