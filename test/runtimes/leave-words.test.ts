import {expect, test} from 'vitest';
import {leaveWords} from '../../src/runtimes/leave-words.ts';

test('says before a start who asks and who does not', () => {
	for (const name of ['claude', 'codex', 'gemini', 'opencode'])
		expect(leaveWords(name, 'headless', null)).toBe('asks; rules or a person answer');
	expect(leaveWords('pi', 'headless', null)).toContain('asks nobody: what its tools can do, it does');
	expect(leaveWords('pi', 'headless', 'ask')).toBe('asks; rules or a person answer');
	expect(leaveWords('codex', 'headless', 'all')).toBe('asks nobody: it may do everything');
	expect(leaveWords('codex', 'headless', 'read')).toBe('asks nobody: it may only look');
	expect(leaveWords('robot', 'headless', null)).toBe('asks nobody that mosaic knows of');
	expect(leaveWords('claude', 'interactive', null)).toContain('on its own screen');
});
