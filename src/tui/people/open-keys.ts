// Keys that lead from the lists and panes to what waits, to the runs, and to the run of a task.
import {always, type Binding} from '../input/binding.ts';
import type {View} from '../view.ts';
import type {Action} from '../view-state.ts';
import {people} from './decide.ts';
import {inboxOf, runOfTask, runsOf} from './entries.ts';

/** The run that the chosen task, or the chosen session, is of. */
export const openRunOf = (view: View): Action | null => {
	const {mission, task, session, state} = view;
	if (mission === null) return null;
	const runs = runsOf(view.control);
	const bySession = state.panel === 'sessions' || state.panel === 'screen';
	const run =
		(bySession ? runs.find(({id}) => id === session?.runId) : undefined) ?? (task && runOfTask(runs, task.id));
	return run ? people({what: 'run-opened', run: {project: mission.project, runId: run.id}}) : null;
};

/** The inbox, from everywhere. */
export const OPEN_INBOX: Binding = {
	id: 'inbox',
	label: 'inbox',
	help: 'what waits for you in all missions: approvals and questions',
	group: 'Everywhere',
	footer: 1,
	footerWhen: ({control, state}) => inboxOf(control).length > 0 && state.people.place !== 'inbox',
	command: () => people({what: 'opened', place: 'inbox'}),
	whyDisabled: always,
};

/** From the lists. */
export const OPEN_RUNS: readonly Binding[] = [
	{
		id: 'task.run',
		label: 'its run',
		help: 'the run of the chosen task or session: steps, output, change, checks, findings',
		group: 'Tasks',
		footer: 5,
		footerWhen: (view) => openRunOf(view) !== null,
		command: openRunOf,
		whyDisabled: (view) => {
			if (view.task === null && view.session === null) return 'No task is chosen; Tab goes to the tasks.';
			return openRunOf(view) === null ? 'It has had no run yet; start it through a workflow.' : null;
		},
	},
	{
		id: 'runs',
		label: 'runs',
		help: 'the runs of the open mission, ended ones too',
		group: 'Tasks',
		command: () => people({what: 'opened', place: 'runs'}),
		whyDisabled: ({detail}) => (detail === null ? 'No mission is open; choose one and press Enter.' : null),
	},
];
