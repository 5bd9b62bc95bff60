// The proof that an edit changes one field of one task and nothing else that the file says.
import type {TaskStatus} from '../domain/task.ts';
import {type Block, type Blocks, scanBlocks} from './blocks.ts';
import {type Span, splitCells} from './cells.ts';
import type {Draft} from './draft.ts';
import {checkboxAt, statusOfMark} from './marks.ts';
import {readDrafts} from './read-drafts.ts';
import type {Reading} from './reading.ts';
import {readStatus} from './status-words.ts';

/** The fields that mosaic writes. */
export type WrittenField = 'status' | 'pr' | 'notes';

/** An edit: the drafts as they are, and the text in which `span`, the field of one of them, holds something else. */
export type Edit = {
	readonly before: Reading;
	readonly index: number;
	readonly field: WrittenField;
	readonly span: Span;
	readonly edited: string;
};

/** What a task's status reads after an edit. */
export type Stand = {readonly status: TaskStatus; readonly statusText: string};

/**
 * The status of the task after an edit that changes its field only; undefined where anything else would change. The
 * line of a row or a checkbox is judged by itself once all lines are known to be what they were: neither leaves a trace
 * in the reading of other lines that depends on its field. A heading's task is proven by reading all of it again.
 */
export const standAfter = (edit: Edit): Stand | undefined => {
	const draft = edit.before.drafts[edit.index] as Draft;
	if (draft.source.kind === 'heading') return standAmongDrafts(edit);
	const at = draft.line - 1;
	const after = scanBlocks(edit.edited);
	if (!sameBlocks(edit, after, at)) return undefined;
	const line: ChangedLine = {was: edit.before.blocks[at] as Block, is: after.blocks[at] as Block};
	return draft.source.kind === 'row' ? standInRow(edit, draft, line) : standInBox(edit, draft, line);
};

type ChangedLine = {readonly was: Block; readonly is: Block};

// Each line is what it was, at the place where the longer or shorter field moves it to.
const sameBlocks = (edit: Edit, after: Blocks, changed: number): boolean => {
	const {blocks} = edit.before;
	if (blocks.length !== after.blocks.length) return false;
	const moved = edit.edited.length - edit.before.text.length;
	for (let index = 0; index < blocks.length; index++) {
		const startsBy = index > changed ? moved : 0;
		const endsBy = index >= changed ? moved : 0;
		if (!sameBlock(blocks[index] as Block, after.blocks[index] as Block, startsBy, endsBy)) return false;
	}
	return true;
};

const sameBlock = (was: Block, is: Block, startsBy: number, endsBy: number): boolean =>
	was.kind === is.kind &&
	was.start + startsBy === is.start &&
	was.end + endsBy === is.end &&
	was.line === is.line &&
	was.column === is.column &&
	was.quotes === is.quotes &&
	was.marker === is.marker &&
	was.level === is.level;

// All that a row says, its cells say: as many as before, and the others letter by letter.
const standInRow = ({before, field, span, edited}: Edit, draft: Draft, {was, is}: ChangedLine): Stand | undefined => {
	const old = splitCells(before.text, was.start, was.end);
	const cells = splitCells(edited, is.start, is.end);
	const own = old.findIndex((cell) => cell.start === span.start && cell.end === span.end);
	if (was.kind !== 'row' || own < 0 || cells.length !== old.length) return undefined;
	const same = old.every((cell, index) => index === own || textAt(before.text, cell) === textAt(edited, cells[index]));
	if (!same) return undefined;
	if (field !== 'status') return draft;
	const statusText = textAt(edited, cells[own]);
	return {status: readStatus(statusText).status, statusText};
};

// All that a checkbox says is its mark, its star and the text behind it.
const standInBox = ({before, span, edited}: Edit, draft: Draft, {was, is}: ChangedLine): Stand | undefined => {
	const old = checkboxAt(before.text, was.start, was.end);
	const box = checkboxAt(edited, is.start, is.end);
	if (was.kind !== 'text' || !was.marker || typeof old !== 'object' || typeof box !== 'object') return undefined;
	const same =
		old.markSpan.start === span.start &&
		old.markSpan.end === span.end &&
		old.optional === box.optional &&
		textAt(before.text, old.text) === textAt(edited, box.text);
	if (!same) return undefined;
	return {status: statusOfMark(box.mark, draft.written) ?? 'not-started', statusText: box.mark};
};

const textAt = (text: string, span: Span | undefined): string => (span ? text.slice(span.start, span.end) : '');

const standAmongDrafts = ({before, index, field, edited}: Edit): Stand | undefined => {
	const after = readDrafts(edited);
	if (before.drafts.length !== after.drafts.length || before.skipped.length !== after.skipped.length) return undefined;
	for (let at = 0; at < before.drafts.length; at++) {
		const changed = at === index ? field : undefined;
		if (!equalDrafts(before.drafts[at] as Draft, after.drafts[at] as Draft, changed)) return undefined;
	}
	return after.drafts[index];
};

const DETAILS = ['verify', 'pr', 'notes', 'priority', 'owner', 'estimate'] as const;

// All that a task is made of is in its draft; ids, nesting and dependencies follow from the drafts together.
const equalDrafts = (a: Draft, b: Draft, except: WrittenField | undefined): boolean =>
	a.written === b.written &&
	a.title === b.title &&
	(except === 'status' || (a.status === b.status && a.statusText === b.statusText)) &&
	a.milestone === b.milestone &&
	a.line === b.line &&
	a.depth === b.depth &&
	a.parent?.line === b.parent?.line &&
	a.source.unsafe === b.source.unsafe &&
	a.depends.length === b.depends.length &&
	a.depends.every((one, index) => one.text === b.depends[index]?.text) &&
	DETAILS.every((detail) => detail === except || a.details[detail] === b.details[detail]);
