// Random people, agents, crashes and repetitions against one run, with the journal and its views on a real database.
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {PRESETS} from '../../../src/config/presets.ts';
import type {EffectOutcome} from '../../../src/domain/effect.ts';
import {isRunOver} from '../../../src/domain/run.ts';
import type {Workflow} from '../../../src/domain/workflow.ts';
import {schedule} from '../../../src/engine/machine/schedule.ts';
import {settle} from '../../../src/engine/machine/settle.ts';
import {Driver} from './sample.ts';
import {type Action, outcomesFor, perform, scripts} from './world.ts';

const THOROUGH: Workflow = {
	steps: [
		{key: 'plan', kind: 'agent', approval: true, attempts: 2, artifact: {path: 'plan.json'}},
		{key: 'implement', kind: 'agent', attempts: 2},
		{key: 'verify', kind: 'check'},
		{key: 'review', kind: 'review', when: {not: {risk: 'low'}}, threshold: 'major'},
		{key: 'approve', kind: 'approval'},
		{key: 'notify', kind: 'command', run: ['true'], gating: false},
		{key: 'integrate', kind: 'integrate', mode: 'pull-request'},
	],
};

const PLANNING: Workflow = {
	steps: [
		{key: 'plan', kind: 'agent', approval: true, attempts: 2, artifact: {path: 'plan.json', addsSteps: true}},
		{key: 'verify', kind: 'check'},
		{key: 'integrate', kind: 'integrate'},
	],
};

/** What must hold at any instant. */
const holdsTogether = (driver: Driver): void => {
	const {journal, run} = driver;
	const started = journal.flatMap(({event}) => (event.type === 'effect.started' ? [event.effect.key] : []));
	expect(new Set(started).size, 'an effect was started twice').toBe(started.length);
	const over = journal.flatMap(({event}) =>
		event.type === 'effect.finished' || event.type === 'effect.failed' ? [event.key] : [],
	);
	expect(new Set(over).size, 'an effect ended twice').toBe(over.length);
	expect([...started].filter((key) => !over.includes(key)).sort()).toEqual(Object.keys(run.inFlight).sort());
	const turns = journal.flatMap(({event}) => (event.type === 'step.started' ? [event.turn] : []));
	expect(turns, 'a turn was given twice').toEqual(turns.map((_, index) => index + 1));
	oneEndAtATime(driver);
	onePushAtATime(run);
	noStepRunsAfterDone(driver);
	const decided = journal.flatMap(({event}) => (event.type === 'approval.decided' ? [event.approvalId] : []));
	expect(new Set(decided).size, 'an approval was decided twice').toBe(decided.length);
	expect(journal.filter(({event}) => event.type === 'integrated').length).toBeLessThanOrEqual(1);
	const {inFlight, waits, events, effects} = schedule(run, driver.now());
	expect([...events, ...effects], 'it did not come to rest').toEqual([]);
	expect(run.closed || waits.length > 0 || inFlight.length > 0, `${run.state} waits for nothing`).toBe(true);
	if (isRunOver(run.state))
		expect(run.steps.filter(({state}) => /ing|await/.test(state) && state !== 'pending')).toEqual([]);
};

/** No failure is ever recorded over another one: a run that has ended ends again only after it was reopened. */
const oneEndAtATime = ({journal}: Driver): void => {
	let failure: string | undefined;
	for (const {event} of journal) {
		if (event.type === 'run.reopened') failure = undefined;
		if (event.type !== 'run.ended') continue;
		expect(failure, 'a failure was recorded over the first one').toBeUndefined();
		failure = event.failure?.code;
	}
};

/** No second push beside one, nor anything that decides about the branch. */
const onePushAtATime = ({inFlight}: Driver['run']): void => {
	const kinds = Object.values(inFlight).map(({action}) => action.kind);
	const pushes = kinds.filter((kind) => kind === 'checkpoint.push').length;
	expect(pushes).toBeLessThanOrEqual(1);
	if (pushes > 0) expect(kinds.filter((kind) => kind === 'integrate' || kind === 'workspace.remove')).toEqual([]);
};

/** An effect of a step is never begun in a turn that was recorded as done. */
const noStepRunsAfterDone = ({journal}: Driver): void => {
	const done = new Set<number>();
	for (const {event} of journal) {
		if (event.type === 'step.completed') {
			expect(done.has(event.turn), 'a turn was done twice').toBe(false);
			done.add(event.turn);
		}
		if (event.type === 'effect.started' && event.effect.turn !== null)
			expect(done.has(event.effect.turn), `${event.effect.key} began after its step was done`).toBe(false);
	}
};

const play = (driver: Driver, script: readonly Action[]): void => {
	for (const action of script) {
		perform(driver, action);
		const before = driver.run;
		driver.crash();
		expect(driver.run, 'the journal tells another story').toEqual(before);
		holdsTogether(driver);
	}
};

describe.each([
	['reviewed', PRESETS.reviewed as Workflow],
	['checked', PRESETS.checked as Workflow],
	['thorough', THOROUGH],
	['planning', PLANNING],
	['thorough, with checkpoints', THOROUGH, 20],
] as const)('a run of %s', (name, workflow, checkpointSeconds?: number) => {
	test('holds together whatever is asked, ends and crashes', () => {
		fc.assert(
			fc.property(scripts, (script) => play(new Driver(workflow, name, 'run-001', checkpointSeconds), script)),
			{numRuns: 150},
		);
	});

	test('comes to an end when everything goes well from some moment on', () => {
		fc.assert(
			fc.property(scripts, (script) => {
				const driver = new Driver(workflow, name, 'run-001', checkpointSeconds);
				play(driver, script);
				for (let round = 0; round < 120 && !driver.run.closed; round++) goOn(driver);
				expect(
					driver.run.closed,
					`${driver.run.state}, ${JSON.stringify(schedule(driver.run, driver.now()).waits)}`,
				).toBe(true);
			}),
			{numRuns: 100},
		);
	});
});

const goOn = (driver: Driver): void => {
	const [effect] = Object.values(driver.run.inFlight);
	const approval = driver.run.approvals.find(({state}) => state === 'open');
	const question = driver.run.questions.find(({state}) => state === 'open');
	if (driver.run.state === 'paused') driver.ask({type: 'continue'});
	else if (question) driver.ask({type: 'answer', questionId: question.id, answer: question.options[0] ?? 'yes'});
	else if (approval) driver.ask({type: 'approve', approvalId: approval.id});
	else if (effect) driver.endKey(effect.key, outcomesFor(driver, effect)[0] as EffectOutcome);
	else {
		driver.clock += 60_000;
		driver.pump();
	}
};

test('an outcome that is handed in twice counts once', () => {
	const driver = new Driver().setUp();
	const {key} = driver.effect('agent.run');
	const outcome = outcomesFor(driver, driver.effect('agent.run'))[0] as EffectOutcome;
	driver.endKey(key, outcome);
	const length = driver.journal.length;
	expect(settle(driver.run, key, outcome)).toEqual([]);
	driver.endKey(key, outcome);
	expect(driver.journal).toHaveLength(length);
	expect(path.basename(key)).toBe('0');
});
