// What a run's start fixes by hash, and how its events are numbered, as the real binary writes them.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {allGone, eventsOf, type Workshop, workshop} from '../../support/workshop.ts';

type Frozen = {workflowHash: string; rolesHash: string; inputsHash: string; repository: string; baseBranch: string};

const frozenOf = async (place: Workshop, run: string): Promise<Frozen> => {
	const [first] = await eventsOf(place, run);
	expect(first?.type).toBe('run.started');
	return first?.data.frozen as Frozen;
};

test("each run numbers its events without a gap, its agents' sessions among them, also where two runs mix", async () => {
	const place = await workshop();
	expect((await mosaic(place, ['run', '--all', '--workflow', 'checked', '--parallel', '2'])).exitCode).toBe(0);
	await allGone(place);
	const db = new Database(path.join(place.root, '.mosaic', 'mosaic.db'), {readonly: true});
	const rows = db
		.prepare('SELECT run_id AS run, run_seq AS number FROM event WHERE run_id IS NOT NULL ORDER BY seq')
		.all();
	const counts = db.prepare('SELECT id, event_count AS count FROM run ORDER BY id').all() as {
		id: string;
		count: number;
	}[];
	db.close();
	expect(counts.map(({id}) => id)).toEqual(['run-001', 'run-002', 'run-003']);
	for (const {id, count} of counts) {
		const numbers = (rows as {run: string; number: number}[]).flatMap(({run, number}) => (run === id ? [number] : []));
		expect(numbers).toEqual(Array.from({length: count}, (_, index) => index + 1));
	}
});

test('a start records workflow, roles and inputs by hash: the same for the same, another for what was changed', async () => {
	const place = await workshop();
	const run = async (task: string) =>
		expect((await mosaic(place, ['run', task, '--workflow', 'checked'])).exitCode).toBe(0);
	await run('T1');
	await run('T3');
	const file = path.join(place.root, '.mosaic', 'config.json');
	const config = {...JSON.parse(readFileSync(file, 'utf8')), roles: {implementer: {model: 'other'}}};
	writeFileSync(file, JSON.stringify(config));
	await run('T2');
	const [one, two, three] = [
		await frozenOf(place, 'run-001'),
		await frozenOf(place, 'run-002'),
		await frozenOf(place, 'run-003'),
	];
	expect(one).toMatchObject({repository: place.root, baseBranch: 'main'});
	for (const hash of [one.workflowHash, one.rolesHash, one.inputsHash]) expect(hash).toMatch(/^[0-9a-f]{64}$/);
	expect([two.workflowHash, two.rolesHash]).toEqual([one.workflowHash, one.rolesHash]);
	expect(two.inputsHash).not.toBe(one.inputsHash);
	expect(three.workflowHash).toBe(one.workflowHash);
	expect(three.rolesHash).not.toBe(one.rolesHash);
	await allGone(place);
});
