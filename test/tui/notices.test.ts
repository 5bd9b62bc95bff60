import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	addToast,
	dismissNewest,
	NO_NOTICES,
	type Notices,
	nextExpiry,
	withoutExpired,
	withoutInfo,
} from '../../src/tui/notices.ts';

const after = (...toasts: readonly (readonly [tone: 'info' | 'good' | 'bad', text: string, at: number])[]): Notices =>
	toasts.reduce((notices, [tone, text, at]) => addToast(notices, {tone, text}, at), NO_NOTICES);
const texts = ({shown}: Notices): string[] => shown.map(({text}) => text);

test('good news go by themselves, errors stay until they are dismissed', () => {
	const notices = after(['good', 'started', 0], ['bad', 'refused', 0]);
	const later = withoutExpired(notices, nextExpiry(notices) ?? 0);
	expect(texts(later)).toEqual(['refused']);
	expect(nextExpiry(later)).toBeNull();
	expect(texts(dismissNewest(later))).toEqual([]);
});

test('an error is dismissed before anything that goes by itself', () => {
	expect(texts(dismissNewest(after(['bad', 'refused', 0], ['good', 'started', 1])))).toEqual(['started']);
});

test('a reason goes with the next key', () => {
	expect(texts(withoutInfo(after(['info', 'not now', 0], ['good', 'started', 0])))).toEqual(['started']);
});

test('the same words are shown once, and kept each time', () => {
	const notices = after(['bad', 'refused', 0], ['good', 'x', 1], ['bad', 'refused', 2]);
	expect(texts(notices)).toEqual(['x', 'refused']);
	expect(notices.past.map(({at}) => at)).toEqual([0, 1, 2]);
});

test('however many come, what is kept is bounded, ids are never used twice, and nothing that is due stays', () => {
	const one = fc.tuple(fc.constantFrom('info', 'good', 'bad') as fc.Arbitrary<'info'>, fc.string(), fc.nat(100_000));
	fc.assert(
		fc.property(fc.array(one, {maxLength: 400}), fc.nat(200_000), (toasts, now) => {
			const notices = withoutExpired(after(...toasts), now);
			expect(notices.shown.length).toBeLessThanOrEqual(20);
			expect(notices.past.length).toBeLessThanOrEqual(200);
			expect(new Set(notices.shown.map(({id}) => id)).size).toBe(notices.shown.length);
			expect(nextExpiry(notices) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
		}),
	);
});
