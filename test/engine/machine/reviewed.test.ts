import {describe, expect, test} from 'vitest';
import type {Contract, Receipt} from '../../../src/domain/artifact.ts';
import {hashOf} from '../../../src/engine/machine/hash.ts';
import {check, Driver, implemented, reviewed, work} from './sample.ts';

const passed = {kind: 'checked', results: [check(0)], work: work()} as const;
const failedChecks = {kind: 'checked', results: [check(1)], work: work()} as const;
const artifacts = (driver: Driver, kind: string) =>
	driver.journal.flatMap(({event}) =>
		event.type === 'artifact.stored' && event.artifact.kind === kind ? [event.artifact] : [],
	);

const upToApproval = (): Driver => {
	const driver = new Driver().setUp();
	driver.end('agent.run', implemented());
	driver.end('checks.run', passed);
	driver.end('agent.run', reviewed());
	return driver;
};

describe('the reviewed workflow', () => {
	test('goes from the contract to a receipt, and then closes', () => {
		const driver = upToApproval();
		expect(driver.run.state).toBe('waiting');
		expect(driver.run.approvals).toMatchObject([
			{id: 'run-001-a1', reason: 'approval-step', proposal: 'Did it.', commit: 'c1'},
		]);
		expect(
			driver.ask({type: 'approve', approvalId: 'run-001-a1', text: 'Add the first thing', by: 'ann'}),
		).toBeUndefined();
		expect(driver.effect('integrate').action).toMatchObject({
			message: 'Add the first thing',
			expected: {commit: 'c1', diffHash: 'd-c1'},
		});
		driver.end('integrate', {kind: 'integrated', commit: 'm1', url: null});
		expect(driver.run.state).toBe('completed');
		driver.close();
		expect(driver.states()).toEqual({
			implement: 'completed',
			verify: 'completed',
			review: 'completed',
			approve: 'completed',
			integrate: 'completed',
		});
		const [contract] = artifacts(driver, 'contract');
		expect(contract?.payload).toEqual({
			taskId: 'T1',
			prompt: 'Do it.',
			criteria: ['it works'],
			baseBranch: 'main',
			baseCommit: 'b0',
		} satisfies Contract);
		const [receipt] = artifacts(driver, 'receipt');
		expect(receipt?.payload).toMatchObject({
			contract: contract?.id ?? '',
			commit: 'c1',
			diffHash: 'd-c1',
			verdict: 'pass',
			integrated: {commit: 'm1', url: null},
			approvals: [{id: 'run-001-a1', by: 'ann', step: 'approve'}],
			commands: [{step: 'verify', name: 'npm test', argv: ['npm', 'test'], exitCode: 0, verdict: 'pass'}],
		} satisfies Partial<Receipt>);
		expect(receipt?.hash).toBe(hashOf(receipt?.payload));
	});

	test('marks the task in-progress at first, and leaves the last mark to the integration', () => {
		const driver = new Driver();
		expect(driver.effect('task.mark').action).toMatchObject({to: 'in-progress'});
		const done = upToApproval();
		done.ask({type: 'approve', approvalId: 'run-001-a1'});
		done.end('integrate', {kind: 'integrated', commit: 'm1', url: null});
		expect(done.underWay()).toEqual(['workspace.remove']);
	});

	test('carries what the checks and the reviewer found into the next attempt, and no further', () => {
		const driver = new Driver().setUp();
		driver.end('agent.run', implemented());
		driver.end('checks.run', failedChecks);
		const second = driver.effect('agent.run').action;
		expect(second).toMatchObject({task: {attempt: 2, findings: [{source: 'check', step: 'verify'}]}});
		driver.end('agent.run', implemented({}, 'c2'));
		driver.end('checks.run', {...passed, work: work('c2')});
		const finding = {severity: 'major', file: 'a.ts', line: 3, message: 'wrong', fix: 'turn it round'};
		driver.end('agent.run', reviewed({verdict: 'changes', findings: [finding]}));
		expect(driver.effect('agent.run').action).toMatchObject({
			task: {attempt: 3, expects: 'implement', findings: [{...finding, source: 'review', step: 'review'}]},
		});
	});

	test('fails when all attempts are used up, says why and what to do, and keeps the first cause', () => {
		const driver = new Driver().setUp();
		for (let attempt = 1; attempt <= 3; attempt++) {
			driver.end('agent.run', implemented());
			driver.end('checks.run', failedChecks);
		}
		expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'checks', step: 'verify'}});
		expect(driver.run.failure?.message).toBe('verify: failed: npm test (implement has used up its 3 attempts)');
		expect(driver.underWay()).toEqual(['task.mark', 'workspace.remove']);
		driver.close();
		expect(driver.run).toMatchObject({closed: true, marked: 'failed', workspace: null});
	});

	test('tells failures that were there before from new ones', () => {
		const driver = new Driver();
		driver.end('task.mark', {kind: 'marked', note: null});
		driver.end('workspace.prepare', {
			kind: 'prepared',
			workspace: {path: '/w', branch: 'b', baseBranch: 'main', baseCommit: 'b0', continued: false, note: null},
		});
		driver.end('baseline.take', {kind: 'baseline', results: [check(1)]});
		driver.end('agent.run', implemented());
		driver.end('checks.run', failedChecks);
		expect(driver.run.steps[1]).toMatchObject({
			state: 'completed',
			verdict: 'pass',
			summary: '0 of 1 passed; failed before the task too: npm test',
		});
	});

	test('gives an invalid answer one repair turn, then fails as no usable output', () => {
		const driver = new Driver().setUp();
		const useless = {...implemented(), handedIn: {via: 'message', text: 'All done!'}} as const;
		driver.end('agent.run', useless);
		expect(driver.states().implement).toBe('awaiting-artifact');
		expect(driver.effect('agent.run').action).toMatchObject({
			task: {
				repair: {problem: 'no JSON object with a "status" was found in what was handed in.', sessionId: 'sess-001'},
			},
		});
		driver.end('agent.run', useless);
		expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'no-usable-output', step: 'implement'}});
	});

	test('starts a vanished agent again within its budgets, then fails as evicted', () => {
		const driver = new Driver().setUp();
		const vanished = {
			kind: 'agent-vanished',
			reason: 'crash',
			message: 'gone',
			sessionId: 'sess-001',
			work: null,
			usage: [],
		} as const;
		driver.end('agent.run', vanished);
		driver.end('agent.run', {...vanished, reason: 'churn'});
		driver.end('agent.run', vanished);
		expect(driver.effect('agent.run').key).toBe('run-001/1/agent.run/3');
		driver.end('agent.run', vanished);
		expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'evicted'}});
	});

	test('lets an agent that failed try again, and one without usable service fail', () => {
		const driver = new Driver().setUp();
		const failure = {
			cause: 'inactivity-timeout',
			class: 'human-required',
			code: 'silent',
			message: 'implement: silent for 20m after Bash',
		} as const;
		driver.end('agent.run', {kind: 'agent-failed', failure, sessionId: 'sess-001', work: null, usage: []});
		expect(driver.effect('agent.run').action).toMatchObject({
			task: {attempt: 2, findings: [{source: 'attempt', message: failure.message}]},
		});
		driver.end('agent.run', {
			kind: 'agent-failed',
			failure: {...failure, cause: 'api'},
			sessionId: 'sess-002',
			work: null,
			usage: [],
		});
		expect(driver.run.failure).toMatchObject({cause: 'api', step: 'implement'});
	});

	test('ends as no-changes when the tree is what it was', () => {
		const driver = new Driver().setUp();
		driver.end('agent.run', {...implemented(), work: work('b0', false)} as never);
		expect(driver.run.failure).toMatchObject({
			cause: 'no-changes',
			message: 'implement: the agent changed nothing and says: Did it.',
		});
		expect(driver.effect('workspace.remove').action).toMatchObject({keepBranch: 'unless-empty'});
	});

	test('looks again at work that changed after it was validated, a few times', () => {
		const driver = upToApproval();
		driver.ask({type: 'approve', approvalId: 'run-001-a1'});
		driver.end('integrate', {kind: 'changed', work: work('c9'), artifacts: []});
		expect(driver.states()).toMatchObject({
			implement: 'completed',
			verify: 'running',
			review: 'pending',
			approve: 'pending',
		});
		driver.end('checks.run', {...passed, work: work('c9')});
		driver.end('agent.run', reviewed());
		expect(driver.run.approvals.at(-1)).toMatchObject({id: 'run-001-a2', state: 'open', commit: 'c9'});
	});

	test('sends a conflict with the base back to the agent', () => {
		const driver = upToApproval();
		driver.ask({type: 'approve', approvalId: 'run-001-a1'});
		driver.end('integrate', {kind: 'conflict', files: ['a.ts'], message: 'both changed it'});
		expect(driver.effect('agent.run').action).toMatchObject({task: {attempt: 2, findings: [{source: 'conflict'}]}});
	});

	test('tries an effect again that failed in passing, later each time, and then fails', () => {
		const driver = new Driver();
		driver.end('task.mark', {kind: 'marked', note: null});
		const failure = {cause: 'git', class: 'retryable', code: 'index-lock', message: 'index.lock is there'} as const;
		driver.end('workspace.prepare', {kind: 'failed', failure});
		expect(driver.underWay()).toEqual([]);
		driver.clock += 2000;
		driver.pump();
		expect(driver.effect('workspace.prepare')).toMatchObject({tries: 1, key: 'run-001/run/workspace.prepare/2'});
		driver.end('workspace.prepare', {kind: 'failed', failure});
		driver.clock += 15_000;
		driver.pump();
		driver.end('workspace.prepare', {kind: 'failed', failure});
		expect(driver.run).toMatchObject({state: 'failed', failure: {cause: 'git', step: null}});
		expect(driver.close().run.closed).toBe(true);
	});
});
