// Keys that move about: in the inbox, among the runs, on a run's page.
import {always, ask, type Binding} from '../input/binding.ts';
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';
import type {Action} from '../view-state.ts';
import {people} from './decide.ts';
import {answer} from './decide-keys.ts';
import {runsOf} from './entries.ts';
import {seenIn} from './seen.ts';
import {noPage, whyNothing} from './why-not.ts';

const FAR = 1_000_000_000;
const SHIFT = 8;

const isPage = ({state}: View): boolean => state.people.place === 'run';

const noDiff = (view: View): string | null =>
	noPage(view) ??
	(view.state.people.tab === 'diff'
		? null
		: `Only the diff has these; ${shownKey(view.state.settings, 'run.next-tab')} goes to it.`);

const move =
	(by: number) =>
	(view: View): Action =>
		(by > 0 && olderRuns(view)) || people({what: 'moved', by});

/** Down from the last run that is known goes on among those before it. */
const olderRuns = ({state, control, detail, mission}: View): Action | null => {
	const {place, runs} = state.people;
	const atEnd = place === 'runs' && runs.index >= runsOf(control).length - 1;
	if (!atEnd || mission === null || detail?.moreRuns !== true) return null;
	const doing = 'reading older runs';
	return state.pending.some((one) => one.doing === doing)
		? null
		: ask({type: 'runs.older', project: mission.project}, doing);
};

/** The next side of the page; where a narrow screen shows the list alone, the page itself. */
const turn =
	(by: number) =>
	(view: View): Action =>
		people(seenIn(view).layout.page === null ? {what: 'entered'} : {what: 'tab-moved', by});

/** The keys that move and open. */
export const READ_KEYS: readonly Binding[] = [
	{id: 'run.down', label: 'down', help: 'next row or entry', group: 'Runs', command: move(1), whyDisabled: whyNothing},
	{id: 'run.up', label: 'up', help: 'row or entry before', group: 'Runs', command: move(-1), whyDisabled: whyNothing},
	{
		id: 'run.page-down',
		label: 'page down',
		help: 'one page down',
		group: 'Runs',
		command: (view) => olderRuns(view) ?? people({what: 'paged', by: 1}),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.page-up',
		label: 'page up',
		help: 'one page up',
		group: 'Runs',
		command: () => people({what: 'paged', by: -1}),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.first',
		label: 'first',
		help: 'first row or entry',
		group: 'Runs',
		command: move(-FAR),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.last',
		label: 'last',
		help: 'last row or entry',
		group: 'Runs',
		command: move(FAR),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.next-tab',
		label: 'side',
		help: "next side of the run's page: decision, diff, checks, findings, …",
		group: 'Runs',
		footer: 6,
		command: turn(1),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.previous-tab',
		label: 'side before',
		help: "side before of the run's page",
		group: 'Runs',
		command: turn(-1),
		whyDisabled: whyNothing,
	},
	{
		id: 'run.open',
		label: 'open',
		help: 'go into the chosen entry; on a file, to its lines; on a question, to the answers',
		group: 'Runs',
		footer: 0,
		footerWhen: (view) => !isPage(view),
		command: (view) => open(view),
		whyDisabled: (view) => whyNothing(view) ?? (open(view) === null ? 'There is nothing to open at this row.' : null),
	},
	{
		id: 'run.back',
		label: 'back',
		help: 'back to the list, then to where you were before',
		group: 'Runs',
		footer: 1,
		command: ({state}) =>
			state.notices.shown.some(({until}) => until === null)
				? {do: 'change', event: {type: 'toast-dismissed'}}
				: people({what: 'left'}),
		whyDisabled: always,
	},
	...(
		[
			['run.next-hunk', 'hunk', 1, 'next hunk of the diff'],
			['run.previous-hunk', 'hunk', -1, 'hunk before'],
			['run.next-file', 'file', 1, 'next file of the diff'],
			['run.previous-file', 'file', -1, 'file before'],
		] as const
	).map(
		([id, to, by, help]): Binding => ({
			id,
			label: by > 0 ? to : `${to} before`,
			help,
			group: 'Runs',
			...(by > 0 ? {footer: 7, footerWhen: ({state}: View) => state.people.tab === 'diff'} : {}),
			command: () => people({what: 'jumped', to, by}),
			whyDisabled: noDiff,
		}),
	),
	{
		id: 'run.right',
		label: 'right',
		help: 'see more of long lines of code',
		group: 'Runs',
		command: () => people({what: 'shifted', by: SHIFT}),
		whyDisabled: noDiff,
	},
	{
		id: 'run.left',
		label: 'left',
		help: 'back to the beginning of the lines',
		group: 'Runs',
		command: () => people({what: 'shifted', by: -SHIFT}),
		whyDisabled: noDiff,
	},
];

const open = (view: View): Action | null => {
	if (!isPage(view)) return people({what: 'entered'});
	const {row, entry} = seenIn(view);
	if (row?.kind === 'text' && row.to !== undefined) return people({what: 'row-reached', index: row.to});
	return view.state.people.tab === 'gate' && entry?.item.kind === 'question' ? answer(view) : null;
};
