// What agents ask leave for, and taking one over, by keys in the real binary.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, eventsOf, gitIn, type Workshop, workshop} from '../support/workshop.ts';

const withClaude = async (script: string, mode: string): Promise<Workshop> => {
	const place = await workshop();
	const file = path.resolve(import.meta.dirname, '../support', script);
	const claude = {argv: [process.execPath, file], mode};
	writeFileSync(
		path.join(place.root, '.mosaic', 'config.json'),
		JSON.stringify({runtime: 'claude', runtimes: {claude}}),
	);
	mkdirSync(path.join(place.home, 'config', 'mosaic'), {recursive: true});
	return place;
};

test('leave is given in the inbox to an agent on its own screen', async () => {
	const place = await withClaude('screen-claude.mjs', 'interactive');
	const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
	const tui = journey(place, [], {cols: 140, rows: 40});
	await tui.sees('1 to decide');
	tui.press('w');
	await tui.sees('Permission (shell): Bash: touch made.txt');
	tui.press('s');
	await tui.sees('Answer sess-001-p1');
	tui.press('1');
	expect(await run.finished).toMatchObject({exitCode: 0});
	expect(readFileSync(path.join(place.folder, 'leave'), 'utf8')).toBe('true\n');
	const decided = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'permission.decided');
	expect(decided.map(({data}) => data.decision)).toMatchObject([{decision: 'allow', by: 'person'}]);
	tui.press('q');
	await tui.ended;
	await allGone(place);
});

test('a headless agent is taken over after its turn, by a key and a question', async () => {
	const place = await withClaude('headless-claude.mjs', 'headless');
	const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
	const tui = journey(place, [], {cols: 140, rows: 40});
	await tui.sees('1 to decide');
	tui.press('n');
	tui.press('A');
	await tui.sees('Take over sess-001?');
	tui.press('t');
	await tui.sees('sess-001 is yours after its turn');
	expect(await mosaic(place, ['answer', 'run-001-q1', 'Allow'])).toMatchObject({exitCode: 0});
	const person = journey(place, ['attach', 'sess-001']);
	await person.sees('its own screen of c1a0de00-0000-4000-8000-000000000001');
	// Its turn was not cut short.
	await until('the work of the turn', () => existsSync(path.join(place.folder, 'answers')));
	person.press('finish\r');
	expect(await run.finished).toMatchObject({exitCode: 0});
	expect(gitIn(place, 'show', 'main:T1.txt')).toBe('by a person');
	const asked = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'session.take-over-requested');
	expect(asked.map(({data}) => data)).toMatchObject([{when: 'turn', by: 'a person'}]);
	const {stdout} = await mosaic(place, ['transcript', 'sess-001', '--print', '--plain']);
	expect(stdout).toContain('● Bash touch made.txt');
	expect(stdout).toContain('taken over by a person');
	tui.press('q');
	await tui.ended;
	await allGone(place);
});
