import {mkdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isWithin, serviceDirectory, worktreePath} from '../../src/git/containment.ts';
import {scratchDirectory} from '../support/scratch.ts';

describe('a worktree', () => {
	test('lies directly under the real path of the workspace root', () => {
		const home = scratchDirectory();
		mkdirSync(path.join(home, 'real'));
		symlinkSync('real', path.join(home, 'link'));
		expect(worktreePath(path.join(home, 'link/work'), 'T1-run-001')).toBe(path.join(home, 'real/work/T1-run-001'));
	});

	test('is not made where a link stands, nor under a root that is one', () => {
		const home = scratchDirectory();
		mkdirSync(path.join(home, 'work'));
		symlinkSync('/etc', path.join(home, 'work/T1-run-001'));
		symlinkSync('work', path.join(home, 'alias'));
		expect(() => worktreePath(path.join(home, 'work'), 'T1-run-001')).toThrow(/a link stands where/);
		expect(() => worktreePath(path.join(home, 'alias'), 'T2-run-001')).toThrow(/not a directory of this user/);
	});

	test('has a name that leads nowhere else, whatever is asked for', () => {
		const root = path.join(scratchDirectory(), 'work');
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.constantFrom('..', '.', 'a/b', '../x', '/etc', '')), (name) => {
				try {
					expect(path.dirname(worktreePath(root, name))).toBe(root);
				} catch (error) {
					expect(String(error)).toMatch(/no name of a worktree/);
				}
			}),
		);
	});
});

describe('the folder of a service', () => {
	const checkout = () => {
		const root = scratchDirectory();
		mkdirSync(path.join(root, 'services/api'), {recursive: true});
		mkdirSync(path.join(root, '.git/x'), {recursive: true});
		return root;
	};

	test('is its real path within the checkout', () => {
		const root = checkout();
		expect(serviceDirectory(root, 'services/api')).toBe(path.join(root, 'services/api'));
		expect(serviceDirectory(root, '.')).toBe(root);
	});

	test.each(['..', 'services/../..', '/etc', '.git/x', 'no-such'])('is not %s', (service) => {
		expect(() => serviceDirectory(checkout(), service)).toThrow(/leads out|no such folder/);
	});

	test('is not a link that leads out, in however many steps', () => {
		const root = checkout();
		symlinkSync('/etc', path.join(root, 'one'));
		symlinkSync('one', path.join(root, 'two'));
		expect(() => serviceDirectory(root, 'two')).toThrow(/leads out/);
	});

	test('is within exactly when no step leads up', () => {
		expect(isWithin('/a', '/a/..b')).toBe(true);
		expect(isWithin('/a', '/ab')).toBe(false);
		expect(isWithin('/a', '/')).toBe(false);
	});
});
