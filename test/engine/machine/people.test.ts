// What people and agents ask of a run, and what they are refused.
import {describe, expect, test} from 'vitest';
import type {Workflow} from '../../../src/domain/workflow.ts';
import {schedule} from '../../../src/engine/machine/schedule.ts';
import {viewOf} from '../../../src/engine/machine/view.ts';
import {check, Driver, implemented, reviewed, work} from './sample.ts';

const passed = {kind: 'checked', results: [check(0)], work: work()} as const;

const atApproval = (): Driver => {
	const driver = new Driver().setUp();
	driver.end('agent.run', implemented());
	driver.end('checks.run', passed);
	driver.end('agent.run', reviewed());
	return driver;
};
const atAgent = (): Driver => new Driver().setUp();
const PLANNED: Workflow = {
	steps: [
		{key: 'plan', kind: 'agent', approval: true, mustChange: false},
		{key: 'implement', kind: 'agent'},
		{key: 'land', kind: 'integrate'},
	],
};

describe('an approval', () => {
	test('is decided once: the same token again changes nothing, with another action it is a conflict', () => {
		const driver = atApproval();
		const approve = {type: 'approve', approvalId: 'run-001-a1', token: 'k'};
		expect(driver.ask(approve)).toBeUndefined();
		const length = driver.journal.length;
		expect(driver.ask(approve)).toBeUndefined();
		expect(driver.journal).toHaveLength(length);
		expect(driver.ask({...approve, type: 'reject'})).toMatchObject({kind: 'refused', code: 'token-conflict'});
		expect(driver.ask({type: 'reject', approvalId: 'run-001-a1'})).toMatchObject({
			kind: 'refused',
			code: 'stale-approval',
			message: 'run-001-a1 is approved already. `mosaic approvals` lists what waits.',
		});
		expect(driver.states().approve).toBe('completed');
	});

	test('of two people at once counts for the first, and the second hears of it', () => {
		const driver = atApproval();
		expect(
			driver.ask({type: 'request-changes', approvalId: 'run-001-a1', comments: [{text: 'no'}], token: 'ann'}),
		).toBeUndefined();
		expect(driver.ask({type: 'approve', approvalId: 'run-001-a1', token: 'bob'})?.message).toBe(
			'run-001-a1 is changes requested already. `mosaic approvals` lists what waits.',
		);
	});

	test('given to a commit that is not the one at the gate is stale', () => {
		const driver = atApproval();
		expect(driver.ask({type: 'approve', approvalId: 'run-001-a1', commit: 'c0'})).toMatchObject({
			code: 'stale-approval',
		});
		expect(driver.ask({type: 'approve', approvalId: 'run-001-a1', commit: 'c1'})).toBeUndefined();
	});

	test('that wants changes sends the comments to the agent, also past its last attempt', () => {
		const driver = atApproval();
		for (let round = 1; round <= 4; round++) {
			const comments = [{file: 'a.ts', line: round, side: 'new', text: `round ${round}`}];
			expect(driver.ask({type: 'request-changes', approvalId: `run-001-a${round}`, comments})).toBeUndefined();
			expect(driver.effect('agent.run').action).toMatchObject({
				task: {
					attempt: round + 1,
					findings: [{source: 'person', file: 'a.ts', line: round, message: `round ${round}`}],
				},
			});
			driver.end('agent.run', implemented());
			driver.end('checks.run', passed);
			driver.end('agent.run', reviewed());
		}
		expect(driver.ask({type: 'request-changes', approvalId: 'run-001-a5'})).toMatchObject({
			kind: 'usage',
			code: 'no-comment',
		});
	});

	test('that rejects fails the run as rejected; a retry asks again', () => {
		const driver = atApproval();
		driver.ask({type: 'reject', approvalId: 'run-001-a1', by: 'ann'});
		expect(driver.run).toMatchObject({
			state: 'failed',
			failure: {cause: 'rejected', message: 'approve: rejected by ann'},
		});
		expect(viewOf(driver.run).failure?.hint).toContain('restart');
		driver.close();
		expect(driver.ask({type: 'retry'})).toBeUndefined();
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w2', branch: 'b', baseBranch: 'main', baseCommit: 'b0', continued: true, note: null},
		});
		expect(driver.run.approvals.at(-1)).toMatchObject({id: 'run-001-a2', state: 'open'});
		expect(driver.types().filter((type) => type === 'step.completed')).toHaveLength(3);
	});

	test('after a step gives later steps the words as they were edited, and shows what was proposed', () => {
		const driver = new Driver(PLANNED, 'planned');
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w', branch: 'b', baseBranch: 'main', baseCommit: 'b0', continued: false, note: null},
		});
		driver.end('agent.run', implemented({summary: 'First this, then that.'}));
		expect(driver.states().plan).toBe('awaiting-approval');
		expect(driver.run.approvals[0]).toMatchObject({reason: 'after-step', proposal: 'First this, then that.'});
		driver.ask({type: 'approve', approvalId: 'run-001-a1', text: 'Only this.'});
		expect(driver.effect('agent.run').action).toMatchObject({task: {context: [{step: 'plan', text: 'Only this.'}]}});
		expect(driver.journal.some(({event}) => event.type === 'artifact.stored' && event.artifact.kind === 'edit')).toBe(
			true,
		);
	});

	test('stands in front of work that an agent calls blocked, and the task reads blocked meanwhile', () => {
		const driver = atAgent();
		driver.end('agent.run', implemented({status: 'blocked', summary: 'The API is gone.'}));
		expect(driver.run.approvals[0]).toMatchObject({reason: 'blocked', title: 'Implement is blocked: The API is gone.'});
		expect(driver.effect('task.mark').action).toMatchObject({to: 'blocked'});
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.ask({type: 'request-changes', approvalId: 'run-001-a1', comments: [{text: 'Use the other API.'}]});
		expect(driver.underWay().sort()).toEqual(['agent.run', 'task.mark']);
	});
});

describe('a question', () => {
	const ask = {type: 'ask', sessionId: 'sess-001', question: 'Which one?', options: ['a', 'b']};

	test('makes the run wait, and its answer lets it go on', () => {
		const driver = atAgent();
		driver.ask(ask);
		expect(driver.run.state).toBe('waiting');
		expect(driver.ask({type: 'answer', questionId: 'run-001-q1', answer: 'c'})).toMatchObject({
			kind: 'usage',
			code: 'unknown-option',
		});
		expect(driver.ask({type: 'answer', questionId: 'run-001-q1', answer: 'b', by: 'ann'})).toBeUndefined();
		expect(driver.run).toMatchObject({state: 'running', questions: [{answer: 'b', by: 'ann', state: 'answered'}]});
		expect(driver.ask({type: 'answer', questionId: 'run-001-q1', answer: 'a'})).toMatchObject({code: 'stale-question'});
	});

	test('of an agent that ended while it waited is put to the next one, with the answer', () => {
		const driver = atAgent();
		driver.ask(ask);
		driver.end('agent.run', {kind: 'agent-ended', sessionId: 'sess-001', work: null, usage: [], handedIn: null});
		expect(driver.states().implement).toBe('awaiting-artifact');
		expect(driver.underWay()).toEqual([]);
		driver.ask({type: 'answer', questionId: 'run-001-q1', answer: 'b'});
		expect(driver.effect('agent.run').action).toMatchObject({
			task: {attempt: 1, repair: null, answered: [{question: 'Which one?', answer: 'b'}]},
		});
	});

	test('is refused when no agent is at work, and asked once however often it is said', () => {
		const driver = atAgent();
		driver.ask(ask);
		driver.ask(ask);
		expect(driver.run.questions).toHaveLength(1);
		expect(atApproval().ask(ask)).toMatchObject({code: 'no-agent'});
	});

	test('does not make its wait count as work', () => {
		const driver = atAgent();
		driver.ask(ask);
		driver.clock += 3_600_000;
		driver.ask({type: 'answer', questionId: 'run-001-q1', answer: 'b'});
		driver.end('agent.run', implemented());
		expect(viewOf(driver.run).steps[0]?.workedMs).toBe(2000);
	});
});

describe('a run', () => {
	test('remembers what it was paused in, starts nothing meanwhile, and goes on from there', () => {
		const driver = atAgent();
		driver.ask({type: 'pause'});
		driver.end('agent.run', implemented());
		expect(driver.run).toMatchObject({state: 'paused', pausedFrom: 'running'});
		expect(driver.underWay()).toEqual([]);
		expect(driver.ask({type: 'pause'})).toBeUndefined();
		driver.ask({type: 'continue'});
		expect(driver.underWay()).toEqual(['checks.run']);
		expect(driver.types().filter((type) => type === 'run.paused')).toHaveLength(1);
	});

	test('that is aborted ends all it started, then is over as cancelled and puts the task back', () => {
		const driver = atAgent();
		driver.ask({type: 'abort', reason: 'not needed'});
		expect(driver.run.state).toBe('stopping');
		expect(schedule(driver.run, driver.now()).cancel).toEqual(['run-001/1/agent.run/0']);
		driver.end('agent.run', {kind: 'stopped', sessionId: 'sess-001', work: work()});
		expect(driver.run).toMatchObject({state: 'cancelled', failure: {cause: 'cancelled', message: 'not needed'}});
		expect(driver.effect('task.mark').action).toMatchObject({to: 'previous'});
		expect(driver.effect('workspace.remove').action).toMatchObject({keepBranch: false});
		expect(driver.close().states().implement).toBe('failed');
		expect(driver.ask({type: 'abort', reason: 'again'})).toBeUndefined();
		expect(driver.ask({type: 'retry'})).toMatchObject({code: 'wrong-state'});
	});

	test('that is stopped waits to go on, and then does the step it was in once more', () => {
		const driver = atAgent();
		driver.ask({type: 'stop'});
		driver.end('agent.run', {kind: 'stopped', sessionId: 'sess-001', work: work()});
		expect(driver.run.state).toBe('interrupted');
		expect(driver.effect('workspace.remove').action).toMatchObject({keepBranch: true});
		driver.close();
		driver.ask({type: 'continue'});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w', branch: 'b', baseBranch: 'main', baseCommit: 'b0', continued: true, note: null},
		});
		expect(driver.effect('agent.run')).toMatchObject({turn: 2, action: {task: {attempt: 2}}});
	});

	test('whose session a person stopped is interrupted as a whole', () => {
		const driver = atAgent();
		driver.end('agent.run', {kind: 'stopped', sessionId: 'sess-001', work: null});
		expect(driver.run.state).toBe('interrupted');
	});

	test('retried after its attempts were used up gets one more, and keeps what was done', () => {
		const driver = atAgent();
		for (let attempt = 1; attempt <= 3; attempt++) {
			driver.end('agent.run', implemented());
			driver.end('checks.run', {...passed, results: [check(1)]});
		}
		driver.close();
		driver.ask({type: 'retry', token: 'r'});
		expect(driver.ask({type: 'retry', token: 'r'})).toBeUndefined();
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w', branch: 'b', baseBranch: 'main', baseCommit: 'b0', continued: true, note: null},
		});
		expect(driver.states()).toMatchObject({implement: 'completed', verify: 'running'});
		driver.end('checks.run', {...passed, results: [check(1)]});
		expect(driver.effect('agent.run').action).toMatchObject({task: {attempt: 4, attempts: 4}});
	});

	test('restarted from a step sets it and all later ones back, counters too', () => {
		const driver = atApproval();
		expect(driver.ask({type: 'restart', from: 'verfy'})).toMatchObject({kind: 'not-found', code: 'unknown-step'});
		driver.ask({type: 'restart', from: 'verify'});
		expect(driver.run.approvals[0]?.state).toBe('withdrawn');
		expect(driver.states()).toMatchObject({
			implement: 'completed',
			verify: 'running',
			review: 'pending',
			approve: 'pending',
		});
		expect(driver.run.steps[1]).toMatchObject({attempt: 1, turn: 5});
		expect(driver.ask({type: 'approve', approvalId: 'run-001-a1'})).toMatchObject({code: 'stale-approval'});
		expect(driver.ask({type: 'restart', from: 'implement'})).toMatchObject({code: 'under-way'});
	});

	test('that was integrated while it was being stopped is completed, and integrates no second time', () => {
		const driver = atApproval();
		driver.ask({type: 'approve', approvalId: 'run-001-a1'});
		driver.ask({type: 'stop'});
		driver.end('integrate', {kind: 'integrated', commit: 'm1', url: null});
		expect(driver.run).toMatchObject({state: 'completed', integrated: {commit: 'm1'}});
		expect(driver.close().ask({type: 'retry'})).toMatchObject({code: 'wrong-state'});
	});

	test('skips a step whose condition is known not to hold, and says which', () => {
		const workflow: Workflow = {
			steps: [
				{key: 'implement', kind: 'agent', mustChange: false},
				{key: 'deep', kind: 'review', when: {risk: 'high'}},
				{key: 'wide', kind: 'review', when: {impact: 'high'}},
				{key: 'off', kind: 'approval', enabled: false},
			],
		};
		const driver = new Driver(workflow, 'careful');
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w', branch: null, baseBranch: null, baseCommit: null, continued: false, note: null},
		});
		driver.end('agent.run', implemented({estimate: {risk: 'low'}}));
		expect(driver.states()).toEqual({implement: 'completed', deep: 'skipped', wide: 'running', off: 'pending'});
		driver.end('agent.run', reviewed());
		expect(driver.run.steps.map(({reason}) => reason)).toEqual([
			null,
			'its condition does not hold: {"risk":"high"}',
			null,
			'switched off in the workflow',
		]);
		expect(driver.run.state).toBe('completed');
	});
});
