import {expect, test} from 'vitest';
import {plainCommand} from '../../src/runtimes/codex/items.ts';

test('the shell around a command is passed over only where it is one of the system', () => {
	for (const shell of ['/bin/bash', '/usr/bin/zsh', '/bin/sh', '/opt/homebrew/bin/bash'])
		expect(plainCommand(`${shell} -lc 'npm test'`)).toBe('npm test');
	for (const shell of ['/tmp/x/bash', './bash', '/work/bin/sh', 'bash', '/usr/bin/../../tmp/bash'])
		expect(plainCommand(`${shell} -lc 'npm test'`)).toBe(`${shell} -lc 'npm test'`);
});
