import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {call} from '../../src/git/call.ts';
import {isRunName, runBranch, runName, whyNotBranchName} from '../../src/git/names.ts';
import {repo} from './repo.ts';

const hostile = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.constantFrom(
		'..',
		'../../etc',
		'-rf',
		'a.lock',
		'.git',
		'HEAD',
		'@',
		'~',
		'a..b',
		'\u0000',
		'\n',
		'x'.repeat(500),
		'',
		' ',
	),
);

describe('the name of a run', () => {
	test('keeps a plain task id readable', () => {
		expect(runBranch('T1', 'run-001')).toBe('mosaic/T1-run-001');
		expect(runName('P0-1.2', 'run-012', 2)).toBe('P0-1.2-run-012+2');
	});

	test('is one safe segment and a branch that git takes, whatever the task is called', () => {
		fc.assert(
			fc.property(hostile, fc.integer({min: 1, max: 99_999}), (task, number) => {
				const name = runName(task, `run-${number}`);
				expect(isRunName(name)).toBe(true);
				expect(whyNotBranchName(`mosaic/${name}`)).toBeUndefined();
			}),
		);
	});

	test('is never shared by two tasks or two runs', () => {
		fc.assert(
			fc.property(hostile, hostile, fc.nat(3), fc.nat(3), (one, other, first, second) => {
				const same = one === other && first === second;
				expect(runName(one, `run-${first}`) === runName(other, `run-${second}`)).toBe(same);
			}),
		);
	});

	test('is taken by git for the ids that git itself would refuse', async () => {
		const {place} = repo();
		for (const task of ['..', 'a.lock', '.hidden', '-x', 'a b', 'é', '@{1}', 'refs/heads/main']) {
			const result = await call(place, ['check-ref-format', '--branch', runBranch(task, 'run-001')]);
			expect({task, exitCode: result.exitCode}).toEqual({task, exitCode: 0});
		}
	});
});

describe('a branch that a person names', () => {
	test('may be in any script', () => expect(whyNotBranchName('feature/日本')).toBeUndefined());

	test.each([
		'',
		'-x',
		'a b',
		'a..b',
		'a.lock',
		'.a',
		'a/.b',
		'HEAD',
		'refs/heads/a',
		'a\u202eb',
		'a\u0007',
		'a~1',
		'/a',
		'a/',
	])('is not %j', (name) => expect(whyNotBranchName(name)).toBeDefined());
});
