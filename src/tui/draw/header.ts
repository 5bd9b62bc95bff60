import {cellText, cut} from '../cells.ts';
import type {PanelId} from '../layout.ts';
import {clickable, justify, lineWidth, span} from '../line.ts';
import {drawPanesBar} from '../panes/draw-bar.ts';
import {inboxCount} from '../people/count.ts';
import type {Line, Span} from '../theme.ts';
import type {View} from '../view.ts';
import {widthOf} from '../width.ts';
import {elapsed} from './elapsed.ts';
import {progressLine} from './progress.ts';
import {stateSpan} from './sessions.ts';

/** The first line: where the person is, and how far the mission has come. */
export const drawHeader = (view: View, width: number): Line => {
	if (view.state.panes.open) return drawPanesBar(view, width);
	const {mission, shown, state} = view;
	if (state.attached && shown) {
		const right = [span(`${cellText(shown.runtime)} ${elapsed(shown, state.now)} `, 'muted')];
		return justify(trail(view, width - lineWidth(right) - 1), right, width);
	}
	const right = mission ? summary(view) : inboxCount(view);
	const room = width - lineWidth(right) - 1;
	return justify(trail(view, room), right, width);
};

/** mission › milestone › task › session, as far as they are chosen; where room is short, what stands elsewhere goes first. */
const trail = (view: View, room: number): Line => {
	const {mission, detail, row, task, session, state} = view;
	const milestone = row?.kind === 'milestone' ? row.milestone.name : task?.milestone;
	const inMission = state.panel !== 'missions' || state.attached !== null;
	const goes = (line: Line, panel: PanelId): Line => (state.attached ? line : clickable(line, {panel}));
	const crumbs: Crumb[] = [
		{spans: goes([span('mosaic', 'accent')], 'missions'), needed: 0},
		...(mission ? [{spans: goes([span(cellText(mission.name), 'strong')], 'missions'), needed: MISSION}] : []),
		...(detail && inMission && milestone
			? [{spans: goes([span(cut(cellText(milestone), LONGEST_MILESTONE), 'muted')], 'tasks'), needed: 2}]
			: []),
		...(detail && inMission && task ? [{spans: goes([span(cellText(task.id))], 'tasks'), needed: 4}] : []),
		...(detail && inMission && session
			? [{spans: goes([span(`${session.id} `), stateSpan(session)], 'sessions'), needed: state.attached ? 5 : 1}]
			: []),
	];
	return joined(crumbs, room);
};

type Crumb = {readonly spans: readonly Span[]; readonly needed: number};

/** The mission's name is shortened before it goes. */
const joined = (crumbs: readonly Crumb[], room: number): Line => {
	const line = lineOf(crumbs);
	const over = lineWidth(line) - room;
	if (over <= 0 || crumbs.length === 1) return line;
	const least = Math.min(...crumbs.map(({needed}) => needed));
	if (least < MISSION)
		return joined(
			crumbs.filter(({needed}) => needed !== least),
			room,
		);
	const [first, ...rest] = crumbs;
	const name = first?.spans[0];
	const left = name ? widthOf(name.text) - over : 0;
	if (first?.needed !== MISSION || name === undefined || left < SHORTEST_NAME) return lineOf(rest);
	return lineOf([{...first, spans: [{...name, text: cut(name.text, left)}]}, ...rest]);
};

const MISSION = 3;
const LONGEST_MILESTONE = 24;
const SHORTEST_NAME = 4;

const lineOf = (crumbs: readonly Crumb[]): Line => [
	span(' '),
	...crumbs.flatMap(({spans}, index) => (index === 0 ? spans : [step, ...spans])),
];

const step = span(' › ', 'muted');

/** Below this the person and the numbers are what there is room for. */
const NARROW = 70;

const waiting = (text: string): Span => ({...span(text, 'warn'), click: {run: 'session.next-waiting'}});

const summary = (view: View): Line => {
	const {mission, detail, state, control} = view;
	if (mission === null) return [];
	const waits = control.missions.reduce((sum, {waitingSessions}) => sum + waitingSessions, 0);
	if (state.size.cols < NARROW) {
		const {done, total} = mission.progress;
		return [
			...inboxCount(view, true),
			...(waits > 0 ? [waiting(`? ${waits} `)] : []),
			span(`${done}/${total} `, 'muted'),
		];
	}
	return [
		...inboxCount(view),
		...(waits > 0 ? [waiting(`? ${waits} ${waits === 1 ? 'waits' : 'wait'} for you  `)] : []),
		...(detail?.branch ? [span(`${cellText(detail.branch).slice(0, 30)}  `, 'muted')] : []),
		...progressLine(mission.progress),
		span(' '),
	];
};
