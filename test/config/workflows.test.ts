import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadConfig} from '../../src/config/load.ts';
import {knownWorkflows, resolveWorkflow, roleBindings} from '../../src/config/workflows.ts';
import {scratchDirectory} from '../support/scratch.ts';

const load = (project: unknown, user?: unknown) => {
	const home = scratchDirectory();
	const file = path.join(home, 'project.json');
	mkdirSync(path.join(home, 'mosaic'));
	writeFileSync(file, JSON.stringify(project));
	if (user !== undefined) writeFileSync(path.join(home, 'mosaic/config.json'), JSON.stringify(user));
	return loadConfig(file, {XDG_CONFIG_HOME: home});
};
const mine = (...steps: object[]) => ({workflows: {mine: {steps}}});
const implement = {key: 'implement', kind: 'agent'};

describe('workflows', () => {
	test('come with mosaic, and all of these hold together', () => {
		const config = load({});
		const names = knownWorkflows(config).map(({name}) => name);
		expect(names).toEqual(['solo', 'checked', 'reviewed', 'pull-request']);
		const kinds = (name: string) => {
			const plan = resolveWorkflow(config, name);
			return 'steps' in plan ? plan.steps.map(({kind}) => kind) : plan;
		};
		expect(kinds('solo')).toEqual(['agent']);
		expect(kinds('checked')).toEqual(['agent', 'check', 'integrate']);
		expect(kinds('reviewed')).toEqual(['agent', 'check', 'review', 'approval', 'integrate']);
		expect(kinds('pull-request')).toEqual(['agent', 'check', 'review', 'integrate']);
		expect(resolveWorkflow(config)).toMatchObject({name: 'reviewed'});
	});

	test('have every default filled in', () => {
		const config = load(
			mine(
				implement,
				{
					key: 'verify',
					kind: 'check',
					commands: ['npm test && npm run lint', {name: 'types', run: ['tsc'], timeout: '90s'}],
				},
				{key: 'land', kind: 'integrate'},
			),
		);
		expect(resolveWorkflow(config, 'mine')).toMatchObject({
			name: 'mine',
			workspace: 'worktree',
			steps: [
				{
					key: 'implement',
					role: 'implementer',
					attempts: 3,
					mustChange: true,
					timeoutSeconds: 7200,
					inactivitySeconds: 1200,
				},
				{
					gating: true,
					baseline: true,
					back: 'implement',
					commands: [
						{name: 'npm test', argv: ['npm', 'test'], timeoutSeconds: 1200},
						{name: 'npm run lint', argv: ['npm', 'run', 'lint'], timeoutSeconds: 1200},
						{name: 'types', argv: ['tsc'], timeoutSeconds: 90},
					],
				},
				{mode: 'direct', strategy: 'squash', back: 'implement'},
			],
		});
	});

	test('bind roles to the runtime of the role, else to the default one', () => {
		const user = {runtime: 'codex', roles: {reviewer: {model: 'big', effort: 'high'}}};
		const roles = roleBindings(load({roles: {reviewer: {runtime: 'claude'}, tester: {argv: ['t', '{prompt}']}}}, user));
		expect(roles).toEqual({
			implementer: {runtime: 'codex', model: null, effort: null, argv: []},
			reviewer: {runtime: 'claude', model: 'big', effort: 'high', argv: []},
			tester: {runtime: 'codex', model: null, effort: null, argv: ['t', '{prompt}']},
		});
	});

	test('of an unknown name are refused with the nearest one', () => {
		expect(resolveWorkflow(load({}), 'reviewd')).toMatchObject({
			kind: 'usage',
			message: 'unknown workflow "reviewd". Known: solo, checked, reviewed, pull-request. Did you mean reviewed?',
		});
	});

	test.each([
		[
			mine({...implement, kind: 'agnet'}),
			'workflows.mine.steps.0.kind: "agnet" is not known here. Did you mean "agent"?',
		],
		[mine({...implement, atempts: 2}), 'workflows.mine.steps.0.atempts: unknown key. Did you mean "attempts"?'],
		[mine({...implement, attempts: 0}), 'workflows.mine.steps.0.attempts: '],
		[mine({kind: 'agent'}), 'workflows.mine.steps.0.key: is missing: a string is needed.'],
		[
			mine({...implement, timeout: '5 minutes'}),
			'workflows.mine.steps.0.timeout: must be a time such as "90s", "30m" or "2h".',
		],
		[mine(implement, {key: 'v', kind: 'check', commands: [{rn: 'x'}]}), 'workflows.mine.steps.1.commands.0.'],
		[
			mine({...implement, when: {risk: 'hihg'}}),
			'workflows.mine.steps.0.when.risk: "hihg" is not known here. Did you mean "high"?',
		],
		[
			{workflows: {solo: {steps: [implement]}}},
			'workflows.solo: must be lower-case letters, digits and dashes, and not "solo".',
		],
		[mine(), 'workflows.mine.steps: must have a step.'],
		[mine(implement, implement), 'workflows.mine.steps.1.key: "implement" is the key of step 1 too.'],
		[
			mine({...implement, role: 'painter'}),
			'workflows.mine.steps.0.role: no role "painter" is bound. Bound: implementer, reviewer.',
		],
		[mine({key: 'r', kind: 'review'}), 'workflows.mine.steps.0.kind: there is no agent step before it'],
		[
			mine(implement, {key: 'v', kind: 'check', back: 'implemnt'}),
			'workflows.mine.steps.1.back: "implemnt" is no agent step before this one.',
		],
		[mine({...implement, when: {passed: 'later'}}), 'workflows.mine.steps.0.when: "later" is no step before this one.'],
		[
			mine(implement, {key: 'v', kind: 'check', commands: ['npm test | tee log']}),
			'workflows.mine.steps.1.commands.0: "|" needs a shell',
		],
		[mine(implement, {key: 'a', kind: 'integrate'}, {key: 'b', kind: 'integrate'}), 'a run is integrated once.'],
	])('%j is refused with the path of what is wrong', (document, message) => {
		expect(() => load(document)).toThrow(message);
	});
});
