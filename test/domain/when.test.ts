import {describe, expect, test} from 'vitest';
import {holds, type Signals, type When} from '../../src/domain/when.ts';

const signals = (rest: Partial<Signals> = {}): Signals => ({
	changed: undefined,
	estimate: {},
	passed: () => undefined,
	...rest,
});

describe('a condition', () => {
	test.each<[When, Partial<Signals>, boolean | undefined]>([
		[{changed: true}, {changed: true}, true],
		[{changed: true}, {changed: false}, false],
		[{changed: true}, {}, undefined],
		[{risk: 'medium'}, {estimate: {risk: 'high'}}, true],
		[{risk: 'medium'}, {estimate: {risk: 'low'}}, false],
		[{risk: 'medium'}, {}, undefined],
		[{passed: 'verify'}, {passed: (step) => step === 'verify'}, true],
		[{not: {changed: true}}, {changed: true}, false],
		[{not: {changed: true}}, {}, undefined],
		[{all: [{changed: true}, {risk: 'low'}]}, {changed: false}, false],
		[{all: [{changed: true}, {risk: 'low'}]}, {changed: true}, undefined],
		[{any: [{changed: true}, {risk: 'low'}]}, {changed: true}, true],
		[{any: [{changed: true}, {risk: 'high'}]}, {changed: false, estimate: {risk: 'low'}}, false],
		[{all: []}, {}, true],
		[{any: []}, {}, false],
	])('%j', (when, known, expected) => {
		expect(holds(when, signals(known))).toBe(expected);
	});
});
