import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';

const settings = (value: object) => scratchProject({'.mosaic/config.json': JSON.stringify(value)});
const quick = {
	steps: [
		{key: 'implement', kind: 'agent', role: 'implementer'},
		{key: 'land', kind: 'integrate', strategy: 'ff'},
	],
};

describe('mosaic workflow', () => {
	test('shows the workflows there are, and which one is the default', async () => {
		const project = settings({workflow: 'quick', workflows: {quick}});
		const {workflows, ...rest} = await mosaicJson<{workflows: {name: string}[]}>(project, ['workflow', 'show']);
		expect(rest).toEqual({schema: 'mosaic/workflows@1', default: 'quick'});
		expect(workflows.map(({name}) => name)).toEqual(['solo', 'checked', 'reviewed', 'pull-request', 'quick']);
		const text = await mosaic(project, ['workflow', 'show']);
		expect(text.stdout).toContain('quick (default)');
		expect(text.stdout).toContain('implement → verify → review → approve → integrate');
	});

	test('shows what one does with everything filled in, and as it would be written', async () => {
		const project = settings({roles: {reviewer: {runtime: 'codex', effort: 'high'}}});
		const shown = await mosaicJson<{plan: {steps: object[]}; definition: object}>(project, [
			'workflow',
			'show',
			'reviewed',
		]);
		expect(shown.plan.steps[2]).toMatchObject({
			key: 'review',
			threshold: 'minor',
			back: 'implement',
			timeoutSeconds: 3600,
		});
		expect(shown).toMatchObject({origin: 'preset', roles: {reviewer: {runtime: 'codex', effort: 'high'}}});
		const text = await mosaic(project, ['workflow', 'show', 'reviewed']);
		expect(text.stdout).toContain('reviewer: codex high');
		const again = settings({workflows: {copy: shown.definition}});
		expect((await mosaic(again, ['workflow', 'check'])).exitCode).toBe(0);
	});

	test('refuses a name it does not know with the nearest one', async () => {
		const {exitCode, stderr} = await mosaic(scratchProject({}), ['workflow', 'show', 'reviewd']);
		expect(exitCode).toBe(2);
		expect(stderr).toContain('Did you mean reviewed?');
	});

	test('tells everything that is wrong with a file, and ends with 5', async () => {
		const bad = {
			steps: [
				{key: 'a', kind: 'agent', role: 'painter'},
				{key: 'a', kind: 'check', back: 'b'},
			],
		};
		const project = scratchProject({'flow.json': JSON.stringify(bad), '.mosaic/config.json': '{}'});
		const {problems} = await mosaicJson<{problems: {path: string}[]}>(project, ['workflow', 'check', 'flow.json'], 5);
		expect(problems.map((problem) => problem.path)).toEqual(['steps.0.role', 'steps.1.key', 'steps.1.back']);
		const text = await mosaic(project, ['workflow', 'check', 'flow.json']);
		expect(text.stdout).toContain(
			`${path.join(project.root, 'flow.json')}: steps.1.back: "b" is no agent step before this one.`,
		);
		expect(text.stdout).toContain('3 problems.');
	});

	test('checks the settings where no file is named, broken ones too', async () => {
		expect((await mosaic(settings({workflows: {quick}}), ['workflow', 'check'])).stdout).toContain(
			'1 workflow in 1 file, no problem.',
		);
		const broken = settings({workflows: {quick: {steps: [{key: 'x', kind: 'agnet'}]}}});
		const {problems} = await mosaicJson<{problems: object[]}>(broken, ['workflow', 'check'], 5);
		expect(problems).toMatchObject([
			{path: 'workflows.quick.steps.0.kind', message: '"agnet" is not known here. Did you mean "agent"?'},
		]);
		expect((await mosaic(broken, ['workflow', 'show'])).exitCode).toBe(5);
		expect((await mosaic(broken, ['workflow', 'check', 'none.json'])).exitCode).toBe(4);
	});
});
