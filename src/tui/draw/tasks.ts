import type {MilestoneView, SessionView, TaskView} from '../../domain/controller.ts';
import {STATE_GLYPHS} from '../../domain/session.ts';
import {STATUS_GLYPHS, type TaskStatus} from '../../domain/task.ts';
import {cellText, cut, cutMiddle, padTo} from '../cells.ts';
import {inside, type Rect} from '../layout.ts';
import {justify, span} from '../line.ts';
import {detailRows} from '../lists.ts';
import {asksPerson} from '../people/entries.ts';
import {shownKey} from '../settings.ts';
import type {TreeRow} from '../task-tree.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {View} from '../view.ts';
import {widthOf} from '../width.ts';
import {framed} from './frame.ts';
import {listLines, positionOf, seenIn} from './list.ts';
import {type Found, listTitle} from './list-title.ts';
import {message} from './message.ts';
import {progressLine} from './progress.ts';
import {STATE_TOKENS} from './sessions.ts';
import {taskDetail} from './task-detail.ts';

const STATUS_TOKENS: Readonly<Record<TaskStatus, Token>> = {
	'not-started': 'muted',
	'in-progress': 'active',
	review: 'warn',
	blocked: 'warn',
	done: 'good',
	failed: 'bad',
	cancelled: 'muted',
};

const STATUS_WIDTH = 14;
/** From so many columns on a task has a remark at its end. */
const WIDE = 58;
/** In a narrow panel an id leaves most of the room to the title. */
const LONGEST_ID = {narrow: 12, wide: 20};

/** The panel of the open mission's milestones and tasks, with more about the chosen one beneath. */
export const drawTasks = (view: View, rect: Rect): Line[] => {
	const {cols, rows} = inside(rect);
	const focused = view.state.panel === 'tasks';
	const reserved = detailRows(rect);
	const cursor = view.state.tasks;
	const shownRows = view.rows.slice(cursor.top, cursor.top + seenIn(rect, 1, reserved));
	const most = cols >= WIDE ? LONGEST_ID.wide : Math.max(4, Math.min(LONGEST_ID.narrow, Math.floor(cols / 6)));
	const idWidth = Math.min(most, Math.max(2, ...shownRows.map(idLength)));
	const list = listLines({
		entries: view.rows,
		cursor,
		focused,
		width: cols,
		rows: rows - reserved,
		linesPerEntry: 1,
		draw: (row, width) => [
			row.kind === 'milestone'
				? milestoneLine(row, width)
				: taskLine(row.task, width, idWidth, {
						worker: workerOf(row.task, view),
						asks: asksPerson(row.task, view.detail?.inbox),
					}),
		],
	});
	const body = list.length > 0 ? list : nothing(view, cols);
	const filled = Array.from({length: rows - reserved}, (_, row) => body[row] ?? []);
	const detail = reserved === 0 || list.length === 0 ? [] : taskDetail(view, cols, reserved);
	const note = [trouble(view), positionOf(cursor, view.rows.length, seenIn(rect, 1, reserved))]
		.filter(Boolean)
		.join(' · ');
	return framed(rect, {title: listTitle(view, 'tasks', 'Tasks', found(view)), focused, note}, [...filled, ...detail]);
};

/** Milestones are no tasks, and a folded one hides nothing from a filter. */
const found = ({rows, detail}: View): Found => ({
	shown: rows.filter(({kind}) => kind === 'task').length,
	total: detail?.tasks.length ?? 0,
});

const idLength = (row: TreeRow): number => (row.kind === 'task' ? widthOf(cellText(row.task.id)) : 0);

const trouble = ({detail}: View): string => {
	const lines = (detail?.skipped.length ?? 0) + (detail?.problems.length ?? 0);
	return lines === 0 ? '' : `! ${lines} ${lines === 1 ? 'line' : 'lines'} of the file to look at: mosaic tasks`;
};

const milestoneLine = (row: {milestone: MilestoneView; folded: boolean}, width: number): Line => {
	const {id, name, progress} = row.milestone;
	const title =
		id === '' ? 'no milestone' : saysTheSame(id, name) ? cellText(name) : `${cellText(id)} ${cellText(name)}`;
	return justify([span(row.folded ? '▸ ' : '▾ ', 'muted'), span(title, 'strong')], progressLine(progress), width);
};

/** Whether a milestone's name already holds its id, or the id was made from the name. */
const saysTheSame = (id: string, name: string): boolean => {
	const [short, long] = [id, name].map((text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
	return long?.startsWith(short ?? '') === true;
};

/** The live session that works on a task. */
const workerOf = ({liveSessionId}: TaskView, {sessions}: View): SessionView | null =>
	sessions.find(({id}) => id === liveSessionId) ?? null;

/** Who works on a task, and whether something of it waits in the inbox. */
type Doing = {readonly worker: SessionView | null; readonly asks: boolean};

const taskLine = (task: TaskView, width: number, idWidth: number, doing: Doing): Line => {
	const depth = Math.min(task.depth, 8) * 2;
	const wide = width >= WIDE - 2;
	const word = !wide && task.ready ? 'ready' : task.status;
	const waits = wide ? undefined : waitsForYou(doing);
	const status = waits === undefined ? statusSpan(task, word) : span(padTo(waits, STATUS_WIDTH), 'warn');
	const id = span(`${padTo(cutMiddle(cellText(task.id), idWidth), idWidth)} `, 'strong');
	const title = span(' '.repeat(depth) + cellText(task.title), task.status === 'cancelled' ? 'muted' : 'text');
	return wide ? justify([status, id, title], remark(task, Math.floor(width / 3), doing), width) : [status, id, title];
};

const statusSpan = ({status}: TaskView, word: string) =>
	span(padTo(`${STATUS_GLYPHS[status]} ${word}`, STATUS_WIDTH), STATUS_TOKENS[status]);

/** An agent that asks, or work that waits for a decision. */
const waitsForYou = ({worker, asks}: Doing): string | undefined =>
	worker?.needsPerson ? '? waiting' : asks ? '◆ to decide' : undefined;

/** What else a person wants to know of a task: who works on it, what it waits for, or that it is ready. */
const remark = (task: TaskView, width: number, {worker, asks}: Doing): Line => {
	if (worker === null && asks) return [span('◆ to decide', 'warn')];
	if (worker !== null) return [span(`${STATE_GLYPHS[worker.state]} ${worker.id}`, STATE_TOKENS[worker.state])];
	if (task.waitingFor.length > 0 && task.status !== 'done' && task.status !== 'cancelled')
		return [span(cut(`waits for ${task.waitingFor.map(cellText).join(', ')}`, width), 'muted')];
	return task.ready ? [span('ready', 'good')] : [];
};

const nothing = (view: View, width: number): Line[] => {
	if (view.mission?.error) return message([cellText(view.mission.error)], width);
	if (view.state.filters.tasks !== '' && view.detail !== null && view.detail.tasks.length > 0)
		return message(
			[`Nothing matches “${view.state.filters.tasks}”.`, `${shownKey(view.state.settings, 'back')} clears the filter.`],
			width,
		);
	if (view.detail !== null)
		return message(
			['No tasks yet.', `Write some into ${cellText(view.detail.tasksFile)}; they appear here at once.`],
			width,
		);
	if (!view.control.loaded) return message(['Reading missions…'], width);
	if (view.control.missions.length === 0)
		return message(
			['Welcome to mosaic.', 'Run mosaic init in a project to begin a mission, or mosaic demo to look around.'],
			width,
		);
	return view.control.selected === null
		? message(['No mission is open.', 'Choose one on the left and press Enter.'], width)
		: message(['Reading tasks…'], width);
};
