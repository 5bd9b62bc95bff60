// Steps that a plan adds while the run goes on.
import {describe, expect, test} from 'vitest';
import type {Workflow} from '../../../src/domain/workflow.ts';
import {promptFor} from '../../../src/engine/agents/prompt.ts';
import {check, Driver, implemented, prepared, work} from './sample.ts';

const PLANNING: Workflow = {
	steps: [
		{key: 'plan', kind: 'agent', artifact: {path: 'plan.json', addsSteps: true}},
		{key: 'verify', kind: 'check'},
		{key: 'land', kind: 'integrate'},
	],
};
const DIG = {key: 'dig', kind: 'agent', prompt: 'Dig.'};
const LOOK = {key: 'look', kind: 'review'};

const planning = (workflow = PLANNING): Driver => {
	const driver = new Driver(workflow, 'planning');
	driver.end('task.mark', {kind: 'marked', note: null});
	driver.end('workspace.prepare', prepared);
	driver.end('baseline.take', {kind: 'baseline', results: [check(0)]});
	return driver;
};
const plans = (driver: Driver, steps: readonly unknown[]): void => {
	driver.end('agent.run', implemented({summary: 'planned'}));
	driver.end('artifact.take', {kind: 'artifact', payload: {steps}, hash: 'h'});
};
const keys = (driver: Driver) => driver.run.steps.map(({plan}) => plan.key);

describe('a plan', () => {
	test('adds its steps right after itself, and they are done in their order before what comes after', () => {
		const driver = planning();
		plans(driver, [DIG, LOOK]);
		expect(keys(driver)).toEqual(['plan', 'dig', 'look', 'verify', 'land']);
		expect(driver.states()).toMatchObject({plan: 'completed', dig: 'running', look: 'pending'});
		expect(driver.effect('agent.run').action).toMatchObject({task: {instructions: 'Dig.', expects: 'implement'}});
		driver.crash();
		expect(keys(driver)).toEqual(['plan', 'dig', 'look', 'verify', 'land']);
	});

	test('that a person has to approve shows its steps before any of them runs, and another plan takes their place', () => {
		const [plan, ...rest] = PLANNING.steps;
		const driver = planning({steps: [{...plan, approval: true} as Workflow['steps'][number], ...rest]});
		plans(driver, [DIG, LOOK]);
		expect(driver.states()).toMatchObject({plan: 'awaiting-approval', dig: 'pending', look: 'pending'});
		driver.ask({type: 'request-changes', approvalId: 'run-001-a1', comments: [{text: 'only dig'}]});
		expect(driver.effect('agent.run').action).toMatchObject({
			task: {artifact: {adds: {taken: ['plan', 'verify', 'land']}}},
		});
		plans(driver, [DIG]);
		expect(keys(driver)).toEqual(['plan', 'dig', 'verify', 'land']);
		driver.ask({type: 'approve', approvalId: 'run-001-a2'});
		expect(driver.states()).toMatchObject({plan: 'completed', dig: 'running'});
	});

	test('has later findings go to its last agent, which made the work, and not to who planned', () => {
		const driver = planning();
		plans(driver, [DIG]);
		driver.end('agent.run', implemented({}, 'c2'));
		driver.end('checks.run', {kind: 'checked', results: [check(1)], work: work('c2')});
		expect(driver.states()).toMatchObject({plan: 'completed', dig: 'running', verify: 'pending'});
		expect(driver.effect('agent.run').action).toMatchObject({task: {attempt: 2, findings: [{source: 'check'}]}});
	});

	test.each([
		['a key that the run has', [{...DIG, key: 'land'}], 'key of a later step'],
		['a key twice', [DIG, DIG], 'Keys are used once'],
		['a role that is not bound', [{...DIG, role: 'wizard'}], 'no role "wizard" is bound'],
		['a command', [{key: 'sh', kind: 'command', run: 'rm -rf /'}], 'steps.0.kind'],
		['commands of its own as checks', [{key: 'c', kind: 'check', commands: ['rm x']}], 'commands'],
		['an integration', [{key: 'i', kind: 'integrate'}], 'steps.0.kind'],
		['a plan within the plan', [{...DIG, artifact: {path: 'p', addsSteps: true}}], 'artifact'],
		['more than anybody would read', Array.from({length: 21}, (_, n) => ({...DIG, key: `d${n}`})), 'steps'],
	])('with %s is handed back once, and then fails its step', (_, steps, words) => {
		const driver = planning();
		plans(driver, steps);
		expect(keys(driver)).toEqual(['plan', 'verify', 'land']);
		const {action} = driver.effect('agent.run');
		expect(action.kind === 'agent.run' && action.task.repair?.problem).toContain(words);
		plans(driver, steps);
		expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'no-usable-output', step: 'plan'}});
	});

	test('is told what it may name', () => {
		const {action} = planning().effect('agent.run');
		const prompt = action.kind === 'agent.run' ? promptFor(action.task, 'b0') : '';
		expect(prompt).toContain('`role` is one of `implementer`, `reviewer`.');
		expect(prompt).toContain('taken are `plan`, `verify`, `land`');
	});
});
