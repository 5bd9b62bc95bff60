// Edits to one field of one task. All other bytes stay; a result that says anything else than intended is refused.
import type {Refusal, RefusalKind} from '../domain/errors.ts';
import type {TaskStatus} from '../domain/task.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {giveIds} from './assemble.ts';
import {escapeCell, type Span} from './cells.ts';
import type {Draft, TaskSource} from './draft.ts';
import {type Stand, standAfter, type WrittenField} from './only-field.ts';
import {readDrafts} from './read-drafts.ts';
import type {Reading} from './reading.ts';
import {isMarkCell, withStatus} from './vocabulary.ts';

/** What came of an edit. `from` and `to` are the field as it stands in the file before and after. */
export type EditOutcome =
	| {readonly kind: 'edited'; readonly text: string; readonly from: string; readonly to: string}
	| {readonly kind: 'unchanged'; readonly from: string}
	/** The file has no way to say it (a checkbox knows only done and not done); nothing is to be written. */
	| {readonly kind: 'no-word'; readonly from: string; readonly reason: string}
	| {readonly kind: 'refused'; readonly refusal: Refusal};

/** Fields besides the status that mosaic writes. */
export type EditableField = Exclude<WrittenField, 'status'>;

/** Sets a task's status in the words of its file. `fileName` is for messages. */
export const editStatus = (text: string, taskId: string, status: TaskStatus, fileName = 'TASKS.md'): EditOutcome => {
	const place = locate(text, taskId, fileName);
	if ('refusal' in place) return {kind: 'refused', refusal: place.refusal};
	const from = place.task.statusText;
	if (place.task.status === status) return {kind: 'unchanged', from};
	const to = wordFor(place, status);
	if (to === undefined) return {kind: 'no-word', from, reason: `a checkbox cannot say ${quoted(status)}`};
	return patch(text, place, 'status', to, (stand) => stand.status === status, fileName);
};

/** Puts a status back as it stood, letter by letter: `raw` is the `from` of an earlier edit. */
export const restoreStatus = (text: string, taskId: string, raw: string, fileName = 'TASKS.md'): EditOutcome => {
	const place = locate(text, taskId, fileName);
	if ('refusal' in place) return {kind: 'refused', refusal: place.refusal};
	if (place.task.statusText === raw) return {kind: 'unchanged', from: raw};
	return patch(text, place, 'status', raw, (stand) => stand.statusText === raw, fileName);
};

/** Sets the pr or notes cell of a task. Pipes are escaped and line breaks become blanks. */
export const editCell = (
	text: string,
	taskId: string,
	field: EditableField,
	value: string,
	fileName = 'TASKS.md',
): EditOutcome => {
	const place = locate(text, taskId, fileName);
	if ('refusal' in place) return {kind: 'refused', refusal: place.refusal};
	const span = place.source.spans[field];
	if (!span) return {kind: 'no-word', from: '', reason: `${fileName}:${place.task.line}: no ${field} column`};
	const line = plainLine(value);
	const to = place.source.kind === 'row' ? escapeCell(line) : line;
	if (text.slice(span.start, span.end) === to) return {kind: 'unchanged', from: to};
	return patch(text, place, field, to, () => true, fileName);
};

type Place = {readonly reading: Reading; readonly index: number; readonly task: Draft; readonly source: TaskSource};

const refusal = (kind: RefusalKind, code: string, message: string): {refusal: Refusal} => ({
	refusal: {kind, code, message},
});

const locate = (text: string, taskId: string, fileName: string): Place | {refusal: Refusal} => {
	const reading = readDrafts(text);
	giveIds(reading.drafts);
	const index = reading.drafts.findIndex((draft) => draft.id === taskId);
	const task = reading.drafts[index];
	if (!task)
		return refusal('not-found', 'unknown-task', `${fileName}: no task ${quoted(taskId)}. See \`mosaic tasks\`.`);
	const twin = reading.drafts.find((other, at) => at > index && other.id === taskId);
	const id = quoted(taskId).slice(1, -1);
	if (twin) return refusal('refused', 'duplicate-id', `${fileName}:${twin.line}: two tasks share ${id}. Rename one.`);
	const {unsafe} = task.source;
	if (unsafe !== null)
		return refusal('refused', 'ragged-row', `${fileName}:${task.line}: ${unsafe}. Mend the row of ${id}.`);
	return {reading, index, task, source: task.source};
};

const wordFor = ({task, source, reading}: Place, status: TaskStatus): string | undefined => {
	if (source.kind === 'checkbox') return markFor(reading.drafts, status);
	if (isMarkCell(task.statusText) && status !== 'done' && status !== 'not-started') return undefined;
	const others = reading.drafts.filter((other) => other !== task && other.source.kind === source.kind);
	const inColumn = others.filter((other) => other.source.table === source.table);
	const samples = inColumn.some((other) => other.status === status) ? inColumn : others;
	return withStatus(
		task.statusText,
		status,
		samples.map((other) => other.statusText),
	);
};

const markFor = (drafts: readonly Draft[], status: TaskStatus): string | undefined => {
	if (status === 'not-started') return ' ';
	if (status !== 'done') return undefined;
	const marks = new Set(drafts.map((draft) => draft.statusText));
	return marks.has('X') && !marks.has('x') ? 'X' : 'x';
};

const patch = (
	text: string,
	place: Place,
	field: WrittenField,
	to: string,
	holds: (stand: Stand) => boolean,
	fileName: string,
): EditOutcome => {
	const span = place.source.spans[field];
	const id = quoted(place.task.id).slice(1, -1);
	const where = `${fileName}:${place.task.line}`;
	if (!span) return {kind: 'refused', ...refusal('refused', 'no-field', `${where}: ${id} has no ${field} to write.`)};
	const from = text.slice(span.start, span.end);
	const edited = text.slice(0, span.start) + padded(text, place.source, span, to) + text.slice(span.end);
	const stand = standAfter({before: place.reading, index: place.index, field, span, edited});
	if (stand && holds(stand)) return {kind: 'edited', text: edited, from, to};
	const message = `${where}: ${quoted(to)} cannot stand as ${field} of ${id} without changing more. Edit it by hand.`;
	return {kind: 'refused', ...refusal('refused', 'unsafe-edit', message)};
};

// A word in an empty cell gets blanks around it where there are none: `||` → `| done |`.
const padded = (text: string, source: TaskSource, span: Span, to: string): string => {
	if (source.kind === 'heading') return span.start > 0 && /\S/.test(text.charAt(span.start - 1)) ? ` ${to}` : to;
	if (source.kind === 'checkbox' || span.end > span.start || to === '') return to;
	const before = text.charAt(span.start - 1) === '|' ? ' ' : '';
	const after = text.charAt(span.end) === '|' ? ' ' : '';
	return before + to + after;
};
