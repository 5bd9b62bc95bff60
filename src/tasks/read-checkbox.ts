import {quoted} from '../domain/text.ts';
import type {Block} from './blocks.ts';
import type {Draft} from './draft.ts';
import {milestoneHere} from './headings.ts';
import {labelAt, prosePhrases} from './labels.ts';
import {type Checkbox, checkboxAt, statusOfMark} from './marks.ts';
import {setDetail} from './read-table.ts';
import type {OpenBox, Reading} from './reading.ts';
import {leadingId, plainText} from './task-ids.ts';

/** Reads a list item: a checkbox becomes a task, other items end the nesting of those to their right. */
export const readItem = (reading: Reading, block: Block): void => {
	const box = checkboxAt(reading.text, block.start, block.end);
	const outer = reading.boxes.at(-1);
	if (box === undefined || box === 'empty') {
		if (box === 'empty') reading.skipped.push({line: block.line, reason: '"[]" is no checkbox; write "[ ]"'});
		else if (outer && isUnder(block, outer)) readDetail(reading, block, outer);
		else closeBoxes(reading, block);
		return;
	}
	closeBoxes(reading, block);
	const text = reading.text.slice(box.text.start, box.text.end);
	const name = leadingId(text) ?? {id: null, rest: text};
	const refusal = whyNoTask(reading, name.id, text);
	if (refusal) reading.skipped.push({line: block.line, reason: refusal});
	else addBox(reading, block, box, name);
};

const whyNoTask = (reading: Reading, id: string | null, text: string): string | undefined => {
	if (text === '') return 'a checkbox without text';
	if (id === null && reading.section?.begun) return `a checkbox within task ${reading.section.draft.written}`;
	return undefined;
};

const addBox = (reading: Reading, block: Block, box: Checkbox, name: {id: string | null; rest: string}): void => {
	const outer = reading.boxes.at(-1);
	const status = statusOfMark(box.mark, name.id);
	const mark = quoted(`[${box.mark}]`);
	if (status === undefined)
		reading.problems.push({line: block.line, message: `unknown mark ${mark}, read as not done`});
	else if (status === 'cancelled')
		reading.problems.push({line: block.line, message: `the mark ${mark} is read as cancelled`});
	const raw = reading.text.slice(box.text.start, box.text.end);
	const draft: Draft = {
		written: name.id,
		id: '',
		title: plainText(name.rest.replace(/^(?:(?:\[P\]|\(P\)) *)+/, '')) || plainText(raw),
		status: status ?? 'not-started',
		statusText: box.mark,
		milestone: milestoneHere(reading.headings),
		line: block.line,
		depth: outer ? outer.draft.depth + 1 : 0,
		parent: outer?.draft ?? sectionTask(reading),
		depends: prosePhrases(raw).map((text) => ({kind: 'prose', text, line: block.line})),
		details: box.optional || /^\d[\d.]*\*/.test(raw) ? {priority: 'optional'} : {},
		source: {kind: 'checkbox', table: -1, spans: {status: box.markSpan}, unsafe: null},
	};
	reading.drafts.push(draft);
	reading.boxes.push({draft, column: block.column, quotes: block.quotes});
	if (reading.section) reading.section.inside++;
};

const sectionTask = (reading: Reading): Draft | null => (reading.section?.begun ? reading.section.draft : null);

// Nested means two columns further right; one column is how people mistype a sibling.
const isUnder = (block: Block, outer: OpenBox): boolean =>
	block.quotes === outer.quotes && block.column >= outer.column + 2;

const closeBoxes = (reading: Reading, block: Block): void => {
	while (reading.boxes.length > 0 && !isUnder(block, reading.boxes.at(-1) as OpenBox)) reading.boxes.pop();
};

/** Reads a line beneath a checkbox that is no checkbox itself: labels, and dependencies in prose. */
const readDetail = (reading: Reading, block: Block, outer: OpenBox): void => {
	const text = reading.text.slice(block.start, block.end);
	const label = labelAt(reading.text, block.start, block.end);
	const value = label && reading.text.slice(label.value.start, label.value.end);
	if (label?.field === 'depends') outer.draft.depends.push({kind: 'list', text: value ?? '', line: block.line});
	else if (
		label &&
		(label.field === 'verify' || label.field === 'priority' || label.field === 'owner' || label.field === 'estimate')
	)
		setDetail(outer.draft, label.field, value ?? '');
	else
		for (const phrase of prosePhrases(text)) outer.draft.depends.push({kind: 'prose', text: phrase, line: block.line});
};

/** Reads a paragraph line: beneath a checkbox it belongs to that, at the left it ends the list. */
export const readParagraph = (reading: Reading, block: Block, afterBlank: boolean): void => {
	while (afterBlank && reading.boxes.length > 0 && !isUnder(block, reading.boxes.at(-1) as OpenBox))
		reading.boxes.pop();
	const outer = reading.boxes.at(-1);
	if (outer) readDetail(reading, block, outer);
};
