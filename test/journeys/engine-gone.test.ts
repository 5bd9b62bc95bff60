// The engine dies under an open full screen while a run is under way.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Journey, journey} from '../support/journey.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {
	allGone,
	commitsIn,
	enginesIn,
	GOOD_AGENT,
	reportOf,
	startsIn,
	type Workshop,
	workshop,
} from '../support/workshop.ts';

const SLOW = `until test -e "$SHOP/go"; do sleep 0.05; done\n${GOOD_AGENT}`;

/** A run under way, started by somebody else, and the full screen on it. */
const underWay = async (): Promise<{place: Workshop; tui: Journey}> => {
	const place = await workshop({agent: SLOW});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).exitCode).toBe(0);
	await until('the agent', () => startsIn(place).length === 1);
	const tui = journey(place);
	await tui.sees('sess-001');
	return {place, tui};
};

/** Ends the engine as by `kill -9`, and waits for another one. */
const killEngine = async (place: Workshop): Promise<number> => {
	const {pid} = await until('an engine', () => enginesIn(place)[0]);
	process.kill(pid, 'SIGKILL');
	return pid;
};

const finish = async (place: Workshop, tui: Journey): Promise<void> => {
	writeFileSync(path.join(place.folder, 'go'), '');
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(startsIn(place)).toEqual(['run-001 implement T1']);
	await until('no engine for an idle screen', () => enginesIn(place).length === 0);
	tui.press('q');
	await tui.ended;
	await allGone(place);
};

describe('an engine that dies with a run under way', () => {
	test('is told of and started again, without anybody asking', async () => {
		const {place, tui} = await underWay();
		const first = await killEngine(place);
		await tui.sees('an engine drives its runs again');
		expect(enginesIn(place).map(({pid}) => pid)).not.toContain(first);
		await finish(place, tui);
	});

	test('again and again is left alone, until a key starts it', async () => {
		const {place, tui} = await underWay();
		await killEngine(place);
		await tui.sees('an engine drives its runs again');
		await killEngine(place);
		await tui.sees('its runs stand still');
		await tui.sees('E starts it again.');
		expect(enginesIn(place)).toEqual([]);
		tui.press('E');
		await until('an engine', () => enginesIn(place).length === 1);
		await tui.sees('the engine runs');
		await tui.noLongerSees('its runs stand still');
		tui.press('E');
		await tui.sees('No run stands still');
		writeFileSync(path.join(place.folder, 'go'), '');
		await until('the end', async () => (await reportOf(place, 'run-001')).closed);
		expect(startsIn(place)).toEqual(['run-001 implement T1']);
	});

	test('that cannot be started leaves a message with its reason and the key', async () => {
		const place = await workshop({agent: SLOW});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).exitCode).toBe(0);
		await until('the agent', () => startsIn(place).length === 1);
		const tui = journey(place, [], {env: {MOSAIC_TEST_CRASH_AT: 'lease-taken'}});
		await tui.sees('sess-001');
		await until('a client', () => enginesIn(place).length === 1);
		await killEngine(place);
		await tui.sees('its runs stand still');
		await tui.sees('starts it again.');
		expect((await mosaic(place, ['continue', 'run-001'])).exitCode).toBe(0);
		writeFileSync(path.join(place.folder, 'go'), '');
		await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	});
});
