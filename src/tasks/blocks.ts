// What each line of a Markdown text is: enough of CommonMark's block structure to know which lines are live.
import {delimiterCells, splitCells} from './cells.ts';
import {type Containers, openContainers} from './containers.ts';
import {atEnd, type Cursor, codeAt, cursorAt} from './cursor.ts';
import {frontMatterLines} from './front-matter.ts';
import {lineAfter, type SourceLine} from './lines.ts';
import {continuesLiteral, type Literal, type LiteralKind, opensLiteral} from './literals.ts';

export type BlockKind =
	| 'blank'
	| 'text'
	| 'heading'
	| 'rule'
	| 'header'
	| 'delimiter'
	| 'row'
	/** A line that would head a table, over a row of dashes with another number of cells. */
	| 'misfit'
	| LiteralKind;

/** One line. `start` to `end` is its content, behind quote marks, list markers and blanks. */
export type Block = {
	readonly line: number;
	kind: BlockKind;
	readonly start: number;
	end: number;
	/** The column of its last list marker, else of its content. */
	readonly column: number;
	readonly quotes: number;
	/** Whether it opens a list item. */
	readonly marker: boolean;
	/** Of a heading, 1 to 6. */
	level: number;
};

export type Blocks = {
	readonly blocks: readonly Block[];
	/** The fence or comment that the text ends within. */
	readonly unclosed: {readonly line: number; readonly kind: LiteralKind} | null;
};

type State = Containers & {readonly text: string; readonly blocks: Block[]; literal: Literal | null};

/** Reads the lines of a text in one pass, in linear time. */
export const scanBlocks = (text: string): Blocks => {
	const state: State = {text, blocks: [], literal: null, lists: [], quotes: 0, paragraph: -1, table: false};
	const skip = frontMatterLines(text);
	for (let line = lineAfter(text, undefined); line; line = lineAfter(text, line)) {
		if (line.number <= skip) state.blocks.push(literalBlock(line, 'front matter', line.start));
		else scanLine(state, line);
	}
	const {literal} = state;
	return {blocks: state.blocks, unclosed: literal && {line: literal.line, kind: literal.kind}};
};

const scanLine = (state: State, line: SourceLine): void => {
	if (state.literal) {
		const inside = continuesLiteral(state.text, line, state.literal);
		if (inside !== undefined) {
			state.blocks.push(literalBlock(line, state.literal.kind, inside.start));
			if (inside.closes) state.literal = null;
			return;
		}
		state.literal = null;
	}
	const cursor = cursorAt(state.text, line);
	const opened = openContainers(state, cursor, ruleFinder(state.text, line.end));
	const block: Block = {
		line: line.number,
		kind: 'text',
		start: cursor.at,
		end: line.end,
		column: opened.column,
		quotes: state.quotes,
		marker: opened.marker,
		level: 0,
	};
	state.blocks.push(block);
	if (opened.kind === 'code') block.kind = 'code';
	else if (atEnd(cursor)) endBlock(state, block, 'blank');
	else classify(state, cursor, block);
};

const literalBlock = (line: SourceLine, kind: LiteralKind, start: number): Block => ({
	line: line.number,
	kind,
	start,
	end: line.end,
	column: 0,
	quotes: 0,
	marker: false,
	level: 0,
});

const classify = (state: State, cursor: Cursor, block: Block): void => {
	const literal = opensLiteral(state, cursor, block);
	const level = headingLevel(cursor);
	if (literal) {
		endBlock(state, block, literal.kind);
		state.literal = literal.closed ? null : literal;
	} else if (level > 0) {
		endBlock(state, block, 'heading');
		block.level = level;
	} else if (underlines(state, block)) {
		makeHeading(state, block);
	} else if (isRule(state.text, block.start, block.end)) endBlock(state, block, 'rule');
	else classifyText(state, block);
};

const classifyText = (state: State, block: Block): void => {
	if (state.table) {
		block.kind = 'row';
		return;
	}
	const header = state.paragraph < 0 ? undefined : state.blocks[state.blocks.length - 2];
	const dashes = header === undefined ? 0 : delimiterCells(state.text, block.start, block.end);
	if (header?.kind === 'text' && dashes > 0) {
		const cells = splitCells(state.text, header.start, header.end).length;
		header.kind = cells === dashes ? 'header' : 'misfit';
		block.kind = 'delimiter';
		state.table = cells === dashes;
		state.paragraph = -1;
	} else if (state.paragraph < 0) state.paragraph = state.blocks.length - 1;
};

const endBlock = (state: State, block: Block, kind: BlockKind): void => {
	block.kind = kind;
	state.paragraph = -1;
	state.table = false;
};

const headingLevel = (cursor: Cursor): number => {
	let level = 0;
	while (codeAt(cursor, level) === 35) level++;
	const after = codeAt(cursor, level);
	return level > 0 && level <= 6 && (Number.isNaN(after) || after === 32 || after === 9) ? level : 0;
};

// A line of `===` or `---` right under a paragraph makes it a heading. Inside lists it is taken for a rule.
const underlines = (state: State, block: Block): boolean => {
	if (state.paragraph < 0 || state.lists.length > 0 || block.marker) return false;
	const code = state.text.charCodeAt(block.start);
	return (code === 61 || code === 45) && isRunOf(state.text, block.start, block.end, code, 1, false);
};

const makeHeading = (state: State, underline: Block): void => {
	const first = state.blocks[state.paragraph] as Block;
	for (let index = state.paragraph + 1; index < state.blocks.length - 1; index++)
		(state.blocks[index] as Block).kind = 'rule';
	first.kind = 'heading';
	first.level = state.text.charCodeAt(underline.start) === 61 ? 1 : 2;
	first.end = (state.blocks[state.blocks.length - 2] as Block).end;
	endBlock(state, underline, 'rule');
};

const isRule = (text: string, start: number, end: number): boolean => {
	const code = text.charCodeAt(start);
	return (code === 42 || code === 45 || code === 95) && isRunOf(text, start, end, code, 3, true);
};

// The same for each place in one line, without reading `- - - - x` again and again.
const ruleFinder = (text: string, end: number): ((at: number) => boolean) => {
	let tail = -1;
	return (at) => {
		const code = text.charCodeAt(at);
		if (code !== 42 && code !== 45 && code !== 95) return false;
		if (tail < 0) tail = ruleTail(text, at, end);
		return at >= tail && isRule(text, at, end);
	};
};

// Where the stretch of one character and blanks begins that ends the line.
const ruleTail = (text: string, from: number, end: number): number => {
	let code = 0;
	let at = end;
	for (; at > from; at--) {
		const here = text.charCodeAt(at - 1);
		if (here === 32 || here === 9) continue;
		if (code === 0) code = here;
		if (here !== code) break;
	}
	return at;
};

const isRunOf = (text: string, start: number, end: number, code: number, least: number, gaps: boolean): boolean => {
	let count = 0;
	let blank = false;
	for (let at = start; at < end; at++) {
		const here = text.charCodeAt(at);
		if (here === 32 || here === 9) blank = true;
		else if (here !== code || (blank && !gaps)) return false;
		else count++;
	}
	return count >= least;
};
