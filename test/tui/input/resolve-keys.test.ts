import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ActionId, contextsOf, DEFAULT_KEYS} from '../../../src/tui/input/default-keys.ts';
import {resolveKeys} from '../../../src/tui/input/resolve-keys.ts';

describe("a person's keys", () => {
	test('replace the ones that come with an action; all others stay', () => {
		const {keys, leaveKey, problems} = resolveKeys({'session.attach': ['Ctrl+A', 'f2'], leave: 'ctrl+]'});
		expect(keys['session.attach']).toEqual(['ctrl+a', 'f2']);
		expect(keys['task.start']).toEqual(DEFAULT_KEYS['task.start']);
		expect(leaveKey).toBe('ctrl+]');
		expect(problems).toEqual([]);
	});

	test('none means that the action has no key', () => {
		expect(resolveKeys({'session.stop': []}).keys['session.stop']).toEqual([]);
	});

	test('two actions can exchange their keys', () => {
		const {keys, problems} = resolveKeys({'task.start': 'a', 'session.attach': 's'});
		expect(problems).toEqual([]);
		expect([keys['task.start'], keys['session.attach']]).toEqual([['a'], ['s']]);
	});

	test('Ctrl+C quits whatever they say', () => {
		const {keys, problems} = resolveKeys({quit: 'Q', 'task.start': ['ctrl+c', 's']});
		expect(keys.quit).toEqual(['Q', 'ctrl+c']);
		expect(keys['task.start']).toEqual(['s']);
		expect(problems.join()).toContain('keys.task.start: "ctrl+c" is the key of quit as well');
	});
});

describe('a mistake costs its entry only, and is told with its path', () => {
	test.each([
		[{'session.atach': 'a'}, 'keys.session.atach: no such action. Did you mean "session.attach"?'],
		[
			{'task.start': 'entr'},
			'keys.task.start: "entr" is no key. Did you mean enter? The keys that come with mosaic stay.',
		],
		[
			{'task.start': 'x', 'task.resume': 'x'},
			'keys.task.resume: "x" is the key of task.start as well; task.start keeps it.',
		],
		[{'session.attach': 's'}, 'keys.session.attach: "s" was the key of task.start; session.attach has it now.'],
		[{leave: 'q'}, 'keys.leave: "q" is typed into programs; choose a key like ctrl+q, ctrl+] or f12. ctrl+q stays'],
		[{leave: ['ctrl+q', 'f2']}, 'keys.leave: exactly one key leaves a session.'],
	])('%j', (written, problem) => {
		const {keys, problems} = resolveKeys(written as Record<string, string>);
		expect(problems.join('\n')).toContain(problem);
		expect(keys.quit).toContain('ctrl+c');
	});
});

const someKey = fc.constantFrom('a', 's', 'x', 'q', 'ctrl+c', 'ctrl+p', 'entr', 'tab', 'f2', '');
const someAction = fc.constantFrom<string>(...Object.keys(DEFAULT_KEYS), 'leave', 'no.such');

test('whatever is written, no key means two things in one place, and one key quits', () => {
	fc.assert(
		fc.property(fc.dictionary(someAction, fc.oneof(someKey, fc.array(someKey, {maxLength: 3}))), (written) => {
			const {keys, leaveKey} = resolveKeys(written);
			const used = (Object.keys(keys) as ActionId[]).flatMap((id) =>
				keys[id].flatMap((key) => contextsOf(id).map((context) => `${context} ${key}`)),
			);
			expect(new Set(used).size).toBe(used.length);
			expect(keys.quit).toContain('ctrl+c');
			expect(Object.keys(keys).sort()).toEqual(Object.keys(DEFAULT_KEYS).sort());
			expect(leaveKey).not.toBe('');
		}),
	);
});
