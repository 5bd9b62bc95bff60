// A line of code in a change: its numbers, whether it comes or goes, and its text in the colours of its language.
import type {CodeToken} from '../../domain/diff.ts';
import type {RunPage} from '../../domain/run-page.ts';
import {printable} from '../../domain/text.ts';
import {cellText, clip} from '../cells.ts';
import {fitLine, span} from '../line.ts';
import type {Line, Span} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import {widthOf} from '../width.ts';
import type {Row} from './row.ts';

const TOKENS: Readonly<Record<CodeToken, Token>> = {
	plain: 'text',
	keyword: 'accent',
	string: 'good',
	number: 'warn',
	comment: 'muted',
	name: 'active',
	type: 'active',
	attribute: 'text',
	meta: 'muted',
};

const SIGNS = {same: [' ', 'text'], added: ['+', 'good'], removed: ['−', 'bad']} as const;
const BOTH_NUMBERS = 70;

/** The line in at most `width` cells; so many of its first cells are left out as it was shifted. */
export const drawCode = (
	row: Extract<Row, {kind: 'code'}>,
	page: RunPage | null,
	width: number,
	shift: number,
): Line => {
	const file = page?.diff.kind === 'there' ? page.diff.diff.files[row.file] : undefined;
	const line = file?.hunks[row.hunk]?.lines[row.at];
	if (file === undefined || line === undefined) return [];
	const [sign, token] = SIGNS[line.kind];
	const number = (value: number | null) => String(value ?? '').padStart(5);
	const numbers = width >= BOTH_NUMBERS ? number(line.before) + number(line.after) : number(line.after ?? line.before);
	const spans = page?.code.get(file.path)?.[row.hunk]?.[row.at];
	const code: readonly Span[] =
		spans === undefined
			? [span(cleaned(line.text))]
			: spans.map((part) => span(cleaned(part.text), TOKENS[part.token]));
	const end = line.noNewline ? [span(' (no newline at the end)', 'muted')] : [];
	const gutter = [span(numbers, line.kind === 'same' ? 'muted' : token), span(` ${sign} `, token)];
	return fitLine([...gutter, ...shifted(code, shift), ...end], width);
};

/** Each piece is printable already or made so; its own blanks stay, also at its ends. */
const cleaned = (text: string): string => {
	const plain = printable(text.replaceAll('\t', '    '));
	const before = plain.slice(0, plain.length - plain.trimStart().length);
	const inner = plain.slice(before.length).trimEnd();
	return before + cellText(inner) + plain.slice(before.length + inner.length);
};

const shifted = (spans: readonly Span[], shift: number): Span[] => {
	let left = shift;
	return spans.flatMap((part) => {
		if (left <= 0) return part;
		const gone = clip(part.text, left);
		left -= Math.max(widthOf(gone), part.text.length === gone.length ? 0 : left);
		const rest = part.text.slice(gone.length);
		return rest === '' ? [] : {...part, text: rest};
	});
};
