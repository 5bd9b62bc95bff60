// Steps besides the usual ones, through the real binary: files that an agent owes, programs, work in the checkout itself.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {journey} from '../../support/journey.ts';
import {mosaic, mosaicJson} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	GOOD_AGENT,
	gitIn,
	reportOf,
	startsIn,
	taskStatus,
	type WorkshopOptions,
	workshop,
} from '../../support/workshop.ts';

/** A workshop whose workflow \`own\` has these steps. */
const withSteps = async (steps: readonly object[], options: WorkshopOptions = {}, more: object = {}) => {
	const place = await workshop(options);
	const file = path.join(place.root, '.mosaic', 'config.json');
	const config = {...JSON.parse(readFileSync(file, 'utf8')), workflow: 'own', workflows: {own: {...more, steps}}};
	writeFileSync(file, JSON.stringify(config));
	return place;
};

const SCHEMA = JSON.stringify({
	type: 'object',
	required: ['steps'],
	properties: {steps: {type: 'array', items: {type: 'string'}}},
});

describe('a file that a step owes', () => {
	const steps = [
		{key: 'plan', kind: 'agent', mustChange: false, artifact: {path: 'plan.json', schema: 'plan.schema.json'}},
		{key: 'land', kind: 'integrate'},
	];

	test('is checked by its schema, asked for once more where it does not fit, and kept', async () => {
		const agent = `${GOOD_AGENT}
if grep -q 'plan.json: ' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then echo '{"steps":["dig"]}' >plan.json; else echo '{"steps":7}' >plan.json; fi`;
		const place = await withSteps(steps, {
			agent,
			files: {'plan.schema.json': SCHEMA, '.gitignore': 'plan.json\n.mosaic\n'},
		});
		expect(await mosaicJson(place, ['run', 'T1'])).toMatchObject({state: 'completed'});
		expect(startsIn(place)).toEqual(['run-001 plan T1', 'run-001 plan T1']);
		const {artifacts} = await mosaicJson<{artifacts: {id: string; kind: string; subject: string}[]}>(place, [
			'artifacts',
			'run-001',
		]);
		expect(artifacts.map(({kind}) => kind)).toEqual(expect.arrayContaining(['contract', 'file', 'receipt']));
		const file = artifacts.find(({kind}) => kind === 'file');
		expect(await mosaicJson(place, ['artifact', file?.id ?? ''])).toMatchObject({
			schema: 'mosaic/artifact@1',
			runId: 'run-001',
			step: 'plan',
			payload: {steps: ['dig']},
		});
		expect((await mosaic(place, ['artifact', file?.id ?? ''])).stdout).toBe('{\n  "steps": [\n    "dig"\n  ]\n}\n');
		expect((await mosaic(place, ['artifacts', 'run-001'])).stdout).toMatch(/receipt/);
		expect(await mosaic(place, ['artifact', 'run-001-x99'])).toMatchObject({exitCode: 4, stdout: ''});
	});

	test('fails its step where it is still not right', async () => {
		const place = await withSteps(steps, {files: {'plan.schema.json': SCHEMA}});
		const run = await mosaic(place, ['run', 'T1', '--json']);
		expect(run.exitCode).toBe(1);
		expect(JSON.parse(run.stdout)).toMatchObject({failure: {cause: 'no-usable-output', step: 'plan'}});
		expect(taskStatus(place, 'T1')).toBe('failed');
	});
});

describe('a plan', () => {
	const steps = [
		{key: 'plan', kind: 'agent', approval: true, artifact: {path: 'plan.json', addsSteps: true}},
		{key: 'verify', kind: 'check', commands: ['test -f dig.txt']},
		{key: 'land', kind: 'integrate'},
	];
	const agent = `
case "$MOSAIC_STEP" in
plan) echo '{"steps":[{"key":"dig","kind":"agent","prompt":"Dig deep."},{"key":"look","kind":"review"}]}' >plan.json;;
dig) grep -q 'Dig deep' "$(dirname "$MOSAIC_RESULT")/prompt.md" && echo dug >dig.txt && git add dig.txt;;
esac
if [ "$MOSAIC_EXPECTS" = review ]; then echo '{"verdict":"pass","summary":"good"}' >"$MOSAIC_RESULT"; exit 0; fi
echo '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"`;

	test('adds steps to its run: seen before they run, done after a person approved, each by its role', async () => {
		const place = await withSteps(steps, {agent, files: {'.gitignore': 'plan.json\n.mosaic\n'}});
		expect((await mosaic(place, ['workflow', 'show', 'own'])).stdout).toContain('owes plan.json, which adds steps');
		expect((await mosaic(place, ['run', 'T1', '--detach'])).exitCode).toBe(0);
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		const atGate = (await reportOf(place, 'run-001')).steps.map(({key, state}) => `${key} ${state}`);
		expect(atGate).toEqual(['plan awaiting-approval', 'dig pending', 'look pending', 'verify pending', 'land pending']);
		const tui = journey(place, [], {cols: 120, rows: 44});
		await tui.sees('1 to decide');
		tui.press('w');
		await tui.sees('Inbox 1');
		tui.press('\r\u001b[Z\u001b[Z');
		await tui.sees(/○ Dig +pending/);
		await mosaic(place, ['approve', 'run-001-a1']);
		await until('the end', async () => (await reportOf(place, 'run-001')).closed);
		expect(startsIn(place)).toEqual(['run-001 plan T1', 'run-001 dig T1', 'run-001 look T1']);
		expect(gitIn(place, 'show', 'main:dig.txt')).toBe('dug');
		expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toMatch(/● dig {2}completed/);
		expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('plans: dig, look');
	});
});

describe('a program as a step', () => {
	test('reads the context of its run on standard input, and its failure stops the run', async () => {
		const steps = [
			{key: 'work', kind: 'agent'},
			{key: 'file', kind: 'command', run: ['sh', '-c', 'cat >"$SHOP/context.json"']},
			{key: 'deploy', kind: 'command', run: ['sh', '-c', 'echo no such host; exit 4']},
			{key: 'land', kind: 'integrate'},
		];
		const place = await withSteps(steps);
		const run = await mosaic(place, ['run', 'T1', '--json']);
		expect(JSON.parse(run.stdout)).toMatchObject({state: 'failed', failure: {cause: 'command', step: 'deploy'}});
		expect(JSON.parse(readFileSync(path.join(place.folder, 'context.json'), 'utf8'))).toMatchObject({
			schema: 'mosaic/step-context@1',
			project: place.root,
			run: 'run-001',
			step: 'file',
			task: {id: 'T1', title: 'Lay the ground'},
		});
		expect(commitsIn(place)).toEqual(['start']);
	});
});

describe('a workflow in the checkout itself', () => {
	test('commits nothing by itself, and leaves the work where it is', async () => {
		const steps = [
			{key: 'work', kind: 'agent'},
			{key: 'verify', kind: 'check', commands: ['test -f T1.txt']},
		];
		const place = await withSteps(steps, {}, {workspace: 'in-place'});
		expect(await mosaicJson(place, ['run', 'T1'])).toMatchObject({state: 'completed', worktree: null});
		expect(gitIn(place, 'worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
		expect(commitsIn(place)).toEqual(['Work on T1', 'start']);
		expect((await reportOf(place, 'run-001')).steps.map(({state}) => state)).toEqual(['completed', 'completed']);
		expect(taskStatus(place, 'T1')).toBe('done');
		await allGone(place);
	});
});
