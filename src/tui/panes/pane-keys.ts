// Keys while panes are seen and none of them has the keyboard. Data, like those of the lists.
import {always, type Binding} from '../input/binding.ts';
import type {ActionId} from '../input/default-keys.ts';
import {paneArea} from '../layout.ts';
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';
import type {Action} from '../view-state.ts';
import {type Direction, fitsIn} from './arrange.ts';
import {FOLLOW_LAYOUTS} from './follow.ts';
import {LAYOUT_KEYS} from './layout-keys.ts';
import {paneKey, paneSessions} from './pane-session.ts';
import type {PanesEvent} from './panes-state.ts';
import {beside, unseen} from './reduce-panes.ts';
import {listedBeside} from './session-list.ts';
import {type Axis, splitPane} from './tree.ts';

const panes = (event: PanesEvent): Action => ({do: 'change', event: {type: 'panes', event}});
const does = (event: PanesEvent) => (): Action => panes(event);

const alone = ({placed, state}: View): string | null =>
	placed.total > 1 ? null : `There is only one pane; ${shownKey(state.settings, 'pane.split-right')} splits it.`;

const isList = ({state}: View): boolean => state.panes.follow === 'list';

/** What changes how panes share the screen needs two of them. */
const single = (view: View): string | null => (isList(view) ? NOT_IN_LIST : alone(view));
const NOT_IN_LIST = 'The list shows one screen; another layout shows several.';

const atEdge =
	(to: Direction) =>
	(view: View): string | null => {
		const {panes, size} = view.state;
		if (isList(view))
			return listedBeside(panes, paneSessions(view.control), to) === undefined ? `No session is ${WHERE[to]}.` : null;
		return alone(view) ?? (beside(panes, to, paneArea(size)) === undefined ? `No pane is ${WHERE[to]}.` : null);
	};

const WHERE: Readonly<Record<Direction, string>> = {
	left: 'further left',
	right: 'further right',
	up: 'further up',
	down: 'further down',
};

const MOVES: readonly Direction[] = ['left', 'down', 'up', 'right'];

const goTo = MOVES.map((to): Binding => {
	return {
		id: `pane.${to}`,
		label: to,
		help: `go to the pane ${to === 'up' ? 'above' : to === 'down' ? 'below' : `on the ${to}`}`,
		group: 'Panes',
		command: does({what: 'focus-moved', to}),
		whyDisabled: atEdge(to),
	};
});

const swapWith = MOVES.map((to): Binding => {
	return {
		id: `pane.swap-${to}`,
		label: `swap ${to}`,
		help: `swap with the pane ${to === 'up' ? 'above' : to === 'down' ? 'below' : `on the ${to}`}`,
		group: 'Panes',
		command: does({what: 'swapped', to}),
		whyDisabled: (view) => single(view) ?? atEdge(to)(view),
	};
});

const numbers = Array.from({length: 9}, (_, index): Binding => {
	const number = index + 1;
	return {
		id: `pane.go-${number as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`,
		label: `pane ${number}`,
		help: index === 0 ? 'go to pane 1; 2 to 9 go to the others' : '',
		group: 'Panes',
		command: does({what: 'focus-numbered', number}),
		whyDisabled: (view) =>
			number <= view.placed.total ? null : `There are ${view.placed.total} ${isList(view) ? 'sessions' : 'panes'}.`,
	};
});

const noneUnseen = (view: View): string | null =>
	unseen(view.state.panes, paneSessions(view.control)).length > 0
		? null
		: 'Every session has a pane already; start another task from the lists.';

const whyNotSplit =
	(axis: Axis) =>
	(view: View): string | null => {
		const {tree, focus} = view.state.panes;
		if (tree === null || focus === null) return 'There is no pane to split.';
		const [fresh] = unseen(view.state.panes, paneSessions(view.control));
		if (fresh === undefined) return noneUnseen(view);
		if (fitsIn(splitPane(tree, focus, axis, fresh), paneArea(view.state.size))) return null;
		return 'There is no room for one more pane here.';
	};

const STEP: Readonly<Record<Axis, number>> = {columns: 4, rows: 2};

const resize = (id: ActionId, label: string, axis: Axis, sign: 1 | -1): Binding => ({
	id,
	label,
	help: `make the pane ${label}`,
	group: 'Panes',
	command: does({what: 'resized', axis, by: sign * STEP[axis]}),
	whyDisabled: (view) =>
		single(view) ??
		(view.state.panes.zoomed
			? `The pane is zoomed; ${shownKey(view.state.settings, 'pane.zoom')} shows the others.`
			: null),
});

const nextLayout = ({state}: View): Action => {
	const at = state.panes.follow === null ? -1 : FOLLOW_LAYOUTS.indexOf(state.panes.follow);
	return panes({what: 'laid-out', follow: FOLLOW_LAYOUTS[(at + 1) % FOLLOW_LAYOUTS.length] ?? 'grid'});
};

const nextWaiting = (view: View): Action | null => {
	const waiting = paneSessions(view.control).filter(({session}) => session.needsPerson);
	const here = waiting.findIndex(({key}) => key === view.state.panes.focus);
	const next = waiting[(here + 1) % Math.max(1, waiting.length)];
	return next ? panes({what: 'opened', pane: next.key}) : null;
};

/** The keys of the panes, in the order of the help. */
export const PANE_KEYS: readonly Binding[] = [
	{
		id: 'pane.type',
		label: 'type',
		help: 'type into the pane; the leave key comes back, the agent goes on',
		group: 'Panes',
		footer: 0,
		command: ({focused}) => focused && {do: 'attach', session: focused.ref},
		whyDisabled: ({focused}) => (focused === null ? 'No pane is here.' : focused.session.whyNotAttach),
	},
	...goTo,
	...numbers,
	{
		id: 'pane.next',
		label: 'next',
		help: 'next pane',
		group: 'Panes',
		footer: 3,
		command: does({what: 'focus-passed', by: 1}),
		whyDisabled: alone,
	},
	{
		id: 'pane.previous',
		label: 'before',
		help: 'pane before',
		group: 'Panes',
		command: does({what: 'focus-passed', by: -1}),
		whyDisabled: alone,
	},
	{
		id: 'pane.zoom',
		label: 'zoom',
		help: 'give one pane the whole screen, and back',
		group: 'Panes',
		footer: 2,
		command: ({state}) => panes({what: 'zoomed', zoomed: !state.panes.zoomed}),
		whyDisabled: (view) => (isList(view) ? null : alone(view)),
	},
	{
		id: 'pane.layout',
		label: 'layout',
		help: 'next layout: one, two, four, grid, list; each fills itself with the sessions that need you first',
		group: 'Panes',
		footer: 4,
		command: nextLayout,
		whyDisabled: always,
	},
	...LAYOUT_KEYS,
	{
		id: 'pane.split-right',
		label: 'split',
		help: 'split to the right, with the next session that has no pane',
		group: 'Panes',
		footer: 6,
		command: does({what: 'split', axis: 'columns'}),
		whyDisabled: whyNotSplit('columns'),
	},
	{
		id: 'pane.split-down',
		label: 'split down',
		help: 'split downward, with the next session that has no pane',
		group: 'Panes',
		footer: 9,
		command: does({what: 'split', axis: 'rows'}),
		whyDisabled: whyNotSplit('rows'),
	},
	{
		id: 'pane.close-view',
		label: 'close view',
		help: 'close the view of the session; the agent goes on',
		group: 'Panes',
		footer: 5,
		command: does({what: 'view-closed'}),
		whyDisabled: (view) => (view.focused === null ? 'No pane is here.' : isList(view) ? NOT_IN_LIST : null),
	},
	{
		id: 'pane.next-waiting',
		label: 'next waiting',
		help: 'go to the next session that waits for a person',
		group: 'Panes',
		footer: 7,
		command: nextWaiting,
		whyDisabled: (view) => (nextWaiting(view) === null ? 'No session waits for you.' : null),
	},
	{
		id: 'pane.change-session',
		label: 'change',
		help: 'show the next session that has no pane here',
		group: 'Panes',
		footer: 8,
		command: does({what: 'session-changed', by: 1}),
		whyDisabled: noneUnseen,
	},
	...swapWith,
	{
		id: 'pane.rotate',
		label: 'rotate',
		help: 'move every pane on by one place',
		group: 'Panes',
		command: does({what: 'rotated', by: 1}),
		whyDisabled: single,
	},
	{
		id: 'pane.rotate-back',
		label: 'rotate back',
		help: 'move every pane back by one place',
		group: 'Panes',
		command: does({what: 'rotated', by: -1}),
		whyDisabled: single,
	},
	resize('pane.wider', 'wider', 'columns', 1),
	resize('pane.narrower', 'narrower', 'columns', -1),
	resize('pane.higher', 'higher', 'rows', 1),
	resize('pane.lower', 'lower', 'rows', -1),
	{
		id: 'pane.even-out',
		label: 'even out',
		help: 'give every pane an equal share',
		group: 'Panes',
		command: does({what: 'evened'}),
		whyDisabled: single,
	},
	{
		id: 'pane.lists',
		label: 'lists',
		help: 'leave the zoom, then go back to the lists',
		group: 'Panes',
		footer: 1,
		command: ({state}) =>
			state.notices.shown.length > 0
				? {do: 'change', event: {type: 'toast-dismissed'}}
				: panes(state.panes.zoomed ? {what: 'zoomed', zoomed: false} : {what: 'closed'}),
		whyDisabled: always,
	},
];

/** The key of the lists that shows the panes. */
export const OPEN_PANES: Binding = {
	id: 'panes',
	label: 'panes',
	help: 'several screens side by side, the chosen session among them',
	group: 'Sessions',
	footer: 2.5,
	command: ({mission, shown}) =>
		panes({what: 'opened', pane: mission && shown ? paneKey({project: mission.project, sessionId: shown.id}) : null}),
	whyDisabled: ({control, state}) =>
		paneSessions(control).length > 0
			? null
			: `No session has a screen yet; ${shownKey(state.settings, 'task.start')} starts the chosen task.`,
};
