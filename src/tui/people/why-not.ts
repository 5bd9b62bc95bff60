// Why a key of this room does not work.
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';
import {inboxOf, runsOf} from './entries.ts';
import {seenIn} from './seen.ts';

/** Whether anything can be chosen where the person is. */
export const whyNothing = (view: View): string | null => {
	const {place} = view.state.people;
	if (place === 'inbox' && inboxOf(view.control).length === 0) return 'Nothing waits for you.';
	if (place === 'runs' && runsOf(view.control).length === 0) return 'This mission has no runs yet.';
	return null;
};

/** The same, and whether a page is seen. */
export const noPage = (view: View): string | null =>
	whyNothing(view) ??
	(seenIn(view).layout.page === null ? `Open it first; ${shownKey(view.state.settings, 'run.open')} does.` : null);
