import fc from 'fast-check';
import {fromMarkdown} from 'mdast-util-from-markdown';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {gfm} from 'micromark-extension-gfm';
import {expect, test} from 'vitest';
import {NO_RECORD} from '../../../src/domain/run-record.ts';
import {plainLine} from '../../../src/domain/text.ts';
import {reportMarkdown} from '../../../src/engine/records/markdown.ts';
import {code, codeBlock, inline} from '../../../src/engine/records/markdown-text.ts';
import {reportFrom} from '../../../src/engine/records/report.ts';
import {anApproval, aQuestion, aRun, aStep} from '../../support/fake-run.ts';

type Node = {readonly type: string; readonly value?: string; readonly children?: readonly Node[]};

const parse = (text: string): Node =>
	fromMarkdown(text, {extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()]}) as Node;

const kindsIn = (node: Node): string[] => [node.type, ...(node.children ?? []).flatMap(kindsIn)];
const textIn = (node: Node): string => (node.value ?? '') + (node.children ?? []).map(textIn).join('');
const shown = (text: string): string => text.replaceAll('\u200b', '').replaceAll(/\s+/g, ' ').trim();

/** Texts made of what Markdown reads as its own, among letters. */
const hostile = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'`',
				'```',
				'~~~',
				'<b>',
				'<!--',
				'-->',
				'](http://x)',
				'[a](javascript:x)',
				'![x](y)',
				'@everyone',
				'#12',
				'GH-3',
				'https://evil.invalid/a',
				'www.evil.invalid',
				'me@evil.invalid',
				'| a | b |',
				'***',
				'__',
				'\n# head',
				'\n- item',
				'\n1. one',
				'\n> quote',
				'\n---',
				'\n===',
				'&lt;',
				'\\',
				'\n\n',
				'$x$',
				'[^1]',
				'[ ] ',
				'\u202e',
				'\u001b[31m',
				'    code',
			),
			fc.string(),
			fc.constantFrom('word', ' ', 'ä', '漢'),
		),
		{maxLength: 12},
	)
	.map((parts) => parts.join(''));

test('a foreign text is words and nothing else, and all of it', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			const tree = parse(`- before ${inline(text)}`);
			expect(new Set(kindsIn(tree))).toEqual(new Set(['root', 'list', 'listItem', 'paragraph', 'text']));
			expect(shown(textIn(tree))).toBe(shown(`before ${plainLine(text)}`));
			expect(inline(text)).not.toMatch(/@[a-z]|#\d|\bgh-\d|https?:\/\/|www\.\w/i);
		}),
		{numRuns: 400},
	);
});

test('at the beginning of a line, and in the cell of a table, it is words as well', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			expect(kindsIn(parse(inline(text)))).not.toContain('heading');
			const tree = parse(`| a | b |\n|---|---|\n| ${inline(text)} | x |`);
			const kinds = kindsIn(tree);
			expect(kinds.filter((kind) => kind === 'tableCell')).toHaveLength(4);
			expect(new Set(kinds)).toEqual(new Set(['root', 'table', 'tableRow', 'tableCell', 'text']));
		}),
		{numRuns: 200},
	);
});

test('as code it is one span or one block', () => {
	fc.assert(
		fc.property(hostile, (text) => {
			const span = parse(`a ${code(text)} b`);
			expect(kindsIn(span).filter((kind) => kind !== 'inlineCode')).toEqual(
				plainLine(text) === '' ? ['root', 'paragraph', 'text'] : ['root', 'paragraph', 'text', 'text'],
			);
			expect(kindsIn(parse(`${codeBlock(text)}\n\nafter`))).toEqual(['root', 'code', 'paragraph', 'text']);
		}),
		{numRuns: 400},
	);
});

test('a report full of hostile texts has the shape of one with harmless texts', () => {
	const reportOf = (text: string): Node => {
		const run = aRun({
			taskTitle: text,
			state: 'failed',
			failure: {cause: 'checks', class: 'human-required', code: 'x', message: text, step: 'verify', hint: 'Mend it.'},
			steps: [aStep({key: 'implement', summary: text})],
			approvals: [anApproval({title: text})],
			questions: [aQuestion({question: text, answer: text})],
		});
		const check = {
			name: text,
			argv: [text],
			exitCode: 1,
			signal: null,
			timedOut: false,
			durationMs: 5,
			tail: `tail ${text}`,
		};
		const record = {
			...NO_RECORD,
			contract: {taskId: 'T1', prompt: text, criteria: [text], baseBranch: text, baseCommit: 'b'.repeat(40)},
			checks: [{at: '', step: 'verify', turn: 2, baseline: false, results: [{...check, verdict: 'fail' as const}]}],
			findings: [
				{
					severity: 'major' as const,
					file: text,
					line: 3,
					message: text,
					fix: text,
					source: 'review' as const,
					step: 'review',
					turn: 3,
				},
			],
			followUps: [
				{
					id: 'f',
					at: '',
					step: 'implement',
					kind: 'follow_up' as const,
					title: text,
					detail: text,
					suggestedAction: text,
				},
			],
			moments: [{at: '2026-01-01T00:00:00.000Z', step: 'verify', text}],
		};
		return parse(reportMarkdown(reportFrom({run, record})));
	};
	const shape = (node: Node): unknown => [node.type, ...(node.children ?? []).map(shape)];
	const ordinary = shape(reportOf('words'));
	fc.assert(
		fc.property(hostile, (text) => {
			expect(shape(reportOf(`x${text.replaceAll('\n\n', '\n')}`))).toEqual(ordinary);
		}),
		{numRuns: 150},
	);
});
