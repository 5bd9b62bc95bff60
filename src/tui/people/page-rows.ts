// The rows of the seen side of a run's page, made when something in it changed. Pure.
import type {RunPage} from '../../domain/run-page.ts';
import {span} from '../line.ts';
import type {Settings} from '../settings.ts';
import {diffRows} from './diff-rows.ts';
import type {InboxEntry} from './entries.ts';
import {gateRows} from './gate-rows.ts';
import type {Draft, TabId} from './people-state.ts';
import {checkRows, contractRows, findingRows, followUpRows} from './record-rows.ts';
import {type Row, textRow} from './row.ts';
import {stepRows} from './step-rows.ts';
import {paragraphRows} from './words.ts';

export type PageRowsInput = {
	readonly page: RunPage | null;
	readonly tab: TabId;
	readonly width: number;
	readonly entry: InboxEntry | null;
	readonly draft: Draft;
	readonly settings: Settings;
	readonly now: number;
};

/** The rows; those of a change are kept as long as nothing about it changes. */
export const pageRows = (input: PageRowsInput): readonly Row[] => {
	const {page, tab, width} = input;
	if (page === null) return [textRow([span('Reading…', 'muted')])];
	if (page.problem !== null) return paragraphRows(page.problem, width, 'bad');
	switch (tab) {
		case 'steps':
			return stepRows(page, width, input.now);
		case 'gate':
			return gateRows({...input, page}, width);
		case 'diff':
			return rowsOfDiff(page, input.draft, width);
		case 'checks':
			return checkRows(page, width);
		case 'findings':
			return findingRows(page, width);
		case 'contract':
			return contractRows(page, width);
		case 'follow-ups':
			return followUpRows(page, width);
		case 'output':
			return [];
	}
};

type Kept = {readonly draft: Draft; readonly findings: unknown; readonly width: number; readonly rows: readonly Row[]};
const kept = new WeakMap<RunPage['diff'], Kept>();

const rowsOfDiff = ({diff, record}: RunPage, draft: Draft, width: number): readonly Row[] => {
	if (diff.kind === 'none') return [textRow([span(diff.reason, 'muted')])];
	if (diff.kind === 'reading') return [textRow([span('Reading the change…', 'muted')])];
	if (diff.kind === 'failed') return paragraphRows(diff.reason, width, 'bad');
	const before = kept.get(diff);
	const {findings} = record;
	if (before?.draft === draft && before.findings === findings && before.width === width) return before.rows;
	const reviewed = record.answers.findLast(({of}) => of === 'review')?.turn;
	const latest = findings.filter(({turn, source}) => turn === reviewed && source === 'review');
	const rows =
		diff.diff.files.length === 0
			? [textRow([span('The work does not differ from its base.', 'muted')])]
			: diffRows({diff: diff.diff, findings: latest, comments: draft.comments, width});
	kept.set(diff, {draft, findings, width, rows});
	return rows;
};
