// Keys that choose: entries, panels, what is opened.

import {filteredList} from '../filters.ts';
import {hold} from '../history/history-bindings.ts';
import {OLDER} from '../mission-rows.ts';
import {openRunOf} from '../people/open-keys.ts';
import type {View} from '../view.ts';
import type {Action, ViewEvent, ViewState} from '../view-state.ts';
import {always, ask, type Binding, change} from './binding.ts';

const FAR = 1_000_000_000;

const inList = ({state}: View): string | null =>
	state.panel === 'screen' ? 'The screen has no entries to choose; Tab goes to a list.' : null;

/** The keys that move and open. */
export const MOVE_KEYS: readonly Binding[] = [
	{
		id: 'move.down',
		label: 'down',
		help: 'next entry',
		group: 'Move',
		command: change({type: 'moved', by: 1}),
		whyDisabled: inList,
	},
	{
		id: 'move.up',
		label: 'up',
		help: 'entry before',
		group: 'Move',
		command: change({type: 'moved', by: -1}),
		whyDisabled: inList,
	},
	{
		id: 'move.page-down',
		label: 'page down',
		help: 'one page down',
		group: 'Move',
		command: change({type: 'paged', by: 1}),
		whyDisabled: inList,
	},
	{
		id: 'move.page-up',
		label: 'page up',
		help: 'one page up; on a screen, into its history',
		group: 'Move',
		command: (view) => (view.state.panel === 'screen' ? hold(1)(view) : change({type: 'paged', by: -1})()),
		whyDisabled: (view) => (view.shown === null ? inList(view) : null),
	},
	{
		id: 'move.first',
		label: 'first',
		help: 'first entry',
		group: 'Move',
		command: change({type: 'moved', by: -FAR}),
		whyDisabled: inList,
	},
	{
		id: 'move.last',
		label: 'last',
		help: 'last entry',
		group: 'Move',
		command: change({type: 'moved', by: FAR}),
		whyDisabled: inList,
	},
	{
		id: 'panel.next',
		label: 'panel',
		help: 'next panel: missions, tasks, sessions, screen',
		group: 'Move',
		footer: 3,
		command: change({type: 'panel-moved', by: 1}),
		whyDisabled: always,
	},
	{
		id: 'panel.previous',
		label: 'panel before',
		help: 'panel before',
		group: 'Move',
		command: change({type: 'panel-moved', by: -1}),
		whyDisabled: always,
	},
	{
		id: 'open',
		label: 'open',
		help: 'open a mission, fold a milestone, zoom tasks or a screen; again to go back',
		group: 'Move',
		footer: 4,
		command: (view) => open(view),
		whyDisabled: (view) => whyNotOpen(view),
	},
	{
		id: 'back',
		label: 'back',
		help: 'dismiss a message, leave the zoom, clear the filter',
		group: 'Move',
		footer: 1,
		footerWhen: ({state}) =>
			state.zoomed || state.filters[filteredList(state)] !== '' || state.notices.shown.length > 0,
		command: ({state}) => ({do: 'change', event: backFrom(state)}),
		whyDisabled: always,
	},
];

const backFrom = ({notices, zoomed}: ViewState): ViewEvent => {
	if (notices.shown.length > 0) return {type: 'toast-dismissed'};
	return zoomed ? {type: 'zoomed', zoomed: false} : {type: 'filter-closed', keep: false};
};

const whyNotOpen = ({state, missions, row, shown}: View): string | null => {
	if (state.panel === 'missions' && missions.length === 0)
		return state.filters.missions === ''
			? 'No missions are known; run mosaic init in a project.'
			: 'No mission matches the filter.';
	if (state.panel === 'tasks' && row === null) return 'There is no task to open.';
	if ((state.panel === 'sessions' || state.panel === 'screen') && shown === null) return 'There is no screen to open.';
	return null;
};

const open = (view: View): Action | null => {
	const {state, missions, row} = view;
	if (state.panel === 'missions') {
		const chosen = missions[state.missions.index];
		if (chosen?.kind === 'older') return change({type: 'fold-toggled', key: OLDER})();
		if (chosen === undefined) return null;
		return ask({type: 'mission.select', project: chosen.mission.project}, `opening ${chosen.mission.name}`);
	}
	if (state.panel === 'tasks' && row?.kind === 'milestone') return change({type: 'fold-toggled', key: row.key})();
	if (state.panel === 'sessions') return change({type: 'panel-chosen', panel: 'screen', zoomed: true})();
	if (state.panel === 'tasks') return openRunOf(view) ?? change({type: 'zoomed', zoomed: !state.zoomed})();
	return change({type: 'zoomed', zoomed: !state.zoomed})();
};
