import {expect, test} from 'vitest';
import {readTitle} from '../../src/runtimes/titles.ts';

test.each([
	['claude', '◐ Build the shed', 'working'],
	['claude', '⠂ Build the shed', 'working'],
	['claude', '✳ Build the shed', 'resting'],
	['codex', '⠋ house', 'working'],
	['codex', '[ ! ] Action Required | house', 'waiting'],
	['codex', '[ . ] Action Required | house', 'waiting'],
	['gemini', '✦  Working… (house)', 'working'],
	['gemini', '✋  Action Required (house)', 'waiting'],
	['gemini', '◇  Ready (house)', 'resting'],
])('the title of %s, “%s”, means %s', (runtime, title, state) => {
	expect(readTitle(runtime, title)?.state).toBe(state);
});

test('a title that fits no rule, and a program without rules, say nothing', () => {
	expect(readTitle('codex', 'house')).toBeNull();
	expect(readTitle('vim', '✳ notes.txt')).toBeNull();
	expect(readTitle('constructor', '✳ x')).toBeNull();
});
