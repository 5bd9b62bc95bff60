// Going on from a chosen step.
import {expect, test} from 'vitest';
import {check, Driver, implemented, prepared, work} from './sample.ts';

test('a restart carries along what was found in the work that failed', () => {
	const driver = new Driver(
		{
			steps: [
				{key: 'implement', kind: 'agent', attempts: 1},
				{key: 'verify', kind: 'check'},
				{key: 'land', kind: 'integrate'},
			],
		},
		'short',
	).setUp();
	driver.end('agent.run', implemented());
	driver.end('checks.run', {kind: 'checked', results: [check(1)], work: work()});
	driver.close();
	expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'checks'}});
	expect(driver.ask({type: 'restart', from: 'implement'})).toBeUndefined();
	driver.end('task.mark', {kind: 'marked', note: null});
	driver.end('workspace.prepare', prepared);
	expect(driver.effect('agent.run').action).toMatchObject({task: {attempt: 1, findings: [{source: 'check'}]}});
});
