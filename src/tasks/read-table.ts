import {plainLine, quoted} from '../domain/text.ts';
import type {Block} from './blocks.ts';
import {cellText, type Span} from './cells.ts';
import {type Field, readColumns} from './columns.ts';
import type {DetailField, Draft, TaskSource} from './draft.ts';
import {milestoneHere} from './headings.ts';
import {cellsOf, type OpenTable, type Reading} from './reading.ts';
import {readStatus} from './status-words.ts';
import {idOfCell, leadingId, plainText} from './task-ids.ts';

const DETAILS: readonly DetailField[] = ['verify', 'pr', 'notes', 'priority', 'owner', 'estimate'];

/** Opens a table at its header row. One without a status column holds no tasks. */
export const openTable = (reading: Reading, block: Block): void => {
	const cells = cellsOf(reading, block);
	const columns = readColumns(cells.map((cell) => cellText(reading.text, cell)));
	for (const header of columns.repeated.slice(0, 5))
		reading.problems.push({line: block.line, message: `a second column ${quoted(header)}; the first one counts`});
	const notTasks = whyNotTasks(columns.of, cells.length);
	const details = DETAILS.filter((field) => columns.of.has(field));
	reading.table = {index: reading.tables++, columns, details, width: cells.length, notTasks};
	if (notTasks !== null && columns.of.has(columns.of.has('status') ? 'title' : 'id'))
		reading.skipped.push({line: block.line, reason: notTasks});
};

/** Reports a header over a row of dashes that does not fit it, when it would have been a task table. */
export const reportMisfit = (reading: Reading, block: Block): void => {
	const cells = cellsOf(reading, block);
	const {of} = readColumns(cells.map((cell) => cellText(reading.text, cell)));
	if (!of.has('status')) return;
	const reason = `a table header of ${cells.length} cells over a row of dashes with another number; no table`;
	reading.skipped.push({line: block.line, reason});
};

const whyNotTasks = (of: ReadonlyMap<Field, number>, width: number): string | null => {
	if (!of.has('status')) return 'a table without a status column; its rows are no tasks';
	if (of.has('id')) return null;
	if (!of.has('title')) return 'a table without an id or title column';
	// `| status | description |` and nothing else explains the words.
	return width === 2 && of.get('status') === 0 ? 'a table that explains statuses; its rows are no tasks' : null;
};

/** Reads a row of the open table: a task, or a skipped line with the reason. */
export const readRow = (reading: Reading, block: Block, table: OpenTable): void => {
	if (table.notTasks !== null) return;
	const cells = cellsOf(reading, block);
	const cellOf = (field: Field): Span | undefined => cells[table.columns.of.get(field) ?? -1];
	const textOf = (field: Field): string => {
		const cell = cellOf(field);
		return cell === undefined ? '' : cellText(reading.text, cell);
	};
	const name = nameOf(table, textOf);
	const status = cellOf('status');
	if (typeof name === 'string' || status === undefined) {
		const reason = typeof name === 'string' ? name : `a row of ${cells.length} cells in a table of ${table.width}`;
		reading.skipped.push({line: block.line, reason});
		return;
	}
	const ragged = cells.length === table.width ? null : `the row has ${cells.length} cells, its table ${table.width}`;
	if (ragged !== null) reading.problems.push({line: block.line, message: `${ragged}; it is read but not written`});
	const milestone = milestoneOf(reading, textOf('milestone'));
	const draft = draftOf(reading, block, table, {
		name,
		spans: {status, pr: cellOf('pr'), notes: cellOf('notes')},
		ragged,
		milestone,
		depends: textOf('depends'),
	});
	for (const field of table.details) setDetail(draft, field, textOf(field));
	reading.drafts.push(draft);
};

const milestoneOf = (reading: Reading, cell: string): string | null => {
	const named = cell === '' ? '' : plainText(plainLine(cell));
	return isSomething(named) ? named : milestoneHere(reading.headings);
};

type RowParts = {
	readonly name: Name;
	readonly spans: TaskSource['spans'] & {readonly status: Span};
	readonly ragged: string | null;
	readonly milestone: string | null;
	readonly depends: string;
};

const draftOf = (reading: Reading, block: Block, table: OpenTable, parts: RowParts): Draft => {
	const statusText = reading.text.slice(parts.spans.status.start, parts.spans.status.end);
	const status = readStatus(statusText);
	if (!status.known)
		reading.problems.push({line: block.line, message: `unknown status ${quoted(statusText)}, read as not started`});
	return {
		written: parts.name.id,
		id: '',
		title: parts.name.title,
		status: status.status,
		statusText,
		milestone: parts.milestone,
		line: block.line,
		depth: 0,
		parent: null,
		depends: parts.depends === '' ? [] : [{kind: 'list', text: parts.depends, line: block.line}],
		details: {},
		source: {kind: 'row', table: table.index, spans: parts.spans, unsafe: parts.ragged},
	};
};

type Name = {readonly id: string | null; readonly title: string};

// The id and title of a row, or why it has none. A table without id column may begin its titles with ids.
const nameOf = (table: OpenTable, textOf: (field: Field) => string): Name | string => {
	const title = textOf('title');
	if (table.columns.of.has('id')) {
		const id = idOfCell(textOf('id'));
		return id === '' ? 'a row without an id' : {id, title: plainText(title)};
	}
	if (!isSomething(title)) return 'a row without a title';
	const found = leadingId(title);
	return found ? {id: found.id, title: found.rest || found.id} : {id: null, title: plainText(title)};
};

/** Keeps a detail that says something. */
export const setDetail = (draft: Draft, field: DetailField, text: string): void => {
	if (isSomething(text)) draft.details[field] = text;
};

/** Whether a cell says anything: not empty, not a dash. */
const isSomething = (text: string): boolean => text !== '' && (text.length > 8 || !/^[-–—]+$/.test(text));
