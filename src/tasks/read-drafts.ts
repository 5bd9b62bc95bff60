// One pass over a tasks file: its blocks become drafts, and what looks like a task and is none is noted.
import {type Block, type Blocks, scanBlocks} from './blocks.ts';
import {noHeadings} from './headings.ts';
import {readItem, readParagraph} from './read-checkbox.ts';
import {closeSection, readHeading, readSectionLine} from './read-heading.ts';
import {openTable, readRow, reportMisfit} from './read-table.ts';
import type {Reading} from './reading.ts';

/** Reads any text into drafts, skipped lines and problems; never throws. */
export const readDrafts = (text: string): Reading => {
	const scanned = scanBlocks(text);
	const titles = scanned.blocks.filter((block) => block.kind === 'heading' && block.level === 1).length;
	const reading: Reading = {
		text,
		blocks: scanned.blocks,
		drafts: [],
		skipped: [],
		problems: [],
		headings: noHeadings(titles),
		tables: 0,
		table: null,
		boxes: [],
		section: null,
	};
	let before: Block | undefined;
	for (const block of scanned.blocks) {
		readBlock(reading, block, before);
		before = block;
	}
	closeSection(reading);
	reportUnclosed(reading, scanned);
	return reading;
};

const readBlock = (reading: Reading, block: Block, before: Block | undefined): void => {
	switch (block.kind) {
		case 'heading':
			return readHeading(reading, block);
		case 'header':
			return openTable(reading, block);
		case 'misfit':
			return reportMisfit(reading, block);
		case 'row':
			if (reading.table) readRow(reading, block, reading.table);
			return;
		case 'text':
			if (readSectionLine(reading, block)) return;
			return block.marker ? readItem(reading, block) : readParagraph(reading, block, before?.kind !== 'text');
		case 'fence':
		case 'comment':
		case 'code':
			return reportLiteral(reading, block, before);
		default:
			return;
	}
};

const WHERE = {fence: 'a code fence', comment: 'an HTML comment', code: 'code or raw HTML'} as const;
const BOX_LINE = /^(?:<!--\s*)?(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[[^[\]]\]\*?[ \t]+\S/u;

// Inside code and comments: a checkbox, or a row below a row of dashes, is told to the person and not read.
const reportLiteral = (reading: Reading, block: Block, before: Block | undefined): void => {
	const start = reading.text.slice(block.start, Math.min(block.end, block.start + 200));
	const isRow = before?.kind === block.kind && start.startsWith('|') && !/^[|:\s-]*$/.test(start);
	if (!BOX_LINE.test(start) && !isRow) return;
	const reason = `within ${WHERE[block.kind as keyof typeof WHERE]}`;
	reading.skipped.push({line: block.line, reason});
};

const reportUnclosed = (reading: Reading, scanned: Blocks): void => {
	if (!scanned.unclosed) return;
	const {line, kind} = scanned.unclosed;
	const what = kind === 'fence' ? 'the code fence' : kind === 'comment' ? 'the HTML comment' : 'the raw HTML';
	reading.problems.push({line, message: `${what} that begins here never ends; nothing below it is read`});
};
