// Everything that can be asked for, as entries of a dialog. Pure.
import type {MissionDetail, MissionView, SessionView, TaskView} from '../../domain/controller.ts';
import {PANE_LAYOUTS, type PaneLayout} from '../../domain/pane-layout.ts';
import type {RunView} from '../../domain/run.ts';
import {THEME_CHOICES, type ThemeChoice} from '../../domain/theme-choice.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {cellText} from '../cells.ts';
import {confirmDone, confirmForget, confirmStop} from '../confirm.ts';
import {detailsOf, type Fact} from '../details.ts';
import {pickFrom} from '../dialog.ts';
import {keyName} from '../draw/key-name.ts';
import {type Binding, GROUPS} from '../input/binding.ts';
import {bindingsIn, keysOfBinding} from '../input/keymap.ts';
import {LAYOUT_HELP} from '../panes/layout-keys.ts';
import {paneSessions} from '../panes/pane-session.ts';
import {people} from '../people/decide.ts';
import {runsOf} from '../people/entries.ts';
import type {Settings} from '../settings.ts';
import type {ColourDepth} from '../theme.ts';
import type {View} from '../view.ts';
import type {Action, Dialog, PickList} from '../view-state.ts';
import type {Item} from './item.ts';
import {runtimeItems, workflowItems} from './start-items.ts';

/** The entries of a list, in the order in which they are shown while nothing is typed. */
export const itemsOf = (list: PickList, view: View): readonly Item[] => {
	switch (list.of) {
		case 'help':
			return helpItems(view);
		case 'commands':
			return commandItems(view);
		case 'messages':
			return messageItems(view);
		case 'details':
			return detailsOf(view).map(factItem);
		case 'runtimes':
			return runtimeItems(list, view);
		case 'workflow':
			return workflowItems(list, view);
		default:
			return unreachable(list);
	}
};

const factItem = ({name, value}: Fact): Item => ({
	id: `fact ${name}`,
	group: '',
	text: value,
	keys: [name],
	reason: null,
	action: null,
});

/** What mosaic said, the newest first. */
const messageItems = ({state}: View): Item[] =>
	state.notices.past.toReversed().map(({text, at}) => ({
		id: `message ${at} ${text}`,
		group: '',
		text,
		keys: [new Date(at).toTimeString().slice(0, 5)],
		reason: null,
		action: null,
	}));

const helpItems = (view: View): Item[] =>
	GROUPS.flatMap((group) =>
		bindingsIn(view)
			.filter((binding) => binding.group === group && binding.help !== '')
			.map((binding) => bindingItem(binding, view)),
	);

const bindingItem = (binding: Binding, view: View): Item => {
	const reason = binding.whyDisabled(view);
	return {
		id: binding.id,
		group: binding.group,
		text: binding.help,
		keys: keysOfBinding(binding, view).map(keyName),
		reason,
		action: reason === null ? binding.command(view) : null,
	};
};

/** What was used of late, then all keys but those that only move, then what can be done to each thing there is. */
const commandItems = (view: View): Item[] => {
	const all = [
		...bindingsIn(view)
			.filter(({id, group, help}) => group !== 'Move' && id !== 'palette' && help !== '')
			.map((one) => bindingItem(one, view)),
		...(view.mission && view.detail ? thingItems(view.mission.project, view.detail, view.state.settings) : []),
		...(view.mission ? runItems(view.mission.project, runsOf(view.control)) : []),
		...view.control.missions.flatMap(missionItems),
		...(view.state.panes.open ? [] : PANE_LAYOUTS.map((layout) => layoutItem(layout, view))),
		...THEME_CHOICES.map((choice) => themeItem(choice, view)),
		...bindingsIn(view)
			.filter(({group}) => group === 'Move')
			.map((one) => bindingItem(one, view)),
	];
	const recent = view.state.recent.flatMap((id) => all.find((item) => item.id === id) ?? []);
	return [...recent.map((item) => ({...item, group: 'Recent'})), ...all.filter((item) => !recent.includes(item))];
};

type Things = {readonly settings: Settings; readonly items: readonly Item[]};
const things = new WeakMap<MissionDetail, Things>();

const thingItems = (project: string, detail: MissionDetail, settings: Settings): readonly Item[] => {
	const known = things.get(detail);
	if (known?.settings === settings) return known.items;
	const items = [
		...detail.sessions.flatMap((session) => sessionItems(project, session, settings)),
		...detail.tasks.flatMap((task) => taskItems(project, task)),
	];
	things.set(detail, {settings, items});
	return items;
};

const open = (dialog: Dialog): Action => ({do: 'change', event: {type: 'dialog-opened', dialog}});

const taskItems = (project: string, task: TaskView): Item[] => {
	const name = `${cellText(task.id)} ${cellText(task.title)}`;
	const one = {group: 'Tasks', keys: []};
	const taskId = task.id;
	return [
		{
			...one,
			id: `start ${taskId}`,
			text: `start ${name}`,
			reason: task.whyNotStart,
			action: {do: 'ask', command: {type: 'task.start', project, taskId}, doing: `starting ${taskId}`},
		},
		{
			...one,
			id: `start-with ${taskId}`,
			text: `start with another agent ${name}`,
			reason: task.whyNotStart,
			action: open(pickFrom({of: 'runtimes', project, taskId})),
		},
		{
			...one,
			id: `resume ${taskId}`,
			text: `resume ${name}`,
			reason: task.whyNotResume,
			action: {do: 'ask', command: {type: 'task.resume', project, taskId}, doing: `resuming ${taskId}`},
		},
		{
			...one,
			id: `done ${taskId}`,
			text: `mark done ${name}`,
			reason: task.whyNotDone,
			action: open(confirmDone(project, task)),
		},
		{
			...one,
			id: `go ${taskId}`,
			text: `go to ${name}`,
			reason: null,
			action: {do: 'change', event: {type: 'task-chosen', taskId}},
		},
	];
};

const sessionItems = (project: string, session: SessionView, settings: Settings): Item[] => {
	const sessionId = session.id;
	const name = `${sessionId} ${cellText(session.taskId)} ${cellText(session.taskTitle)}`;
	const one = {group: 'Sessions', keys: []};
	return [
		{
			...one,
			id: `attach ${sessionId}`,
			text: `attach to ${name}`,
			reason: session.whyNotAttach,
			action: {do: 'attach', session: {project, sessionId}},
		},
		{
			...one,
			id: `show ${sessionId}`,
			text: `show ${name}`,
			reason: null,
			action: {do: 'change', event: {type: 'session-chosen', sessionId}},
		},
		{
			...one,
			id: `stop ${sessionId}`,
			text: `stop ${name}`,
			reason: session.whyNotStop,
			action: open(confirmStop(project, session, settings)),
		},
	];
};

const runItems = (project: string, runs: readonly RunView[]): Item[] =>
	runs.map(({id, taskId, taskTitle, state}) => ({
		id: `run ${id}`,
		group: 'Runs',
		text: `look at ${id} ${cellText(taskId)} ${cellText(taskTitle)} (${state})`,
		keys: [],
		reason: null,
		action: people({what: 'run-opened', run: {project, runId: id}}),
	}));

const layoutItem = (layout: PaneLayout, {control}: View): Item => ({
	id: `pane.layout-${layout}`,
	group: 'Panes',
	text: LAYOUT_HELP[layout],
	keys: [],
	reason: paneSessions(control).length > 0 ? null : 'No session has a screen yet; start a task first.',
	action: {do: 'change', event: {type: 'panes', event: {what: 'laid-out', follow: layout}}},
});

const themeItem = (choice: ThemeChoice, {state}: View): Item => ({
	id: `theme ${choice}`,
	group: 'Mosaic',
	text: `theme: ${choice}`,
	keys: [],
	reason: state.look.choice === choice ? 'This theme is in force.' : whyNoColours(state.look.depth),
	action: {do: 'change', event: {type: 'look-changed', look: {choice}}},
});

const whyNoColours = (depth: ColourDepth): string | null =>
	depth === 'none' || depth === 'mono' ? 'NO_COLOR, FORCE_COLOR or TERM takes all colours away.' : null;

const missionItems = (mission: MissionView): Item[] => [
	missionItem(mission),
	{
		id: `forget ${mission.project}`,
		group: 'Missions',
		text: `take off the list ${cellText(mission.name)} ${cellText(mission.project)}`,
		keys: [],
		reason: mission.liveSessions > 0 ? 'Agents work in it; stop them first.' : null,
		action: open(confirmForget(mission)),
	},
];

const missionItem = (mission: MissionView): Item => ({
	id: `mission ${mission.project}`,
	group: 'Missions',
	text: `open mission ${cellText(mission.name) || cellText(mission.project)}`,
	keys: [],
	reason: null,
	action: {
		do: 'ask',
		command: {type: 'mission.select', project: mission.project},
		doing: `opening ${cellText(mission.name)}`,
	},
});
