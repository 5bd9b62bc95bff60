// The inbox and the runs as lists.
import {formatDuration} from '../../domain/duration.ts';
import type {RunState, RunView} from '../../domain/run.ts';
import {cellText} from '../cells.ts';
import {framed} from '../draw/frame.ts';
import {listLines, positionOf} from '../draw/list.ts';
import {message} from '../draw/message.ts';
import {inside, type Rect} from '../layout.ts';
import {clickable, justify, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {View} from '../view.ts';
import {type InboxEntry, inboxOf, runsOf} from './entries.ts';
import {runLine} from './step-rows.ts';

const PER_ENTRY = 2;

/** How many entries a list of this place shows at once; null where it is hidden. */
export const pageOfList = (rect: Rect | null): number =>
	rect === null ? 1 : Math.max(1, Math.floor(inside(rect).rows / PER_ENTRY));

/** The panel of what waits, or of the runs. */
export const drawPeopleList = (view: View, rect: Rect): Line[] => {
	const {people, now} = view.state;
	const {cols, rows} = inside(rect);
	const runs = people.place === 'runs' || people.under === 'runs';
	const focused = people.place !== 'run';
	const about = {focused, width: cols, rows, linesPerEntry: PER_ENTRY};
	const entries = inboxOf(view.control);
	const all = runsOf(view.control);
	const body = runs
		? listLines({...about, entries: all, cursor: people.runs, draw: (run, width) => runLines(run, width, now)})
		: listLines({...about, entries, cursor: people.inbox, draw: (entry, width) => entryLines(entry, width, now)});
	const {top} = runs ? people.runs : people.inbox;
	const clicked = body.map((line, row) =>
		clickable(line, {people: {what: 'entry-chosen', index: top + Math.floor(row / PER_ENTRY)}}),
	);
	const note = runs
		? `${positionOf(people.runs, all.length, pageOfList(rect))}${view.detail?.moreRuns === true ? '+' : ''}`
		: positionOf(people.inbox, entries.length, pageOfList(rect));
	const title = runs ? `Runs of ${cellText(view.mission?.name ?? '')}` : `Inbox ${entries.length}`;
	const empty = runs
		? ['No run yet.', 'Start a task through a workflow, and its run is here.']
		: ['Nothing waits for you.', 'Approvals and questions of all missions come here.'];
	return framed(rect, {title, focused, note}, clicked.length > 0 ? clicked : message(empty, cols));
};

const entryLines = ({item, mission, since}: InboxEntry, width: number, now: number): Line[] => {
	const asked = item.kind === 'approval' ? item.approval.title : item.question.question;
	const glyph = item.kind === 'approval' ? span('◆ approve ', 'warn') : span('? answer  ', 'warn');
	return [
		justify(
			[glyph, span(`${cellText(item.taskId)} `, 'strong'), span(cellText(item.taskTitle))],
			[span(ago(since, now), 'muted')],
			width,
		),
		[span(`  ${cellText(mission)} · `, 'muted'), span(cellText(asked), 'muted')],
	];
};

const STATES: Readonly<Record<RunState, readonly [string, Token]>> = {
	running: ['▶', 'active'],
	waiting: ['?', 'warn'],
	paused: ['‖', 'muted'],
	stopping: ['■', 'warn'],
	interrupted: ['!', 'bad'],
	completed: ['●', 'good'],
	failed: ['✗', 'bad'],
	cancelled: ['–', 'muted'],
};

/** Glyph and word of a run's state. */
export const runStateSpan = ({state}: Pick<RunView, 'state'>) => {
	const [glyph, token] = STATES[state];
	return span(`${glyph} ${state}`, token);
};

const runLines = (run: RunView, width: number, now: number): Line[] => [
	justify(
		[runStateSpan(run), span(` ${cellText(run.taskId)} `, 'strong'), span(cellText(run.taskTitle))],
		[span(ago(run.endedAt ?? run.createdAt, now), 'muted')],
		width,
	),
	[span(`  ${run.id} ${cellText(run.workflow)} · `, 'muted'), span(cellText(runLine(run)), 'muted')],
];

/** How long ago, in minutes, hours or days. */
const ago = (at: string, now: number): string => {
	const minutes = Math.floor((now - Date.parse(at)) / 60_000);
	if (!(minutes >= 1)) return '<1m';
	if (minutes < 60) return `${minutes}m`;
	return minutes < 2880 ? (formatDuration(minutes * 60).split(' ')[0] ?? '') : `${Math.floor(minutes / 1440)}d`;
};
