// Ended runs beyond the latest ones, in the full screen.
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {PRESETS} from '../../src/config/presets.ts';
import {LocalController} from '../../src/daemon/local-controller.ts';
import {loadRun, recordRun} from '../../src/engine/machine/record.ts';
import {openForWriting, write} from '../../src/store/open.ts';
import {Driver, implemented} from '../engine/machine/sample.ts';
import {journey} from '../support/journey.ts';
import {type Workshop, workshop} from '../support/workshop.ts';

const idOf = (number: number): string => `run-${String(number).padStart(3, '0')}`;

/** So many runs that failed long ago, as the engine would have written them. */
const past = (place: Workshop, count: number): void => {
	const db = openForWriting(path.join(place.root, '.mosaic', 'mosaic.db'));
	for (let number = 1; number <= count; number++) {
		const id = idOf(number);
		const driver = new Driver(PRESETS.checked, 'checked', id).setUp();
		driver.end('agent.run', implemented({status: 'blocked', summary: `summary ${number}`}));
		driver.ask({type: 'abort', reason: 'old'});
		driver.close();
		expect(driver.run.closed).toBe(true);
		for (const {event, at} of driver.journal)
			write(db, () => recordRun(db, {id, run: loadRun(db, id), events: [event], at}));
	}
	db.close();
};

test('are read a page at a time when a person goes on down the list, and can be opened', async () => {
	const place = await workshop();
	past(place, 75);
	const controller = new LocalController({env: place.env, project: place.root, size: () => ({cols: 80, rows: 24})});
	onTestFinished(() => controller.close());
	const detail = () => controller.state().missions[0]?.detail;
	expect(detail()?.runViews).toHaveLength(20);
	expect(detail()?.moreRuns).toBe(true);
	const project = place.root;
	expect(await controller.dispatch({type: 'runs.older', project})).toMatchObject({ok: true});
	expect(detail()?.runViews?.map(({id}) => id)).toEqual(Array.from({length: 70}, (_, index) => idOf(75 - index)));
	expect(await controller.dispatch({type: 'runs.older', project})).toMatchObject({ok: true});
	expect(detail()?.runViews?.map(({id}) => id)).toEqual(Array.from({length: 75}, (_, index) => idOf(75 - index)));
	expect(detail()?.moreRuns).toBe(false);
	const tui = journey(place);
	await tui.sees('Lay the ground');
	tui.press('R');
	await tui.sees('run-075');
	tui.press('G');
	await tui.sees(/run-056/);
	tui.press('j');
	await tui.sees('20/70+');
	tui.press('G');
	await tui.sees('run-006');
	tui.press('j');
	await tui.sees(/70\/75(?!\+)/);
	tui.press('G');
	await tui.sees('75/75');
	tui.press('\r');
	await tui.sees('run-001  T1');
	tui.press('\u001b');
	await tui.sees('75/75');
});
