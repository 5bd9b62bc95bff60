import fc from 'fast-check';
import {expect, test} from 'vitest';
import {afterLook, afterSignal, NO_SIGNALS} from '../../src/domain/signal.ts';
import {type Bucket, takeToken} from '../../src/domain/signal-limit.ts';

test('signals add up until somebody looks; the title and the progress stay', () => {
	const heard = [
		{kind: 'title', text: 'Digging'},
		{kind: 'bell'},
		{kind: 'bell'},
		{kind: 'notification', title: 'Well', text: 'water!'},
		{kind: 'progress', progress: {state: 'normal', percent: 40}},
		{kind: 'clipboard', text: 'x'},
	] as const;
	const signals = heard.reduce(afterSignal, NO_SIGNALS);
	expect(signals).toEqual({
		title: 'Digging',
		progress: {state: 'normal', percent: 40},
		attention: {bells: 2, notification: 'Well: water!'},
	});
	expect(afterLook(signals)).toEqual({...signals, attention: null});
	expect(afterSignal(signals, {kind: 'title', text: 'Digging'})).toBe(signals);
});

test('in any stretch of time no more are heard than the burst and what was gained', () => {
	const limit = {burst: 3, everyMs: 1000};
	fc.assert(
		fc.property(fc.array(fc.nat(3000), {maxLength: 200}), (waits) => {
			let bucket: Bucket | undefined;
			let now = 0;
			const heard: number[] = [];
			for (const wait of waits) {
				now += wait;
				const next = takeToken(bucket, limit, now);
				if (next === null) continue;
				bucket = next;
				heard.push(now);
			}
			for (const [index, from] of heard.entries())
				for (const [offset, to] of heard.slice(index).entries())
					expect(offset + 1).toBeLessThanOrEqual(limit.burst + (to - from) / limit.everyMs + 1e-6);
		}),
	);
});
