import {cellText} from '../cells.ts';
import {justify, span} from '../line.ts';
import {drawPanesBar} from '../panes/draw-bar.ts';
import type {Line, Span} from '../theme.ts';
import type {View} from '../view.ts';
import {elapsed} from './elapsed.ts';
import {progressLine} from './progress.ts';
import {stateSpan} from './sessions.ts';

/** The first line: where the person is, and how far the mission has come. */
export const drawHeader = (view: View, width: number): Line => {
	if (view.state.panes.open) return drawPanesBar(view, width);
	const trail: Span[] = [span(' mosaic', 'accent')];
	const {mission, shown, state} = view;
	if (mission) trail.push(step, span(cellText(mission.name), 'strong'));
	if (state.attached && shown) {
		trail.push(step, span(`${shown.id} ${cellText(shown.taskId)} `), stateSpan(shown));
		return justify(trail, [span(`${cellText(shown.runtime)} ${elapsed(shown, state.now)} `, 'muted')], width);
	}
	if (state.panel === 'tasks' && view.row?.kind === 'task' && view.row.task.milestone)
		trail.push(step, span(cellText(view.row.task.milestone), 'muted'));
	return justify(trail, mission ? summary(view) : [], width);
};

const step = span(' › ', 'muted');

const summary = ({mission, detail}: View): Line => {
	if (mission === null) return [];
	const waits = mission.waitingSessions;
	return [
		...(waits > 0 ? [span(`? ${waits} waits for you  `, 'warn')] : []),
		...(detail?.branch ? [span(`${cellText(detail.branch).slice(0, 30)}  `, 'muted')] : []),
		...progressLine(mission.progress),
		span(' '),
	];
};
