// Keys that lead into the history and those within it, in the shape of all others.
import {always, type Binding} from '../input/binding.ts';
import {paneKey} from '../panes/pane-session.ts';
import type {SessionRef} from '../session-ref.ts';
import type {View} from '../view.ts';
import {HISTORY_KEYS} from './keys.ts';

/** The keys while a pane is held. */
export const HISTORY_BINDINGS: readonly Binding[] = HISTORY_KEYS.map(({action, ...key}) => ({
	...key,
	group: 'History',
	command: () => ({do: 'history', action}),
	whyDisabled: always,
}));

/** The session whose screen is shown, or has the focus among the panes. */
const shownSession = ({focused, mission, shown}: View): SessionRef | null =>
	focused?.ref ?? (mission && shown ? {project: mission.project, sessionId: shown.id} : null);

const needsScreen = (view: View): string | null =>
	shownSession(view) === null ? 'No session’s screen is shown here.' : null;

/** Holds the shown screen, so many pages up. */
export const hold =
	(pages: number): Binding['command'] =>
	(view) => {
		const session = shownSession(view);
		return session && {do: 'hold', pane: paneKey(session), pages};
	};

const transcript =
	(how: 'pager' | 'editor'): Binding['command'] =>
	(view) => {
		const session = shownSession(view);
		return session && {do: 'transcript', session, how};
	};

type Way = {id: Binding['id']; label: string; help: string; command: Binding['command']; footer?: number};

const way = (group: Binding['group'], {...way}: Way): Binding => ({...way, group, whyDisabled: needsScreen});

const HOLD = {label: 'history', help: 'hold the screen: scroll, search, select and copy'};
const PAGE = {label: 'page up', help: 'hold the screen and scroll a page up'};
const READ = {label: 'transcript', help: 'all that the session printed, in $PAGER'};
const EDIT = {label: 'edit transcript', help: 'all that the session printed, in $EDITOR'};

/** The keys of the lists. */
export const LIST_HISTORY_KEYS: readonly Binding[] = [
	way('Sessions', {id: 'session.history', ...HOLD, command: hold(0), footer: 9}),
	way('Sessions', {id: 'session.transcript', ...READ, command: transcript('pager')}),
	way('Sessions', {id: 'session.edit-transcript', ...EDIT, command: transcript('editor')}),
];

/** The keys of the panes. */
export const PANE_HISTORY_KEYS: readonly Binding[] = [
	way('Panes', {id: 'pane.history', ...HOLD, command: hold(0), footer: 2.5}),
	way('Panes', {id: 'pane.history-page', ...PAGE, command: hold(1)}),
	way('Panes', {id: 'pane.transcript', ...READ, command: transcript('pager')}),
	way('Panes', {id: 'pane.edit-transcript', ...EDIT, command: transcript('editor')}),
];
