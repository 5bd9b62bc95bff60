import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {STATE_SOURCES, type StateSource} from '../../src/domain/session-evidence.ts';
import {
	afterSight,
	afterWord,
	JUST_STARTED,
	judge,
	type Sight,
	type Sights,
	statusSight,
} from '../../src/sessions/detect.ts';
import type {ProgramStatus} from '../../src/sessions/program-status.ts';

const reported = (state: ProgramStatus['state'], more: Partial<ProgramStatus> = {}): ProgramStatus => ({
	state,
	kind: null,
	app: null,
	message: null,
	...more,
});

const hears = (before: Sights, ...status: Parameters<typeof reported>): Sights =>
	afterSight(before, 'osc-7501', statusSight(reported(...status)));

const sight = (state: Sight['state'], more: Partial<Sight> = {}): Sight => ({
	state,
	message: null,
	rule: 'a-rule',
	seen: null,
	...more,
});

describe('the state of a session by its own report', () => {
	test('is working until its program says otherwise', () => {
		expect(judge({})).toMatchObject({state: 'working', evidence: 'started'});
	});

	test('is waiting with the program’s words when it is blocked', () => {
		const asked = hears({}, 'blocked', {kind: 'permission', message: 'Run tests?'});
		expect(judge(asked)).toEqual({
			state: 'waiting',
			evidence: 'osc-7501',
			message: 'Run tests?',
			rule: 'state=blocked:kind=permission',
			seen: null,
		});
		expect(judge(hears(asked, 'blocked', {kind: 'auth'})).message).toBe('waits for: auth');
	});

	test('is idle when the program rests or is done with its turn: only its exit ends the session', () => {
		expect(judge(hears({}, 'idle')).state).toBe('idle');
		expect(judge(hears({}, 'done', {message: 'all green'}))).toMatchObject({state: 'idle', message: 'all green'});
	});

	test('is waiting after an error, because somebody has to look', () => {
		expect(judge(hears({}, 'error', {message: '529'}))).toMatchObject({state: 'waiting', message: 'error: 529'});
	});

	test('goes back to work, is the same object while nothing changes, and forgets what is taken back', () => {
		const idle = hears({}, 'idle');
		expect(hears(idle, 'idle')).toBe(idle);
		expect(judge(hears(idle, 'working')).state).toBe('working');
		expect(judge(hears(idle, 'clear'))).toEqual(JUST_STARTED);
	});
});

describe('what an agent said by mosaic’s own door', () => {
	test('stays while its program only says again that it works, and goes with anything else', () => {
		const said = afterWord(hears({}, 'working'), '3/7 tests');
		expect(judge(said)).toMatchObject({state: 'working', evidence: 'progress', message: '3/7 tests'});
		expect(judge(hears(said, 'working', {kind: 'question'}))).toMatchObject({message: '3/7 tests'});
		expect(judge(hears(said, 'idle'))).toMatchObject({state: 'idle', evidence: 'osc-7501'});
		expect(judge(hears(hears(said, 'idle'), 'working'))).toMatchObject({evidence: 'osc-7501', message: null});
	});
});

describe('sources of different trust', () => {
	test('a title that is the same at the prompt and in a question lets the screen tell the question', () => {
		const resting = afterSight({}, 'title', sight('resting', {rule: 'title'}));
		expect(judge(resting)).toMatchObject({state: 'idle', evidence: 'title'});
		const asks = afterSight(resting, 'screen', sight('waiting', {message: 'Run it?'}));
		expect(judge(asks)).toMatchObject({state: 'waiting', evidence: 'screen', message: 'Run it?'});
		expect(judge(afterSight(resting, 'screen', sight('working')))).toMatchObject({state: 'idle', evidence: 'title'});
	});

	const source = fc.constantFrom(...STATE_SOURCES);
	const anySight = fc.record({
		state: fc.constantFrom('working', 'waiting', 'idle', 'resting') as fc.Arbitrary<Sight['state']>,
		message: fc.option(fc.constantFrom('a', 'b')),
		rule: fc.option(fc.constantFrom('x', 'y')),
		seen: fc.constant(null),
	});
	const news = fc.array(fc.tuple(source, fc.option(anySight)), {maxLength: 20});
	const allHeard = (heard: readonly [StateSource, Sight | null][]): Sights =>
		heard.reduce<Sights>((sights, [from, seen]) => afterSight(sights, from, seen), {});

	test('a lower source never overrides a higher one that says something definite', () => {
		fc.assert(
			fc.property(news, source, anySight, (heard, from, seen) => {
				const sights = allHeard(heard);
				const highest = STATE_SOURCES.find((other) => sights[other] !== undefined);
				fc.pre(highest !== undefined && sights[highest]?.state !== 'resting');
				fc.pre(STATE_SOURCES.indexOf(highest) < STATE_SOURCES.indexOf(from));
				expect(judge(afterSight(sights, from, seen))).toEqual(judge(sights));
			}),
		);
	});

	test('idle is never concluded without a source that says so now', () => {
		fc.assert(
			fc.property(news, (heard) => {
				const sights = allHeard(heard);
				const {state} = judge(sights);
				const rests = STATE_SOURCES.some((from) => ['idle', 'resting'].includes(sights[from]?.state ?? ''));
				if (state === 'idle') expect(rests).toBe(true);
				if (heard.length === 0) expect(state).toBe('working');
			}),
		);
	});

	test('the order in which sources spoke does not matter, only what each said last', () => {
		fc.assert(
			fc.property(news, (heard) => {
				const latest = new Map(heard);
				const sorted = STATE_SOURCES.flatMap((from): [StateSource, Sight | null][] =>
					latest.has(from) ? [[from, latest.get(from) ?? null]] : [],
				);
				expect(judge(allHeard(sorted))).toEqual(judge(allHeard(heard)));
			}),
		);
	});
});
