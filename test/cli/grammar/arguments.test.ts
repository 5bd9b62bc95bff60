import {describe, expect, test} from 'vitest';
import {splitArguments} from '../../../src/cli/grammar/arguments.ts';

const split = (line: string) => splitArguments(line === '' ? [] : line.split(' '), ['run', 'resume', 'done', 'tasks']);

describe('the words after `mosaic`', () => {
	test.each(['', '--json', '--project /p', '--project=/p --json'])('%j asks for the full screen', (line) => {
		expect(split(line).kind).toBe('screen');
	});

	test.each([
		['--print-only', 'run --print-only'],
		['--print-only T1 --json', 'run --print-only T1 --json'],
		['--print-only done', 'run --print-only done'],
		['--json --runtime codex --print-only T1', '--json run --runtime codex --print-only T1'],
		['T1 --print-only', 'run T1 --print-only'],
		['run --print-only', 'run --print-only'],
		['tasks', 'tasks'],
		['done -- -x', 'done -- -x'],
	])('%j is read as %j', (line, words) => {
		expect(split(line)).toEqual({kind: 'command', args: words.split(' '), passthrough: undefined});
	});

	test.each([
		['run -- a --json -- {prompt}', 'run', 'a --json -- {prompt}'],
		['--json resume T1 -- a', '--json resume T1', 'a'],
		['--print-only T1 -- a -b', 'run --print-only T1', 'a -b'],
	])("%j hands the agent's command over untouched", (line, words, passthrough) => {
		expect(split(line)).toEqual({kind: 'command', args: words.split(' '), passthrough: passthrough.split(' ')});
	});
});
