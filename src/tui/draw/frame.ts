// The frame around a panel: a title in its upper edge, a note in its lower one.
import {cut} from '../cells.ts';
import type {Rect} from '../layout.ts';
import {fitLine, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import {widthOf} from '../width.ts';

export type FrameText = {
	readonly title: string;
	readonly focused: boolean;
	/** What the lower edge says at its right end, such as `12/340`. */
	readonly note?: string;
};

/** The lines of a framed panel; missing body lines are blank, those too many are left out. */
export const framed = (rect: Rect, text: FrameText, body: readonly Line[]): Line[] => {
	const width = rect.width - 2;
	const token: Token = text.focused ? 'border-focused' : 'border';
	const rows = Array.from({length: Math.max(0, rect.height - 2)}, (_, row) => [
		span('│', token),
		...fitLine(body[row] ?? [], width),
		span('│', token),
	]);
	return [upperEdge(width, text, token), ...rows, lowerEdge(width, text.note ?? '', token)];
};

const upperEdge = (width: number, {title, focused}: FrameText, token: Token): Line => {
	if (title === '') return [span(`╭${'─'.repeat(width)}╮`, token)];
	const label = cut(title, width - 4);
	const rest = '─'.repeat(Math.max(0, width - 3 - widthOf(label)));
	return [span('╭─ ', token), span(label, focused ? 'marked' : 'text'), span(` ${rest}╮`, token)];
};

const lowerEdge = (width: number, note: string, token: Token): Line => {
	const label = note === '' ? '' : ` ${cut(note, width - 4)} `;
	const rest = '─'.repeat(Math.max(0, width - 1 - widthOf(label)));
	return [span(`╰${rest}`, token), span(label, 'muted'), span('─╯', token)];
};
