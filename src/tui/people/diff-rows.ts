// A change as rows: a list of its files, then each file with its hunks, what reviewers found there, and one's own comments.
import type {Comment} from '../../domain/approval.ts';
import type {Diff, DiffFile, DiffLine} from '../../domain/diff.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import {cellText, wrap} from '../cells.ts';
import {lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import {type Anchor, type Row, textRow} from './row.ts';

export type DiffRowsInput = {
	readonly diff: Diff;
	readonly findings: readonly RecordedFinding[];
	readonly comments: readonly Comment[];
	readonly width: number;
};

/** The rows of a change. Those of the file list know where their file begins. */
export const diffRows = (input: DiffRowsInput): Row[] => {
	const {diff, findings, comments} = input;
	const general = comments.filter(({file}) => file === null);
	const head: Row[] = [
		textRow([
			span(`${counted(diff.files.length, 'file')} `, 'strong'),
			...plusMinus(diff.added, diff.removed),
			span(`  ${diff.from.slice(0, 8)}…${diff.to.slice(0, 8)}`, 'muted'),
		]),
		...general.flatMap((comment) => commentRows(comment, input.width)),
	];
	const files = diff.files.map((file, index) => fileRows(file, index, input, findings, comments));
	let next = head.length + diff.files.length + 1;
	const list = diff.files.map((file, index) => {
		const at = next;
		next += files[index]?.length ?? 0;
		return textRow([span('  '), ...nameOf(file), span('  '), ...sizeOf(file)], {to: at, file: index});
	});
	return [...head, ...list, textRow([]), ...files.flat()];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const plusMinus = (added: number, removed: number): Line => [
	span(`+${added}`, 'good'),
	span(' '),
	span(`−${removed}`, 'bad'),
];

const LETTERS: Readonly<Record<DiffFile['status'], readonly [string, Token]>> = {
	added: ['A', 'good'],
	deleted: ['D', 'bad'],
	modified: ['M', 'active'],
	renamed: ['R', 'active'],
	copied: ['C', 'active'],
	'type-changed': ['T', 'warn'],
};

const nameOf = ({status, path, previousPath}: DiffFile): Line => {
	const [letter, token] = LETTERS[status];
	const from = previousPath === null ? '' : `${cellText(previousPath)} → `;
	return [span(`${letter} `, token), span(`${from}${cellText(path)}`, 'strong')];
};

const sizeOf = (file: DiffFile): Line =>
	file.kind === 'text' ? plusMinus(file.added, file.removed) : [span(file.kind, 'muted')];

const fileRows = (
	file: DiffFile,
	index: number,
	{width}: DiffRowsInput,
	findings: readonly RecordedFinding[],
	comments: readonly Comment[],
): Row[] => {
	const anchor: Anchor = {file: file.path, line: null, side: null, about: file.path};
	const own = {
		findings: findings.filter((finding) => finding.file === file.path),
		comments: comments.filter((comment) => comment.file === file.path),
	};
	const lines = new Set(file.hunks.flatMap((hunk) => hunk.lines.map(({after}) => after)));
	const remarks = [
		...own.comments.filter(({line}) => line === null).flatMap((comment) => commentRows(comment, width)),
		...own.findings
			.filter(({line}) => line === null || !lines.has(line))
			.flatMap((finding) => findingRows(finding, width)),
	];
	return [
		textRow(ruled([...nameOf(file), span('  '), ...sizeOf(file), span(' ')], width), {
			mark: 'file',
			anchor,
			file: index,
		}),
		...missing(file).map((text) => textRow([span(`  ${text}`, 'muted')], {file: index, anchor})),
		...remarks,
		...file.hunks.flatMap((_, hunk) => hunkRows(file, index, hunk, own, width)),
		textRow([], {file: index}),
	];
};

/** The rest of the row as a rule. */
const ruled = (line: Line, width: number): Line => [
	...line,
	span('─'.repeat(Math.max(0, width - lineWidth(line))), 'border'),
];

type Remarks = {readonly findings: readonly RecordedFinding[]; readonly comments: readonly Comment[]};

const hunkRows = (file: DiffFile, index: number, at: number, own: Remarks, width: number): Row[] => {
	const hunk = file.hunks[at];
	if (hunk === undefined) return [];
	const {beforeStart, beforeLines, afterStart, afterLines, heading} = hunk;
	const range = `@@ −${beforeStart},${beforeLines} +${afterStart},${afterLines} @@`;
	const rows: Row[] = [
		textRow([span(range, 'accent'), span(` ${cellText(heading)}`, 'muted')], {mark: 'hunk', file: index}),
	];
	for (const [place, line] of hunk.lines.entries()) {
		const anchor = anchorOf(file.path, line);
		rows.push({kind: 'code', file: index, hunk: at, at: place, anchor});
		for (const comment of own.comments)
			if (comment.line === anchor.line && comment.side === anchor.side) rows.push(...commentRows(comment, width));
		for (const finding of own.findings)
			if (line.after !== null && finding.line === line.after) rows.push(...findingRows(finding, width));
	}
	return rows;
};

const anchorOf = (file: string, {before, after}: DiffLine): Anchor =>
	after === null
		? {file, line: before, side: 'old', about: `${file}:${before} before the change`}
		: {file, line: after, side: 'new', about: `${file}:${after}`};

/** Why there are no lines, or not all of them. */
const missing = (file: DiffFile): string[] => {
	const mode =
		file.modeBefore !== null && file.modeAfter !== null && file.modeBefore !== file.modeAfter
			? [`mode ${file.modeBefore} → ${file.modeAfter}`]
			: [];
	if (file.cut !== null) return [...mode, `Too large to show whole: ${file.cut}.`];
	if (file.kind === 'binary') return [...mode, 'Binary file; its bytes differ.'];
	if (file.hunks.length === 0)
		return [...mode, file.status === 'renamed' ? 'Renamed, unchanged.' : 'No lines changed.'];
	return mode;
};

const INDENT = '      ';

/** A comment that is not sent yet. */
const commentRows = (comment: Comment, width: number): Row[] =>
	comment.text
		.split('\n')
		.flatMap((text, first) =>
			wrap(cellText(text) || ' ', Math.max(8, width - INDENT.length - 3)).map((line, index) =>
				textRow([span(`${INDENT}${first === 0 && index === 0 ? '✎' : ' '} `, 'accent'), span(line, 'accent')]),
			),
		);

const findingRows = ({severity, source, message, fix}: RecordedFinding, width: number): Row[] =>
	wrap(
		`${severity} (${source}): ${cellText(message)}${fix === null ? '' : ` → ${cellText(fix)}`}`,
		Math.max(8, width - INDENT.length - 3),
	).map((line, index) => textRow([span(`${INDENT}${index === 0 ? '!' : ' '} `, 'warn'), span(line, 'warn')]));
