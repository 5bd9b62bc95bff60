import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {decidePermission, matches, type PermissionRequest, type PermissionRule} from '../../src/domain/permission.ts';

const asks = (more: Partial<PermissionRequest>): PermissionRequest => ({
	tool: 'Bash',
	kind: 'shell',
	paths: [],
	command: null,
	title: '',
	...more,
});
const verdict = (rules: readonly PermissionRule[], more: Partial<PermissionRequest>) =>
	decidePermission(rules, asks(more)).action;

describe('what an agent may do', () => {
	test('is asked of a person where no rule fits, whatever it is', () => {
		fc.assert(
			fc.property(fc.string(), fc.array(fc.string()), fc.option(fc.string(), {nil: null}), (tool, paths, command) => {
				expect(decidePermission([], asks({tool, paths, command})).action).toBe('ask');
			}),
		);
	});

	test('is decided by the first rule that fits, with its reason', () => {
		const rules: PermissionRule[] = [
			{action: 'deny', path: 'secrets/*', reason: 'keys lie there'},
			{action: 'allow', tool: 'edit'},
		];
		expect(decidePermission(rules, asks({kind: 'edit', paths: ['src/a', 'secrets/b']}))).toEqual({
			action: 'deny',
			reason: 'keys lie there',
		});
		expect(decidePermission(rules, asks({kind: 'edit', paths: ['src/a']}))).toEqual({
			action: 'allow',
			reason: 'permissions.1',
		});
	});

	const tests: PermissionRule = {action: 'allow', command: 'npm test*'};
	test.each([
		['npm test', 'allow'],
		['npm test -- --run', 'allow'],
		['npm test && npm test x', 'allow'],
		['npm test && rm -rf .', 'ask'],
		['npm test; rm -rf .', 'ask'],
		['npm test $(rm -rf .)', 'ask'],
		['npm test `rm -rf .`', 'ask'],
		['npm test > /etc/passwd', 'ask'],
		['npm test\nrm -rf .', 'ask'],
		['npm test | sh', 'ask'],
		['npm\u00a0test', 'ask'],
		['npm test\u2028rm -rf .', 'ask'],
		['npm test\u0000', 'ask'],
		['PATH=. npm test', 'ask'],
		['npm t\u0435st', 'ask'],
		["'npm test'", 'ask'],
		['npm "test"', 'allow'],
	])('a rule for %j says %s', (command, action) => {
		expect(verdict([tests], {command})).toBe(action);
	});

	test('is denied where any part of a command fits, also one that only a shell can read', () => {
		const rules: PermissionRule[] = [{action: 'deny', command: 'rm *'}, {action: 'allow'}];
		expect(verdict(rules, {command: 'ls && rm -rf .'})).toBe('deny');
		expect(verdict([{action: 'deny', command: '*rm *'}], {command: 'ls; rm -rf $X'})).toBe('deny');
	});

	test.each([
		['ls; rm -rf .'],
		['ls\nrm -rf .'],
		['ls | rm -rf .'],
		['echo $(rm -rf .)'],
		['(rm -rf .)'],
		['FORCE=1 rm -rf .'],
		['r""m -rf .'],
		['ls & rm\t-rf .'],
		['if true; then rm -rf .; fi'],
	])('is denied where %j hides it between what only a shell takes apart', (command) => {
		expect(verdict([{action: 'deny', command: 'rm *'}, {action: 'allow'}], {command})).toBe('deny');
	});

	test('is asked where a denial may fit what is not known', () => {
		const rules: PermissionRule[] = [
			{action: 'deny', path: 'secrets/*'},
			{action: 'deny', command: 'rm *'},
			{action: 'allow', tool: 'edit'},
			{action: 'allow', tool: 'shell'},
		];
		expect(verdict(rules, {kind: 'edit', paths: []})).toBe('ask');
		expect(verdict(rules, {kind: 'shell', command: null})).toBe('ask');
		expect(verdict(rules, {kind: 'edit', paths: ['a']})).toBe('allow');
		expect(verdict(rules, {kind: 'shell', command: 'ls | wc'})).toBe('allow');
		expect(decidePermission(rules, asks({command: null})).reason).toContain('permissions.1 may fit');
	});

	test('gets no leave by words about a command, and can be denied by them', () => {
		const words = {command: null, title: 'npm test'};
		expect(verdict([tests], words)).toBe('ask');
		expect(verdict([{action: 'deny', command: 'npm *'}], words)).toBe('deny');
	});

	test('is allowed only where every file lies where the rule says', () => {
		const rules: PermissionRule[] = [{action: 'allow', tool: 'edit', path: '*'}];
		expect(verdict(rules, {kind: 'edit', paths: ['a', 'b/c']})).toBe('allow');
		expect(verdict(rules, {kind: 'edit', paths: ['a', '/etc/passwd']})).toBe('ask');
		expect(verdict(rules, {kind: 'edit', paths: []})).toBe('ask');
	});

	test('fits patterns as a regular expression would', () => {
		const letters = fc.string({unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8});
		fc.assert(
			fc.property(letters, letters, (pattern, value) => {
				const source = pattern
					.split('*')
					.map((piece) => piece.replaceAll('.', '\\.'))
					.join('.*');
				expect(matches(pattern, value)).toBe(new RegExp(`^${source}$`, 's').test(value));
			}),
		);
	});
});
