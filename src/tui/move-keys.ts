// Keys that choose: entries, panels, what is opened.
import {type Action, always, ask, type Binding, change} from './binding.ts';
import type {View} from './view.ts';

const FAR = 1_000_000_000;

const inList = ({state}: View): string | null =>
	state.panel === 'screen' ? 'The screen has no entries to choose; Tab goes to a list.' : null;

/** The keys that move and open. */
export const MOVE_KEYS: readonly Binding[] = [
	{
		keys: ['j', 'down'],
		label: 'down',
		help: 'next entry',
		group: 'Move',
		command: change({type: 'moved', by: 1}),
		whyDisabled: inList,
	},
	{
		keys: ['k', 'up'],
		label: 'up',
		help: 'entry before',
		group: 'Move',
		command: change({type: 'moved', by: -1}),
		whyDisabled: inList,
	},
	{
		keys: ['pgdn', 'ctrl+d'],
		label: 'page down',
		help: 'one page down',
		group: 'Move',
		command: change({type: 'paged', by: 1}),
		whyDisabled: inList,
	},
	{
		keys: ['pgup', 'ctrl+u'],
		label: 'page up',
		help: 'one page up',
		group: 'Move',
		command: change({type: 'paged', by: -1}),
		whyDisabled: inList,
	},
	{
		keys: ['g', 'home'],
		label: 'first',
		help: 'first entry',
		group: 'Move',
		command: change({type: 'moved', by: -FAR}),
		whyDisabled: inList,
	},
	{
		keys: ['G', 'end'],
		label: 'last',
		help: 'last entry',
		group: 'Move',
		command: change({type: 'moved', by: FAR}),
		whyDisabled: inList,
	},
	{
		keys: ['tab', 'l', 'right'],
		label: 'panel',
		help: 'next panel: missions, tasks, sessions, screen',
		group: 'Move',
		footer: 3,
		command: change({type: 'panel-moved', by: 1}),
		whyDisabled: always,
	},
	{
		keys: ['shift+tab', 'h', 'left'],
		label: 'panel before',
		help: 'panel before',
		group: 'Move',
		command: change({type: 'panel-moved', by: -1}),
		whyDisabled: always,
	},
	{
		keys: ['enter'],
		label: 'open',
		help: 'open a mission, fold a milestone, zoom tasks or a screen; again to go back',
		group: 'Move',
		footer: 4,
		command: (view) => open(view),
		whyDisabled: (view) => whyNotOpen(view),
	},
	{
		keys: ['esc'],
		label: 'back',
		help: 'leave the zoom, clear the filter',
		group: 'Move',
		footer: 1,
		footerWhen: ({state}) => state.zoomed || state.filter !== '',
		command: ({state}) => ({
			do: 'change',
			event: state.zoomed ? {type: 'zoomed', zoomed: false} : {type: 'filter-closed', keep: false},
		}),
		whyDisabled: always,
	},
];

const whyNotOpen = ({state, missions, row, shown}: View): string | null => {
	if (state.panel === 'missions' && missions.length === 0)
		return 'No missions are known; run mosaic init in a project.';
	if (state.panel === 'tasks' && row === null) return 'There is no task to open.';
	if ((state.panel === 'sessions' || state.panel === 'screen') && shown === null) return 'There is no screen to open.';
	return null;
};

const open = ({state, missions, row}: View): Action | null => {
	if (state.panel === 'missions') {
		const mission = missions[state.missions.index];
		return mission ? ask({type: 'mission.select', project: mission.project}, `opening ${mission.name}`) : null;
	}
	if (state.panel === 'tasks' && row?.kind === 'milestone') return change({type: 'fold-toggled', key: row.key})();
	if (state.panel === 'sessions') return change({type: 'panel-chosen', panel: 'screen', zoomed: true})();
	return change({type: 'zoomed', zoomed: !state.zoomed})();
};
