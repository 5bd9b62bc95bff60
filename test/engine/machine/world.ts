// What can happen to a run: people, agents, time, repetition.
import fc from 'fast-check';
import type {Effect, EffectOutcome} from '../../../src/domain/effect.ts';
import type {Failure} from '../../../src/domain/failure.ts';
import type {RunCommand} from '../../../src/domain/run-command.ts';
import {settle} from '../../../src/engine/machine/settle.ts';
import {check, type Driver, implemented, prepared, reviewed, work} from './sample.ts';

export type Action =
	| {readonly kind: 'end'; readonly which: number; readonly how: number}
	| {readonly kind: 'again'; readonly how: number}
	| {readonly kind: 'ask'; readonly what: number; readonly token: string | null}
	| {readonly kind: 'time'};

const small = fc.nat({max: 200});
// Things go well more often than not, or no run would come far.
const mostlyWell = fc.oneof({weight: 4, arbitrary: fc.constant(0)}, {weight: 1, arbitrary: small});

const actions: fc.Arbitrary<Action> = fc.oneof(
	{weight: 12, arbitrary: fc.record({kind: fc.constant('end' as const), which: small, how: mostlyWell})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('again' as const), how: small})},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('ask' as const),
			what: small,
			token: fc.constantFrom(null, null, 'k1', 'k2'),
		}),
	},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('time' as const)})},
);

/** So many things in a row that most runs come to an end. */
export const scripts = fc.array(actions, {minLength: 20, maxLength: 80, size: 'max'});

/** Lets one thing happen. */
export const perform = (driver: Driver, action: Action): void => {
	switch (action.kind) {
		case 'end': {
			const effect = pick(Object.values(driver.run.inFlight), action.which);
			if (effect) driver.endKey(effect.key, pick(outcomesFor(driver, effect), action.how) as EffectOutcome);
			return;
		}
		case 'again': {
			const finished = driver.journal.flatMap(({event}) => (event.type === 'effect.finished' ? [event.key] : []));
			const key = pick(finished, action.how);
			if (key === undefined || driver.run.inFlight[key]) return;
			if (settle(driver.run, key, {kind: 'marked', note: null}).length > 0) throw new Error(`${key} counted twice`);
			return;
		}
		case 'ask':
			return ask(driver, action);
		case 'time':
			driver.clock += 30_000;
			driver.pump();
	}
};

const ask = (driver: Driver, {what, token}: Extract<Action, {kind: 'ask'}>): void => {
	const command = pick(commandsFor(driver), what) as Omit<RunCommand, 'token' | 'by'>;
	const accepted = () => driver.types().filter((type) => type === 'command.accepted').length;
	const before = accepted();
	const known = askedUnder(driver);
	const asked = token === null ? undefined : known.get(token);
	const refusal = driver.ask({...command, token});
	const words = JSON.stringify(command);
	if (refusal && accepted() !== before) throw new Error(`${words} was refused and still did something`);
	if (token === null) return;
	if (asked === undefined) {
		if (accepted() > before) known.set(token, words);
	} else if (accepted() !== before) throw new Error(`${words} was asked again and still did something`);
	else if (asked === words && refusal) throw new Error(`${words} was asked again and refused: ${refusal.message}`);
	else if (asked !== words && refusal?.code !== 'token-conflict')
		throw new Error(`${words} took the token of ${asked}`);
};

/** What each token was first used for; kept beside the driver, so that it does not lean on what is tried. */
const askedUnder = (driver: Driver): Map<string, string> => {
	const known = tokens.get(driver) ?? new Map<string, string>();
	tokens.set(driver, known);
	return known;
};
const tokens = new WeakMap<Driver, Map<string, string>>();

const commandsFor = ({run}: Driver): object[] => {
	const approval = run.approvals.at(-1)?.id ?? 'run-001-a1';
	const older = run.approvals[0]?.id ?? 'run-001-a9';
	const question = run.questions.at(-1);
	const answer = {type: 'answer', questionId: question?.id ?? 'run-001-q1', answer: 'a'};
	// What the run waits for is asked more often than what can only be refused.
	const fitting = [
		...(question?.state === 'open' ? [answer, answer, answer] : []),
		...(run.state === 'paused' ? Array(8).fill({type: 'continue'}) : []),
		...(run.state === 'failed' || run.state === 'interrupted' ? Array(8).fill({type: 'retry'}) : []),
		...(run.approvals.at(-1)?.state === 'open' ? Array(12).fill({type: 'approve', approvalId: approval}) : []),
	];
	return [
		...fitting,
		{type: 'approve', approvalId: approval, text: 'Edited words'},
		{type: 'request-changes', approvalId: approval, comments: [{file: 'a.ts', line: 1, side: 'new', text: 'no'}]},
		{type: 'reject', approvalId: approval},
		{type: 'approve', approvalId: older, commit: 'other'},
		{type: 'ask', sessionId: 'sess-001', question: 'Which one?', options: ['a', 'b']},
		answer,
		{type: 'follow-up', kind: 'follow_up', title: 'More to do'},
		{type: 'pause'},
		{type: 'continue'},
		{type: 'retry'},
		{type: 'restart', from: run.steps[0]?.plan.key ?? ''},
		{type: 'restart', from: run.steps.at(-2)?.plan.key ?? ''},
		{type: 'stop'},
		{type: 'abort', reason: 'no more'},
	];
};

const failure = (cause: Failure['cause'], kind: Failure['class']): Failure => ({
	cause,
	class: kind,
	code: `test-${cause}`,
	message: `${cause} happened`,
});

/** The outcomes an effect can have; the first one is the good one. */
export const outcomesFor = ({run}: Driver, {action}: Effect): EffectOutcome[] => {
	const failed: EffectOutcome[] = [
		{kind: 'failed', failure: failure('git', 'retryable')},
		{kind: 'failed', failure: failure('internal', 'fatal')},
	];
	const stopped: EffectOutcome = {kind: 'stopped', sessionId: null, work: null};
	const commit = `c${run.turn}`;
	switch (action.kind) {
		case 'task.mark':
			return [{kind: 'marked', note: null}, {kind: 'marked', note: 'the person wrote done'}, ...failed];
		case 'workspace.prepare':
			return [prepared, prepared, ...failed, stopped];
		case 'baseline.take':
			return [{kind: 'baseline', results: [check(0)]}, {kind: 'baseline', results: [check(1)]}, ...failed, stopped];
		case 'agent.run':
			return [...(action.task.expects === 'implement' ? agentOutcomes(commit) : reviewOutcomes()), ...failed, stopped];
		case 'artifact.take':
			return [
				{kind: 'artifact', payload: {steps: PLANNED}, hash: commit},
				{kind: 'artifact', payload: {steps: []}, hash: commit},
				{kind: 'artifact', payload: {steps: [PLANNED[1], PLANNED[0]]}, hash: `${commit}b`},
				{kind: 'artifact', payload: {steps: [PLANNED[0], PLANNED[0]]}, hash: commit},
				{kind: 'artifact', payload: {steps: [{key: 'sh', kind: 'command', run: 'rm'}]}, hash: commit},
				{kind: 'artifact-invalid', problem: 'steps is missing'},
				...failed,
			];
		case 'checks.run':
			return [
				{kind: 'checked', results: [check(0)], work: work(commit)},
				{kind: 'checked', results: [check(1)], work: work(commit)},
				...failed,
				stopped,
			];
		case 'command.run':
			return [
				{kind: 'command', result: check(0, 'true')},
				{kind: 'command', result: check(1, 'true')},
				...failed,
				stopped,
			];
		case 'integrate':
			return integrations(commit, failed);
		case 'checkpoint.push':
			return [
				{kind: 'checkpoint', tip: commit, problem: null},
				{kind: 'checkpoint', tip: null, problem: null},
				{kind: 'checkpoint', tip: null, problem: 'no way to the remote'},
				...failed,
			];
		case 'workspace.remove':
			return [{kind: 'removed', note: null}, ...failed];
		case 'report.write':
			return [{kind: 'written', files: ['report.md']}, ...failed];
	}
};

/** What a plan adds, where the workflow lets it. */
const PLANNED = [
	{key: 'extra', kind: 'agent', attempts: 1},
	{key: 'look', kind: 'review'},
];

const ends = {sessionId: 'sess-001', work: null, usage: []} as const;

const agentOutcomes = (commit: string): EffectOutcome[] => [
	implemented({}, commit),
	implemented({estimate: {risk: 'low'}}, commit),
	implemented({status: 'blocked'}, commit),
	implemented({needs_human: true}, commit),
	implemented({status: 'failed'}, commit),
	{...implemented({}, commit), work: work('b0', false)} as EffectOutcome,
	{...ends, kind: 'agent-ended', handedIn: null},
	...agentFailures,
];

const reviewOutcomes = (): EffectOutcome[] => [
	reviewed(),
	reviewed({verdict: 'changes', findings: [{severity: 'critical', message: 'wrong'}]}),
	reviewed({verdict: 'changes', findings: [{severity: 'note', message: 'a matter of taste'}]}),
	reviewed({verdict: 'blocked'}),
	{...ends, kind: 'agent-ended', handedIn: {via: 'file', text: '{"verdict": "maybe"}'}},
	...agentFailures,
];

const agentFailures: EffectOutcome[] = [
	{...ends, kind: 'agent-failed', failure: failure('inactivity-timeout', 'human-required')},
	{...ends, kind: 'agent-failed', failure: failure('api', 'retryable')},
	{...ends, kind: 'agent-vanished', reason: 'churn', message: 'gone'},
	{...ends, kind: 'agent-vanished', reason: 'crash', message: 'gone'},
];

const integrations = (commit: string, failed: EffectOutcome[]): EffectOutcome[] => [
	{kind: 'integrated', commit: 'm1', url: null},
	{kind: 'base-taken', base: {branch: 'main', commit: 'b1'}, files: [], work: work(`${commit}+b1`)},
	{kind: 'base-taken', base: {branch: 'main', commit: 'b2'}, files: ['a.ts'], work: work(`${commit}+b2`)},
	{
		kind: 'pull-request',
		request: {stage: 'opened', number: 1, url: 'https://example.org/1', note: null},
		again: '2030-01-01T01:00:00.000Z',
	},
	{kind: 'conflict', files: ['a.ts'], message: 'both'},
	{kind: 'declined', findings: [{message: 'lint failed'}], head: commit, reviews: ['ann 1']},
	{kind: 'changed', work: work(`${commit}x`), artifacts: []},
	...failed,
];

const pick = <T>(list: readonly T[], index: number): T | undefined =>
	list.length === 0 ? undefined : list[index % list.length];
