// Which model works: that of the task's run, else that of the role, else what the runtime takes; said before it starts.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {allGone, GOOD_AGENT, type Workshop, workshop} from '../../support/workshop.ts';

const shop = async () => {
	const place = await workshop({agent: `echo "$MOSAIC_STEP \${MOSAIC_MODEL-none}" >>"$SHOP/models"\n${GOOD_AGENT}`});
	const file = path.join(place.root, '.mosaic', 'config.json');
	const steps = [
		{key: 'implement', kind: 'agent'},
		{key: 'review', kind: 'review'},
		{key: 'polish', kind: 'agent', role: 'polisher', mustChange: false},
		{key: 'integrate', kind: 'integrate'},
	];
	const own = {
		workflows: {own: {steps}},
		roles: {implementer: {model: 'small'}, reviewer: {model: 'strict', effort: 'high'}, polisher: {}},
	};
	writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), ...own}));
	return place;
};
const modelsIn = (place: Workshop) => readFileSync(path.join(place.folder, 'models'), 'utf8').trim().split('\n');

test('the model of the task comes before that of the role, that before the default, and each is said before its step', async () => {
	const place = await shop();
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'own', '--model', 'big']);
	expect(run.exitCode, run.stdout + run.stderr).toBe(0);
	expect(modelsIn(place)).toEqual(['implement big', 'review strict', 'polish none']);
	expect(run.stdout).toMatch(
		/step\.started +implement.*\n {2}by script \(model big\)\nsession\.started[\s\S]*step\.started +review.*\n {2}by script \(model strict, effort high\)\n/,
	);
	expect((await mosaic(place, ['run', 'T3', '--workflow', 'own'])).exitCode).toBe(0);
	expect(modelsIn(place)[3]).toBe('implement small');
	await allGone(place);
});

test('a model is refused where nobody could be given it', async () => {
	const place = await shop();
	const solo = await mosaic(place, ['run', 'T1', '--workflow', 'solo', '--model', 'big']);
	expect(solo).toMatchObject({exitCode: 2, stdout: ''});
	expect(solo.stderr).toContain('--model is for workflows with roles');
	expect((await mosaic(place, ['run', '--all', '--model', 'big'])).exitCode).toBe(2);
	await allGone(place);
});
