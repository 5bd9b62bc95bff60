// Edits to one field of one task. All other bytes stay; a result that says anything else than intended is refused.
import type {Refusal, RefusalKind} from '../domain/errors.ts';
import type {Task, TaskStatus} from '../domain/task.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {escapeCell, type Span} from './cells.ts';
import type {TaskSource} from './draft.ts';
import {type ParsedTasks, parseTasks} from './parse.ts';
import {isMarkCell, withStatus} from './vocabulary.ts';

/** What came of an edit. `from` and `to` are the field as it stands in the file before and after. */
export type EditOutcome =
	| {readonly kind: 'edited'; readonly text: string; readonly from: string; readonly to: string}
	| {readonly kind: 'unchanged'; readonly from: string}
	/** The file has no way to say it (a checkbox knows only done and not done); nothing is to be written. */
	| {readonly kind: 'no-word'; readonly from: string; readonly reason: string}
	| {readonly kind: 'refused'; readonly refusal: Refusal};

/** Fields besides the status that mosaic writes. */
export type EditableField = 'pr' | 'notes';

/** Sets a task's status in the words of its file. `fileName` is for messages. */
export const editStatus = (text: string, taskId: string, status: TaskStatus, fileName = 'TASKS.md'): EditOutcome => {
	const place = locate(text, taskId, fileName);
	if ('refusal' in place) return {kind: 'refused', refusal: place.refusal};
	const from = place.task.statusText;
	if (place.task.status === status) return {kind: 'unchanged', from};
	const to = wordFor(place, status);
	if (to === undefined) return {kind: 'no-word', from, reason: `a checkbox cannot say ${quoted(status)}`};
	return patch(text, place, 'status', to, (task) => task.status === status, fileName);
};

/** Puts a status back as it stood, letter by letter: `raw` is the `from` of an earlier edit. */
export const restoreStatus = (text: string, taskId: string, raw: string, fileName = 'TASKS.md'): EditOutcome => {
	const place = locate(text, taskId, fileName);
	if ('refusal' in place) return {kind: 'refused', refusal: place.refusal};
	if (place.task.statusText === raw) return {kind: 'unchanged', from: raw};
	return patch(text, place, 'status', raw, (task) => task.statusText === raw, fileName);
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

type Place = {
	readonly parsed: ParsedTasks;
	readonly index: number;
	readonly task: Task;
	readonly source: TaskSource;
};

const refusal = (kind: RefusalKind, code: string, message: string): {refusal: Refusal} => ({
	refusal: {kind, code, message},
});

const locate = (text: string, taskId: string, fileName: string): Place | {refusal: Refusal} => {
	const parsed = parseTasks(text);
	const index = parsed.tasks.findIndex((task) => task.id === taskId);
	const task = parsed.tasks[index];
	const source = parsed.sources[index];
	if (!task || !source)
		return refusal('not-found', 'unknown-task', `${fileName}: no task ${quoted(taskId)}. See \`mosaic tasks\`.`);
	const twin = parsed.tasks.find((other, at) => at > index && other.id === taskId);
	const id = quoted(taskId).slice(1, -1);
	if (twin) return refusal('refused', 'duplicate-id', `${fileName}:${twin.line}: two tasks share ${id}. Rename one.`);
	if (source.unsafe !== null)
		return refusal('refused', 'ragged-row', `${fileName}:${task.line}: ${source.unsafe}. Mend the row of ${id}.`);
	return {parsed, index, task, source};
};

const wordFor = ({task, source, parsed}: Place, status: TaskStatus): string | undefined => {
	if (source.kind === 'checkbox') return markFor(parsed, status);
	if (isMarkCell(task.statusText) && status !== 'done' && status !== 'not-started') return undefined;
	const others = parsed.tasks.filter((other, at) => other !== task && parsed.sources[at]?.kind === source.kind);
	const column = new Set(parsed.tasks.filter((_, at) => parsed.sources[at]?.table === source.table));
	const inColumn = others.filter((other) => column.has(other));
	const samples = inColumn.some((other) => other.status === status) ? inColumn : others;
	return withStatus(
		task.statusText,
		status,
		samples.map((other) => other.statusText),
	);
};

const markFor = (parsed: ParsedTasks, status: TaskStatus): string | undefined => {
	if (status === 'not-started') return ' ';
	if (status !== 'done') return undefined;
	const marks = new Set(parsed.tasks.map((task) => task.statusText));
	return marks.has('X') && !marks.has('x') ? 'X' : 'x';
};

type FieldName = 'status' | EditableField;

const patch = (
	text: string,
	place: Place,
	field: FieldName,
	to: string,
	holds: (task: Task) => boolean,
	fileName: string,
): EditOutcome => {
	const span = place.source.spans[field];
	const id = quoted(place.task.id).slice(1, -1);
	const where = `${fileName}:${place.task.line}`;
	if (!span) return {kind: 'refused', ...refusal('refused', 'no-field', `${where}: ${id} has no ${field} to write.`)};
	const from = text.slice(span.start, span.end);
	const edited = text.slice(0, span.start) + padded(text, place.source, span, to) + text.slice(span.end);
	if (onlyFieldChanged(place, parseTasks(edited), field, holds)) return {kind: 'edited', text: edited, from, to};
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

const FIELDS_OF: Readonly<Record<FieldName, ReadonlySet<string>>> = {
	status: new Set(['status', 'statusText']),
	pr: new Set(['pr']),
	notes: new Set(['notes']),
};

const onlyFieldChanged = (
	place: Place,
	after: ParsedTasks,
	field: FieldName,
	holds: (task: Task) => boolean,
): boolean => {
	const before = place.parsed;
	if (before.tasks.length !== after.tasks.length || before.skipped.length !== after.skipped.length) return false;
	for (let index = 0; index < before.tasks.length; index++) {
		const same = index === place.index ? FIELDS_OF[field] : NO_FIELDS;
		if (!equalTasks(before.tasks[index] as Task, after.tasks[index] as Task, same)) return false;
	}
	return holds(after.tasks[place.index] as Task);
};

const NO_FIELDS: ReadonlySet<string> = new Set();

const equalTasks = (a: Task, b: Task, except: ReadonlySet<string>): boolean => {
	for (const key of Object.keys(a) as (keyof Task)[]) {
		if (a[key] === b[key] || except.has(key)) continue;
		if (key !== 'dependsOn' || a.dependsOn.length !== b.dependsOn.length) return false;
		if (a.dependsOn.some((id, index) => id !== b.dependsOn[index])) return false;
	}
	return true;
};
