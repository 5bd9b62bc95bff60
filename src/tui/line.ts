// Lines of spans: built, measured and fitted without knowing how a terminal styles them.
import {clip, cut} from './cells.ts';
import type {Click} from './click.ts';
import type {Line, Span} from './theme.ts';
import type {Token} from './themes/token.ts';
import {widthOf} from './width.ts';

/** A span with a meaning. */
export const span = (text: string, token: Token = 'text'): Span => ({text, token});

/** The line, all of which does something when it is clicked. */
export const clickable = (line: Line, click: Click): Line => line.map((part) => ({...part, click}));

/** How many cells a line takes. */
export const lineWidth = (line: Line): number => line.reduce((sum, part) => sum + widthOf(part.text), 0);

/** The line in exactly `width` cells; `ellipsis` marks where it was cut. */
export const fitLine = (line: Line, width: number, ellipsis = true): Line => {
	const fitted: Span[] = [];
	let left = width;
	for (const part of line) {
		const own = widthOf(part.text);
		if (own > left) {
			const text = ellipsis ? cut(part.text, left) : clip(part.text, left);
			fitted.push({...part, text});
			left -= widthOf(text);
			break;
		}
		fitted.push(part);
		left -= own;
	}
	if (left > 0) fitted.push({text: ' '.repeat(left)});
	return fitted;
};

/** Two lines at the ends of one: the right one whole, the left one cut where both do not fit. */
export const justify = (left: Line, right: Line, width: number): Line => {
	const own = lineWidth(right);
	if (own === 0 || own > width - 4) return fitLine(left, width);
	return [...fitLine(left, width - own - 1), {text: ' '}, ...right];
};

/** The line in one meaning only, as the selected row of a list is drawn. */
export const inOne = (line: Line, token: Token): Line => [span(line.map((part) => part.text).join(''), token)];
