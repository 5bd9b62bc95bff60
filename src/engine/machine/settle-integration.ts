import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import type {Failure} from '../../domain/failure.ts';
import type {FindingSource, RecordedFinding} from '../../domain/finding.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {plainLine} from '../../domain/text.ts';
import {lookedAt} from './looked-at.ts';
import {type RunMachine, stepOf} from './state.ts';

type Integration = Extract<
	EffectOutcome,
	{kind: 'integrated' | 'pull-request' | 'conflict' | 'changed' | 'base-taken' | 'declined'}
>;

/** What bringing the work to its base comes to. */
export const settleIntegration = (run: RunMachine, effect: Effect, outcome: Integration): RunEvent[] => {
	const {step, turn} = effect;
	if (step === null || turn === null) return [];
	const at = {step, turn};
	switch (outcome.kind) {
		case 'integrated': {
			const {commit, url} = outcome;
			const summary = url ?? (commit === null ? 'integrated' : `integrated as ${commit}`);
			return [{type: 'integrated', taskId: run.taskId, commit, url}, answered(at, 'pass', summary)];
		}
		case 'pull-request':
			return [{type: 'integration.advanced', ...at, request: outcome.request, again: outcome.again}];
		case 'conflict':
			return [
				{type: 'findings.recorded', findings: [conflictFinding(at, run, outcome)]},
				answered(at, 'changes', `conflicts with the base in ${outcome.files.map(plainLine).join(', ')}`),
			];
		case 'declined':
			return [
				{type: 'findings.recorded', findings: outcome.findings.map(({message}) => finding(at, 'review', message))},
				{type: 'integration.declined', ...at, head: outcome.head, reviews: outcome.reviews},
				answered(at, 'changes', 'the pull request was declined'),
			];
		case 'changed':
			return changed(run, at, outcome);
		case 'base-taken':
			return baseTaken(run, at, outcome);
	}
};

/** So often the work is looked at again because it changed after it was validated. */
const REVALIDATIONS = 3;

const RESTLESS: Failure = {
	cause: 'git',
	class: 'human-required',
	code: 'work-keeps-changing',
	message: 'the work kept changing after it was validated; something else writes to its branch.',
};

type Turn = {readonly step: string; readonly turn: number};

// Whatever looked at the work before the last word of an agent looks at it again; a file that a step owed goes back to it.
const changed = (run: RunMachine, at: Turn, {work, artifacts}: Extract<Integration, {kind: 'changed'}>): RunEvent[] => {
	const owing = run.steps.find((step) => artifacts.some(({id}) => id === step.artifact?.id));
	const events: RunEvent[] = artifacts.map(({id, hash}) => ({type: 'artifact.changed', artifactId: id, hash}));
	if (owing?.artifact) {
		const message = `${owing.artifact.path} was changed after it was validated. Make it right, or put it back.`;
		const back = {
			to: owing.plan.key,
			reason: `${owing.artifact.path} changed after it was validated`,
			extraAttempt: false,
		};
		return [
			...events,
			{type: 'findings.recorded', findings: [finding(at, 'attempt', message)]},
			{type: 'step.sent-back', ...at, ...back},
		];
	}
	if ((stepOf(run, at.step)?.revalidations ?? 0) >= REVALIDATIONS)
		return [...events, {type: 'step.failed', ...at, failure: RESTLESS}];
	const keys = run.steps.map((step) => step.plan.key);
	const before = run.steps.slice(0, keys.indexOf(at.step));
	const lastAgent = before.findLastIndex((step) => step.plan.kind === 'agent');
	return [...events, {type: 'step.revalidated', ...at, to: keys[lastAgent + 1] ?? at.step, work}];
};

/** So often the base may move while the work is looked at on top of it. */
const TAKE_INS = 8;

const baseTaken = (run: RunMachine, at: Turn, outcome: Extract<Integration, {kind: 'base-taken'}>): RunEvent[] => {
	const {base, files, work} = outcome;
	if ((stepOf(run, at.step)?.takeIns ?? 0) >= TAKE_INS) {
		const message = `${base.branch} moved ${TAKE_INS} times while the work was looked at on top of it. Retry when it is at rest.`;
		return [
			{type: 'step.failed', ...at, failure: {cause: 'git', class: 'human-required', code: 'base-moves', message}},
		];
	}
	const {checks, looks} = lookedAt(run, at.step);
	const keys = files.length > 0 ? [...checks, ...looks] : checks;
	const again = run.steps.map(({plan}) => plan.key).filter((key) => keys.includes(key));
	return [{type: 'base.taken-in', ...at, base, files, again, work}];
};

const answered = (at: Turn, verdict: 'pass' | 'changes', summary: string): RunEvent => ({
	type: 'step.answered',
	...at,
	verdict,
	asks: null,
	summary,
	output: null,
	estimate: null,
});

const conflictFinding = (at: Turn, run: RunMachine, {files, message}: Extract<Integration, {kind: 'conflict'}>) => {
	const base = run.workspace?.baseBranch ?? 'the base';
	const where = files.map(plainLine).join(', ');
	return finding(
		at,
		'conflict',
		`The work conflicts with ${base} in ${where} (${plainLine(message)}). Merge ${base} into the branch and solve the conflicts.`,
	);
};

const finding = (at: Turn, source: FindingSource, message: string): RecordedFinding => ({
	severity: 'major',
	file: null,
	line: null,
	message,
	fix: null,
	source,
	...at,
});
