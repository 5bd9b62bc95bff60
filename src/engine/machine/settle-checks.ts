import {type CheckResult, type JudgedCheck, judgeChecks} from '../../domain/check.ts';
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {artifactOf} from './artifact.ts';
import type {RunMachine} from './state.ts';
import {stepOf} from './state.ts';

/** What the commands of a check step come to, judged against the baseline. */
export const settleChecks = (
	run: RunMachine,
	effect: Effect,
	{results, work}: Extract<EffectOutcome, {kind: 'checked'}>,
): RunEvent[] => {
	const {step, turn} = effect;
	if (step === null || turn === null) return [];
	const plan = stepOf(run, step)?.plan;
	const judged = judgeChecks(results, plan?.kind === 'check' && plan.baseline ? (run.baseline ?? []) : []);
	const failed = judged.filter(({verdict}) => verdict === 'fail');
	const events: RunEvent[] = [
		{type: 'checks.recorded', baseline: false, step, turn, results: judged},
		artifactOf(run, {kind: 'checks', step, turn, subject: work?.commit ?? run.taskId, payload: judged}),
	];
	if (failed.length > 0)
		events.push({type: 'findings.recorded', findings: failed.map((result) => asFinding(result, step, turn))});
	const verdict = failed.length === 0 ? 'pass' : 'changes';
	return [...events, answered(step, turn, verdict, summaryOf(judged))];
};

/** What a command step comes to. */
export const settleCommand = (run: RunMachine, {step, turn}: Effect, result: CheckResult): RunEvent[] => {
	if (step === null || turn === null) return [];
	const [judged] = judgeChecks([result], []) as [JudgedCheck];
	return [
		{type: 'checks.recorded', baseline: false, step, turn, results: [judged]},
		artifactOf(run, {kind: 'command', step, turn, subject: result.name, payload: judged}),
		answered(step, turn, judged.verdict === 'pass' ? 'pass' : 'changes', howItEnded(judged)),
	];
};

const answered = (step: string, turn: number, verdict: 'pass' | 'changes', summary: string): RunEvent => ({
	type: 'step.answered',
	step,
	turn,
	verdict,
	asks: null,
	summary,
	output: null,
	estimate: null,
});

const summaryOf = (results: readonly JudgedCheck[]): string => {
	const failed = results.filter(({verdict}) => verdict === 'fail').map(({name}) => name);
	const known = results.filter(({verdict}) => verdict === 'known').map(({name}) => name);
	const before = known.length === 0 ? '' : `; failed before the task too: ${known.join(', ')}`;
	if (failed.length > 0) return `failed: ${failed.join(', ')}${before}`;
	return results.length === 0
		? 'there is nothing to check'
		: `${results.length - known.length} of ${results.length} passed${before}`;
};

const howItEnded = ({name, exitCode, signal, timedOut}: CheckResult): string => {
	if (timedOut) return `${name} took too long and was ended`;
	return signal === null ? `${name} ended with exit code ${exitCode}` : `${name} was ended by ${signal}`;
};

const asFinding = (result: JudgedCheck, step: string, turn: number): RecordedFinding => ({
	severity: 'major',
	file: null,
	line: null,
	message: `${howItEnded(result)}. Its output ends with:\n${result.tail}`,
	fix: null,
	source: 'check',
	step,
	turn,
});
