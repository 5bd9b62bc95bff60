import {span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {inboxOf} from './entries.ts';

/** How much waits for a decision in all missions, for the first line; nothing where nothing does. */
export const inboxCount = ({control}: Pick<View, 'control'>, short = false): Line => {
	const count = inboxOf(control).length;
	if (count === 0) return [];
	return [{...span(short ? `◆ ${count} ` : `◆ ${count} to decide  `, 'warn'), click: {run: 'inbox'}}];
};
