import {wrap} from '../cells.ts';
import {span} from '../line.ts';
import type {Line} from '../theme.ts';

/** What an empty panel says instead: paragraphs, wrapped, the first one plain and the others quiet. */
export const message = (paragraphs: readonly string[], width: number): Line[] => [
	[],
	...paragraphs.flatMap((text, index) =>
		wrap(text, Math.max(1, width - 4)).map((line) => [span('  '), span(line, index === 0 ? 'text' : 'muted')]),
	),
];
