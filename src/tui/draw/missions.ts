import type {MissionView} from '../../domain/controller.ts';
import {cellText} from '../cells.ts';
import {inside, type Rect} from '../layout.ts';
import {justify, lineWidth, span} from '../line.ts';
import {linesPerEntry} from '../lists.ts';
import type {MissionRow} from '../mission-rows.ts';
import type {Line, Span} from '../theme.ts';
import type {View} from '../view.ts';
import {framed} from './frame.ts';
import {listLines, positionOf, seenIn} from './list.ts';
import {listTitle} from './list-title.ts';
import {message} from './message.ts';
import {progressLine} from './progress.ts';

/** The panel of all known missions. */
export const drawMissions = (view: View, rect: Rect): Line[] => {
	const {cols, rows} = inside(rect);
	const focused = view.state.panel === 'missions';
	const perEntry = linesPerEntry('missions', rect);
	const cursor = view.state.missions;
	const body = listLines({
		entries: view.missions,
		cursor,
		focused,
		width: cols,
		rows,
		linesPerEntry: perEntry,
		draw: (row, width) => rowLines(row, width, perEntry, view.control.selected),
	});
	const found = {
		shown: view.missions.filter(({kind}) => kind === 'mission').length,
		total: view.control.missions.length,
	};
	const note = positionOf(cursor, view.missions.length, seenIn(rect, perEntry));
	return framed(
		rect,
		{title: listTitle(view, 'missions', 'Missions', found), focused, note},
		body.length > 0 ? body : nothing(view, cols),
	);
};

const nothing = (view: View, width: number): Line[] =>
	view.control.missions.length > 0
		? message([`Nothing matches “${view.state.filters.missions}”.`], width)
		: view.control.loaded
			? message(['No missions yet.', 'Run mosaic init in a project; it will be listed here.'], width)
			: message(['Reading missions…'], width);

const rowLines = (row: MissionRow, width: number, lines: number, selected: string | null): Line[] => {
	if (row.kind === 'mission') return missionLines(row.mission, width, lines, row.key === selected);
	const fold = [span(row.open ? '▾ ' : '▸ ', 'muted'), span(`${row.count} older`, 'muted')];
	return lines === 1 ? [fold] : [fold, [span('  gone, or idle for two weeks', 'muted')]];
};

const missionLines = (mission: MissionView, width: number, lines: number, open: boolean): Line[] => {
	const name = span(cellText(mission.name) || cellText(mission.project), open ? 'marked' : 'text');
	if (mission.gone === true) {
		const reason = span('its folder is gone', 'muted');
		return lines === 1 ? [[name, span('  '), reason]] : [[name], [span('  '), reason]];
	}
	if (mission.error !== null) {
		const reason = span(`! ${cellText(mission.error)}`, 'bad');
		return lines === 1 ? [[name, span('  '), reason]] : [[name], [reason]];
	}
	if (lines === 1) return [justify([name], [...progressLine(mission.progress), ...sessionMarks(mission, true)], width)];
	return [[name], stateLine(mission, width)];
};

/** Progress and sessions, in as many words as there is room for. */
const stateLine = (mission: MissionView, width: number): Line => {
	const choices = [
		{words: true, percent: true},
		{words: false, percent: true},
		{words: false, percent: false},
	].map(({words, percent}) => ({
		left: [span('  '), ...progressLine(mission.progress, {percent})],
		right: sessionMarks(mission, words),
	}));
	const fits = ({left, right}: (typeof choices)[number]) => lineWidth(left) + lineWidth(right) + 1 <= width;
	const {left, right} = choices.find(fits) ?? (choices.at(-1) as (typeof choices)[number]);
	return justify(left, right, width);
};

const sessionMarks = ({liveSessions, waitingSessions}: MissionView, words: boolean): Span[] => [
	...(liveSessions > 0 ? [span(words ? ` ▶ ${liveSessions} live` : ` ▶${liveSessions}`, 'active')] : []),
	...(waitingSessions > 0 ? [span(words ? ` ? ${waitingSessions} waiting` : ` ?${waitingSessions}`, 'warn')] : []),
];
