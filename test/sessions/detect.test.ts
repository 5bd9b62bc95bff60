import {describe, expect, test} from 'vitest';
import {detect, JUST_STARTED} from '../../src/sessions/detect.ts';
import type {ProgramStatus} from '../../src/sessions/program-status.ts';

const says = (state: ProgramStatus['state'], more: Partial<ProgramStatus> = {}): ProgramStatus => ({
	state,
	kind: null,
	app: null,
	message: null,
	...more,
});

describe('the state of a session', () => {
	test('is working until its program says otherwise', () => {
		expect(JUST_STARTED).toMatchObject({state: 'working', evidence: 'started'});
	});

	test('is waiting with the program’s words when it is blocked', () => {
		const asked = detect(JUST_STARTED, says('blocked', {kind: 'permission', message: 'Run tests?'}));
		expect(asked).toEqual({state: 'waiting', evidence: 'osc-7501', message: 'Run tests?'});
		expect(detect(asked, says('blocked', {kind: 'auth'})).message).toBe('waits for: auth');
	});

	test('is idle when the program rests or is done with its turn: only its exit ends the session', () => {
		expect(detect(JUST_STARTED, says('idle')).state).toBe('idle');
		expect(detect(JUST_STARTED, says('done', {message: 'all green'}))).toMatchObject({
			state: 'idle',
			message: 'all green',
		});
	});

	test('is waiting after an error, because somebody has to look', () => {
		expect(detect(JUST_STARTED, says('error', {message: '529'}))).toMatchObject({
			state: 'waiting',
			message: 'error: 529',
		});
	});

	test('goes back to work, and is the same object while nothing changes', () => {
		const idle = detect(JUST_STARTED, says('idle'));
		expect(detect(idle, says('idle'))).toBe(idle);
		expect(detect(idle, says('working')).state).toBe('working');
		expect(detect(idle, says('clear'))).toEqual(JUST_STARTED);
	});
});
