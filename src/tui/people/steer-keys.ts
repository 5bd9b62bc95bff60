// Keys that steer a run, and lead to what its agents printed.

import type {RunState, RunView} from '../../domain/run.ts';
import type {RunCommand} from '../../domain/run-command.ts';
import {questionOf} from '../dialog.ts';
import type {Binding} from '../input/binding.ts';
import type {View} from '../view.ts';
import type {Action} from '../view-state.ts';
import {command, openDialog} from './decide.ts';
import {seenIn, sessionOfPage, sessionSeen} from './seen.ts';
import {noPage} from './why-not.ts';
import {writeDialog} from './write.ts';

const OVER: readonly RunState[] = ['failed', 'cancelled', 'interrupted'];
const UNDER_WAY: readonly RunState[] = ['running', 'waiting'];

/** One predicate for each command, by the run's state. */
const control =
	(what: string, states: readonly RunState[]) =>
	(view: View): string | null => {
		const reason = noPage(view);
		if (reason !== null) return reason;
		const run = seenIn(view).page?.run;
		if (!run) return 'The run is being read.';
		const pending = view.state.pending.find((one) => one.doing.endsWith(` ${run.id}`))?.doing;
		if (pending) return `Already ${pending}; wait for the answer.`;
		return states.includes(run.state) ? null : `${run.id} is ${run.state} and cannot ${what}.`;
	};

const plain =
	(type: 'retry' | 'pause' | 'continue', doing: string) =>
	(view: View): Action | null => {
		const {run} = view.state.people;
		const asked: RunCommand = {type, by: 'person', token: null};
		return run && command(run, asked, `${doing} ${run.runId}`);
	};

/** The keys that steer the run. */
export const STEER_KEYS: readonly Binding[] = [
	{
		id: 'run.retry',
		label: 'retry',
		help: 'go on at the step that failed; what was done stays',
		group: 'Runs',
		footer: 3,
		command: plain('retry', 'retrying'),
		whyDisabled: control('be retried', OVER),
	},
	{
		id: 'run.restart',
		label: 'restart here',
		help: 'go on at the chosen step; it and all after it are set back (asks first)',
		group: 'Runs',
		footer: 9,
		footerWhen: ({state}) => state.people.tab === 'steps',
		command: (view) => restart(view),
		whyDisabled: (view) =>
			control('be restarted', [...OVER, 'completed', 'paused', 'waiting', 'running'])(view) ??
			(restart(view) === null ? 'Choose a step of the run first, on the side of its steps.' : null),
	},
	{
		id: 'run.pause',
		label: 'pause',
		help: 'start nothing more; what is under way may end',
		group: 'Runs',
		footer: 9,
		command: plain('pause', 'pausing'),
		whyDisabled: control('be paused', UNDER_WAY),
	},
	{
		id: 'run.continue',
		label: 'continue',
		help: 'go on with a paused or interrupted run',
		group: 'Runs',
		footer: 3,
		command: plain('continue', 'continuing'),
		whyDisabled: control('go on', ['paused', 'interrupted']),
	},
	{
		id: 'run.abort',
		label: 'abort',
		help: 'end the run and all it started, with a reason',
		group: 'Runs',
		footer: 10,
		command: ({state}) =>
			state.people.run &&
			openDialog(
				writeDialog(
					`Why is ${state.people.run.runId} aborted?`,
					['Everything it started is ended; it is over as cancelled.'],
					{
						for: 'abort',
						run: state.people.run,
					},
				),
			),
		whyDisabled: control('be aborted', [...UNDER_WAY, 'paused', 'interrupted', 'stopping']),
	},
];

const restart = (view: View): Action | null => {
	const {row, page} = seenIn(view);
	const {run, tab} = view.state.people;
	const key = tab === 'steps' && row?.kind === 'text' ? row.step : undefined;
	if (run === null || key === undefined) return null;
	const asked: RunCommand = {type: 'restart', by: 'person', token: null, from: key};
	return openDialog(
		questionOf(
			`Restart ${run.runId} at ${key}?`,
			[
				titleOf(page?.run ?? null, key),
				'It and all later steps are set back, with their counters; what stands in the branch stays.',
			],
			[
				{key: 'y', label: `Restart at ${key}`, action: command(run, asked, `restarting ${run.runId}`)},
				{key: 'n', label: 'Leave it', action: null},
			],
		),
	);
};

const titleOf = (run: RunView | null, key: string): string => run?.steps.find((step) => step.key === key)?.title ?? key;

/** The keys that go from the run to what its agents printed. */
export const OUTPUT_KEYS: readonly Binding[] = [
	{
		id: 'run.attach',
		label: 'attach',
		help: "type into the run's agent; the leave key comes back here",
		group: 'Runs',
		footer: 11,
		command: (view) => {
			const session = sessionOfPage(view);
			return session && {do: 'attach', session};
		},
		whyDisabled: (view) => {
			const reason = noPage(view);
			if (reason !== null) return reason;
			if (sessionOfPage(view) === null) return 'No agent has worked on it yet.';
			const session = sessionSeen(view);
			return session === null ? 'Its agent has ended long ago; its transcript is there.' : session.whyNotAttach;
		},
	},
	{
		id: 'run.transcript',
		label: 'transcript',
		help: "all that the run's agent printed, in your pager",
		group: 'Runs',
		command: (view) => {
			const session = sessionOfPage(view);
			return session && {do: 'transcript', session, how: 'pager'};
		},
		whyDisabled: (view) => noPage(view) ?? (sessionOfPage(view) === null ? 'No agent has worked on it yet.' : null),
	},
	{
		id: 'run.report',
		label: 'report',
		help: "the run's report as Markdown, in your pager",
		group: 'Runs',
		command: ({state}) => state.people.run && {do: 'report', run: state.people.run},
		whyDisabled: (view) => noPage(view) ?? (seenIn(view).page?.run ? null : 'The run is being read.'),
	},
];
