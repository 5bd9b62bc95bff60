import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {jsonBlocks} from '../../../src/engine/machine/json-blocks.ts';
import {readImplement, readReview} from '../../../src/engine/machine/read-answer.ts';

const said = (text: string) => ({text, via: 'message'}) as const;
const prose = fc.string({unit: 'binary', maxLength: 200}).map((text) => text.replace(/[{}]/g, ''));
const object = fc.dictionary(
	fc.string({minLength: 1, maxLength: 8}).filter((key) => key !== '__proto__'),
	fc.jsonValue({maxDepth: 3}),
	{minKeys: 1},
);

describe('JSON in a message', () => {
	test('is found whatever stands around it, and as it was', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(prose, object, fc.boolean()), {maxLength: 4}), prose, (parts, end) => {
				const text = parts.map(([before, value, fenced]) => {
					const json = JSON.stringify(value, null, fenced ? 2 : undefined);
					return fenced ? `${before}\n\`\`\`json\n${json}\n\`\`\`\n` : `${before}\n${json}`;
				});
				const expected = parts.map(([, value]) => JSON.parse(JSON.stringify(value)) as object);
				expect(jsonBlocks(text.join('') + end)).toEqual(expected);
			}),
		);
	});

	test('of any text is found without a fault', () => {
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 2000}), (text) => Array.isArray(jsonBlocks(text))));
	});

	test('made to be slow is given up, within a bounded amount of looking', () => {
		for (const piece of ['{', '{"a":', '{"', '{"a":{"b":"', '{"a"}'])
			expect(jsonBlocks(piece.repeat(200_000 / piece.length)).length).toBeLessThan(2);
	});

	test('is not taken for code, and not out of a larger object', () => {
		expect(jsonBlocks('function f() { return {"a": {"b": 1}}; } {"c": {"d": 2}}')).toEqual([{a: {b: 1}}, {c: {d: 2}}]);
	});
});

describe('an answer', () => {
	test('is the last object with the key, also when an example stands before it', () => {
		const text =
			'As asked: {"verdict": "pass", "summary": "example"}. Mine:\n{"verdict": "blocked", "summary": "No."}\nBye {"x": 1}';
		expect(readReview(said(text))).toMatchObject({ok: true, answer: {verdict: 'blocked', findings: []}});
	});

	test('that does not fit says what is wrong, field by field', () => {
		const text = JSON.stringify({verdict: 'changes', summary: 'x', findings: [{severity: 'bad', message: ''}]});
		expect(readReview(said(text))).toMatchObject({ok: false, problem: expect.stringContaining('findings.0.severity')});
		expect(readReview(said('{"verdict": "changes", "summary": "x"}'))).toMatchObject({
			ok: false,
			problem: expect.stringContaining('say what has to change'),
		});
		expect(readImplement(null)).toEqual({ok: false, problem: 'nothing was handed in.'});
	});

	test('is cleaned of what could move a terminal or hide text', () => {
		const text = JSON.stringify({status: 'done', summary: 'fine\u001b[2J\u202e\nsecond', notes: ['a\u0007b']});
		expect(readImplement(said(text))).toMatchObject({ok: true, answer: {summary: 'fine[2J\nsecond', notes: ['ab']}});
	});

	test('has its gaps filled in', () => {
		expect(readImplement(said('{"status":"done","summary":"ok"}'))).toEqual({
			ok: true,
			answer: {status: 'done', summary: 'ok', assumptions: [], notes: [], unresolved: [], needs_human: false},
		});
	});
});
