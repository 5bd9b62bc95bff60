// Two clients ask for the same at once, each twice: it happens once, and nobody is refused for being second.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	reportOf,
	startsIn,
	taskStatus,
	workshop,
} from '../../support/workshop.ts';

const PATIENT = `while [ ! -f "$SHOP/go" ]; do sleep 0.05; done\n${GOOD_AGENT}`;

test('pause, continue and abort are each done once, whoever asks and how often', async () => {
	const place = await workshop({agent: PATIENT});
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
	await until('the agent', () => startsIn(place).length === 1);
	const types = async (type: string) =>
		(await eventsOf(place, 'run-001')).filter((event) => event.type === type).length;
	const twiceEach = async (...args: string[]) => {
		for (let round = 0; round < 2; round++) {
			const both = await Promise.all([mosaic(place, args), mosaic(place, args)]);
			expect(both.map(({exitCode, stderr}) => `${exitCode} ${stderr}`)).toEqual(['0 ', '0 ']);
		}
	};
	await twiceEach('pause', 'run-001');
	expect(await types('run.paused')).toBe(1);
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'paused', pausedFrom: 'running'});
	// What was under way ends; nothing new is started.
	writeFileSync(path.join(place.folder, 'go'), '');
	await until('the end of the agent', async () => (await types('step.agent-ended')) === 1);
	expect(await types('step.started')).toBe(1);
	expect(taskStatus(place, 'T1')).toBe('in-progress');
	await mosaic(place, ['abort', 'run-001', '--reason', 'first reason']);
	await twiceEach('abort', 'run-001', '--reason', 'another reason');
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(await types('run.ended')).toBe(1);
	expect(await reportOf(place, 'run-001')).toMatchObject({
		state: 'cancelled',
		failure: {cause: 'cancelled', message: 'first reason'},
	});
	await allGone(place);
	expectTidy(place);
});

test('a paused run goes on once, from where it was', async () => {
	const place = await workshop({agent: PATIENT});
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
	await until('the agent', () => startsIn(place).length === 1);
	await mosaic(place, ['pause', 'run-001']);
	writeFileSync(path.join(place.folder, 'go'), '');
	const both = await Promise.all([mosaic(place, ['continue', 'run-001']), mosaic(place, ['continue', 'run-001'])]);
	expect(both.map(({exitCode}) => exitCode)).toEqual([0, 0]);
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	const events = await eventsOf(place, 'run-001');
	expect(events.filter(({type}) => type === 'run.continued')).toHaveLength(1);
	expect(startsIn(place)).toHaveLength(1);
	expect(taskStatus(place, 'T1')).toBe('done');
	await allGone(place);
	expectTidy(place);
});
