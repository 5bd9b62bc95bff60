// mdast, a whole Markdown parser, says which rows and checkboxes are live; ours must say the same.
import fc from 'fast-check';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {gfm} from 'micromark-extension-gfm';
import {expect, test} from 'vitest';
import {parseTasks} from '../../src/tasks/parse.ts';

type Node = {
	readonly type: string;
	readonly checked?: boolean | null;
	readonly children?: readonly Node[];
	readonly position?: {readonly start: {readonly line: number}};
};

const oracle = (text: string): number[] => {
	const lines: number[] = [];
	const visit = (node: Node): void => {
		const line = node.position?.start.line ?? 0;
		if (node.type === 'listItem' && typeof node.checked === 'boolean') lines.push(line);
		if (node.type === 'table')
			lines.push(...(node.children ?? []).slice(1).map((row) => row.position?.start.line ?? 0));
		for (const child of node.children ?? []) visit(child);
	};
	visit(fromMarkdown(text, {extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()]}) as Node);
	return lines.sort((a, b) => a - b);
};

let serial = 0;
const id = () => `T${++serial}`;
const table = (pipes: boolean) => {
	const row = (...cells: string[]) => (pipes ? `| ${cells.join(' | ')} |` : cells.join(' | '));
	return [
		row('id', 'status', 'title'),
		pipes ? '|:--|---|--:|' : '---|---|---',
		row(id(), 'todo', '`a \\| b`'),
		row(id(), 'done', 'c'),
	];
};
const boxes = () => [`- [ ] ${id()} a`, `  - [x] ${id()} b`, `    1. [ ] ${id()} c`, `* [ ] ${id()} d`];

const piece = fc.oneof(
	fc.constant(null).map(() => table(true)),
	fc.constant(null).map(() => table(false)),
	fc.constant(null).map(boxes),
	fc.constant(null).map(() => boxes().map((line) => `    ${line}`)),
	fc.constantFrom<string[]>(
		['Some words', 'over two lines'],
		['# Heading'],
		['Setext', '---'],
		['***'],
		['- plain', '- items'],
		['`code | span`'],
		['a | b without a row of dashes'],
		['<!-- short -->'],
	),
);
type Wrap = (lines: string[]) => string[];
const wraps: Wrap[] = [
	(lines) => lines,
	(lines) => lines,
	(lines) => ['```', ...lines, '```'],
	(lines) => ['~~~~ md', '~~~', ...lines, '```', '~~~~'],
	(lines) => ['<!--', ...lines, '-->'],
	(lines) => lines.map((line) => `> ${line}`),
	(lines) => ['> ```', ...lines.map((line) => `> ${line}`)],
	(lines) => ['- item', '', ...lines.map((line) => (line === '' ? '' : `  ${line}`))],
	(lines) => ['1. item', '', '   ```', ...lines.map((line) => `   ${line}`), '   ```'],
];
const part = fc.tuple(piece, fc.constantFrom(...wraps)).map(([lines, wrap]) => wrap(lines));
const markdown = fc
	.tuple(fc.array(part, {minLength: 1, maxLength: 8}), fc.constantFrom('\n', '\r\n'))
	.map(([parts, end]) => parts.map((lines) => lines.join(end)).join(end + end) + end);

test('the same rows and checkboxes are live as a Markdown parser finds', () => {
	fc.assert(
		fc.property(markdown, (text) => {
			const {tasks, skipped} = parseTasks(text);
			const live = oracle(text);
			const context = JSON.stringify({text, skipped}, null, 1);
			expect(
				tasks.map((task) => task.line),
				context,
			).toEqual(live);
		}),
		{numRuns: 800},
	);
});
