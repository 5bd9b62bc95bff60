// A run's page: its tabs, what it does now, and the seen rows of the chosen tab.
import {cellText} from '../cells.ts';
import {framed} from '../draw/frame.ts';
import {inside, type Rect} from '../layout.ts';
import {clickable, fitLine, inOne, justify, lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {widthOf} from '../width.ts';
import {drawCode} from './draw-code.ts';
import {runStateSpan} from './draw-list.ts';
import {TABS, type TabId} from './people-state.ts';
import {newFailures} from './record-rows.ts';
import type {Row} from './row.ts';
import {MARK, seenIn, sessionOfPage, sessionSeen} from './seen.ts';
import {runLine} from './step-rows.ts';

/** The panel of the page. An agent's screen is put over its lower part by pane.ts. */
export const drawPage = (view: View, rect: Rect): Line[] => {
	const {people} = view.state;
	const {cols} = inside(rect);
	const {page, rows, reading, layout} = seenIn(view);
	const focused = people.place === 'run';
	if (people.run === null) return framed(rect, {title: 'Run', focused}, []);
	const height = layout.rows?.height ?? 0;
	const seen = rows.slice(reading.top, reading.top + height);
	const drawn = seen.map((row, index) => {
		const at = reading.top + index;
		return clickable(drawRow(row, view, at === reading.index, cols), {people: {what: 'row-chosen', index: at}});
	});
	const filled = Array.from({length: height}, (_, row) => drawn[row] ?? []);
	const body = [tabsLine(view, cols), nowLine(view, cols), ...(people.tab === 'output' ? [] : filled)];
	const output = layout.output === null ? [] : [outputLine(view, cols)];
	const position = rows.length > height ? `${reading.index + 1}/${rows.length}` : '';
	const comments = seenIn(view).draft.comments.length;
	const note = [comments === 0 ? '' : `✎ ${comments} not sent`, position].filter(Boolean).join(' · ');
	const title = page?.run
		? `${people.run.runId}  ${cellText(page.run.taskId)} ${cellText(page.run.taskTitle)}`
		: people.run.runId;
	return framed(rect, {title, focused, note}, [...body, ...output]);
};

const nowLine = (view: View, width: number): Line => {
	const run = seenIn(view).page?.run;
	if (!run) return [];
	const right: Line = [span(`${cellText(run.workflow)} `, 'muted')];
	return justify([span(' '), runStateSpan(run), span(`  ${cellText(runLine(run))}`, 'muted')], right, width);
};

const NAMES: Readonly<Record<TabId, string>> = {
	steps: 'Steps',
	output: 'Output',
	gate: 'Decision',
	diff: 'Diff',
	checks: 'Checks',
	findings: 'Findings',
	contract: 'Contract',
	'follow-ups': 'Follow-ups',
};

/** All tabs where there is room, else the chosen one between its neighbours' arrows. */
const tabsLine = (view: View, width: number): Line => {
	const {tab} = view.state.people;
	const all = TABS.map((id) => clickable(tabSpans(id, view, id === tab), {people: {what: 'tab-chosen', tab: id}}));
	const line = all.flat();
	if (lineWidth(line) <= width) return line;
	const at = TABS.indexOf(tab) + 1;
	return fitLine([span(' ‹ ', 'muted'), ...tabSpans(tab, view, true), span(` › ${at}/${TABS.length}`, 'muted')], width);
};

const tabSpans = (id: TabId, view: View, chosen: boolean): Line => {
	const mark = markOf(id, view);
	const text = ` ${NAMES[id]}${mark === '' ? '' : ` ${mark}`} `;
	return [span(text, chosen ? 'selected' : mark === '' ? 'muted' : 'text')];
};

/** What a tab says of its inside. */
const markOf = (id: TabId, view: View): string => {
	const {page, entry} = seenIn(view);
	if (page === null) return '';
	const {record, diff} = page;
	const count = (number: number) => (number === 0 ? '' : String(number));
	switch (id) {
		case 'gate':
			return entry === null ? '' : entry.item.kind === 'question' ? '?' : '◆';
		case 'diff':
			return diff.kind === 'there' ? count(diff.diff.files.length) : '';
		case 'checks':
			return newFailures(record) === 0 ? '' : `✗${newFailures(record)}`;
		case 'findings':
			return count(record.findings.length);
		case 'follow-ups':
			return count(record.followUps.length);
		default:
			return '';
	}
};

const outputLine = (view: View, width: number): Line => {
	const ref = sessionOfPage(view);
	const session = sessionSeen(view);
	const said =
		ref === null
			? ' No agent has worked on it yet '
			: ` ${ref.sessionId}${session === null ? '' : ` ${session.state} · ${cellText(session.runtime)}`} `;
	return [
		span('──', 'border'),
		span(said, 'muted'),
		span('─'.repeat(Math.max(0, width - 2 - widthOf(said))), 'border'),
	];
};

const drawRow = (row: Row, view: View, chosen: boolean, width: number): Line => {
	const focused = view.state.people.place === 'run';
	const mark = span(chosen ? '› ' : '  ', 'accent');
	if (row.kind === 'code') {
		const {page} = seenIn(view);
		return [mark, ...drawCode(row, page, width - MARK, view.state.people.shift)];
	}
	const line = fitLine([mark, ...row.line], width);
	return chosen && focused ? inOne(line, 'selected') : line;
};
