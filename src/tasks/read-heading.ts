import {quoted} from '../domain/text.ts';
import type {Block} from './blocks.ts';
import type {Draft} from './draft.ts';
import {enterHeading, headingText, markHeadingAsTask, milestoneBelow} from './headings.ts';
import {labelAt} from './labels.ts';
import {setDetail} from './read-table.ts';
import {contentOf, type Reading} from './reading.ts';
import {readStatus} from './status-words.ts';
import {leadingId} from './task-ids.ts';

/** Enters a heading. One that begins with an id may turn out to be a task. */
export const readHeading = (reading: Reading, block: Block): void => {
	closeSection(reading);
	reading.boxes = [];
	const text = headingText(contentOf(reading, block));
	const milestone = milestoneBelow(reading.headings, block.level);
	enterHeading(reading.headings, block.level, text);
	const found = leadingId(text);
	if (!found) return;
	const draft: Draft = {
		written: found.id,
		id: '',
		title: found.rest || found.id,
		status: 'not-started',
		statusText: '',
		milestone,
		line: block.line,
		depth: 0,
		parent: null,
		depends: [],
		details: {},
		source: {kind: 'heading', table: -1, spans: {}, unsafe: null},
	};
	const surely = /^[[(*_`]*(?:task[ _-]*#?\d|t-?\d)/i.test(text);
	reading.section = {draft, line: block.line, surely, begun: false, inside: 0};
};

/** Ends a heading's section, and reports one that named a task and never gave its status. */
export const closeSection = (reading: Reading): void => {
	const {section} = reading;
	reading.section = null;
	if (section?.surely && !section.begun && section.inside === 0)
		reading.skipped.push({line: section.line, reason: 'a heading that names a task, without a "Status:" line'});
};

/** Reads a `Label: value` line of a heading's section. True when the line was one. */
export const readSectionLine = (reading: Reading, block: Block): boolean => {
	const {section} = reading;
	const label = section && labelAt(reading.text, block.start, block.end);
	if (!section || !label) return false;
	const {draft} = section;
	const value = reading.text.slice(label.value.start, label.value.end);
	const {field} = label;
	if (field === 'status') {
		if (section.begun) return true;
		section.begun = true;
		beginTask(reading, draft, value, block.line);
		draft.source.spans.status = label.value;
	} else if (field === 'depends') draft.depends.push({kind: 'list', text: value, line: block.line});
	else if (field === 'milestone') Object.assign(draft, {milestone: value});
	else if (field !== 'id' && field !== 'title') {
		setDetail(draft, field, value);
		if (field === 'pr' || field === 'notes') draft.source.spans[field] ??= label.value;
	}
	return true;
};

const beginTask = (reading: Reading, draft: Draft, value: string, line: number): void => {
	const status = readStatus(value);
	draft.status = status.status;
	draft.statusText = value;
	if (!status.known) reading.problems.push({line, message: `unknown status ${quoted(value)}, read as not started`});
	markHeadingAsTask(reading.headings);
	reading.drafts.push(draft);
};
