// The course of a run as rows: its steps with their attempts, what it waits for, why it failed.
import {formatDuration} from '../../domain/duration.ts';
import type {RunView} from '../../domain/run.ts';
import type {RunPage} from '../../domain/run-page.ts';
import type {Attempt, RunRecord} from '../../domain/run-record.ts';
import {STEP_GLYPHS, type StepState, type StepView} from '../../domain/step.ts';
import {cellText} from '../cells.ts';
import {span} from '../line.ts';
import type {Token} from '../themes/token.ts';
import {type Row, textRow} from './row.ts';
import {heading, itemRows, paragraphRows} from './words.ts';

const TOKENS: Readonly<Record<StepState, Token>> = {
	pending: 'muted',
	running: 'active',
	'awaiting-artifact': 'active',
	validating: 'active',
	'awaiting-approval': 'warn',
	completed: 'good',
	failed: 'bad',
	skipped: 'muted',
};

/** The steps in their order; a row of each knows the step, so that one can restart from there. */
export const stepRows = ({run, record}: RunPage, width: number, now: number): Row[] => {
	if (run === null) return [];
	return [
		...failureRows(run, width),
		...run.steps.flatMap((step) => oneStep(step, run, record, width, now)),
		...heading('Course'),
		...record.moments.map(({at, step, text}) =>
			textRow([span(`${clock(at)} `, 'muted'), span(step === null ? '' : `${step} `, 'accent'), span(cellText(text))]),
		),
	];
};

const failureRows = ({failure}: RunView, width: number): Row[] =>
	failure === null
		? []
		: [
				...itemRows([span('✗ ', 'bad')], 2, `${failure.cause}: ${failure.message}`, width, 'bad'),
				...paragraphRows(failure.hint, width, 'text', '  '),
				textRow([]),
			];

const clock = (at: string): string => {
	const date = new Date(at);
	return Number.isNaN(date.getTime()) ? '        ' : date.toTimeString().slice(0, 8);
};

const oneStep = (step: StepView, run: RunView, record: RunRecord, width: number, now: number): Row[] => {
	const own = record.attempts.filter((attempt) => attempt.step === step.key);
	const count = step.attempts > 1 && step.attempt > 0 ? ` ${step.attempt}/${step.attempts}` : '';
	const time = step.startedAt === null ? '' : `  ${spent(own, step, now)}`;
	const waits = waitsFor(step, run);
	const said = waits ?? step.failure?.message ?? step.reason ?? step.summary;
	return [
		textRow(
			[
				span(`${STEP_GLYPHS[step.state]} `, TOKENS[step.state]),
				span(cellText(step.title).padEnd(14), 'strong'),
				span(` ${step.state.replace('-', ' ')}${count}`, TOKENS[step.state]),
				span(time, 'muted'),
				span(byOf(step, record), 'muted'),
			],
			{step: step.key},
		),
		...(said === null || said === ''
			? []
			: paragraphRows(said, width, waits === null ? 'muted' : 'warn', '    ')
					.slice(0, 3)
					.map((row) => ({...row, step: step.key}))),
		...(own.length > 1 ? own.map((attempt) => attemptRow(attempt, step.key, now)) : []),
	];
};

const byOf = ({role}: StepView, {roles}: RunRecord): string => {
	const bound = role === null ? undefined : roles[role];
	if (role === null || bound === undefined) return '';
	return `  ${[role, bound.runtime, bound.model]
		.filter(Boolean)
		.map((part) => cellText(part ?? ''))
		.join(' ')}`;
};

const OUTCOMES: Readonly<Record<NonNullable<Attempt['outcome']>, readonly [string, Token]>> = {
	passed: ['● passed', 'good'],
	'sent-back': ['‹ sent back', 'warn'],
	failed: ['✗ failed', 'bad'],
};

const attemptRow = (attempt: Attempt, step: string, now: number): Row => {
	const [word, token] = attempt.outcome === null ? (['▶ under way', 'active'] as const) : OUTCOMES[attempt.outcome];
	const sessions = attempt.sessionIds.length === 0 ? '' : `  ${attempt.sessionIds.join(' ')}`;
	return textRow(
		[
			span(`    ${attempt.attempt}. `, 'muted'),
			span(word, token),
			span(`  ${durationOf(workOf(attempt, now), attempt.workingSince !== null)}${sessions}`, 'muted'),
			span(attempt.summary === null ? '' : `  ${cellText(attempt.summary)}`, 'muted'),
		],
		{step},
	);
};

/** Milliseconds of work, what is under way included. */
const workOf = ({workedMs, workingSince}: Attempt, now: number): number =>
	workedMs + (workingSince === null ? 0 : Math.max(0, now - Date.parse(workingSince)));

const spent = (own: readonly Attempt[], {workedMs}: StepView, now: number): string => {
	const working = own.some(({workingSince}) => workingSince !== null);
	return durationOf(working ? own.reduce((sum, attempt) => sum + workOf(attempt, now), 0) : workedMs, working);
};

/** What is under way is told in minutes, so that a still screen stays still. */
const durationOf = (ms: number, working: boolean): string => {
	if (!working) return formatDuration(ms / 1000);
	return ms < 60_000 ? '<1m' : formatDuration(ms / 1000).replace(/ \d+s$/, '');
};

/** What a step waits for; null where it waits for nothing. */
const waitsFor = (step: StepView, run: RunView): string | null => {
	const question = run.questions.find((one) => one.state === 'open' && one.step === step.key);
	if (question) return `waits for an answer: ${question.question}`;
	const approval = run.approvals.find((one) => one.state === 'open' && one.step === step.key);
	if (approval) return `waits for a decision: ${approval.title}`;
	return step.state === 'awaiting-artifact' ? 'its answer is asked for once more' : null;
};

/** What a run does now, in one line. */
export const runLine = (run: RunView): string => {
	if (run.state === 'paused') return 'paused: nothing more is started';
	const current = run.steps.find(({state}) => state !== 'completed' && state !== 'skipped' && state !== 'pending');
	const waits = current && waitsFor(current, run);
	if (waits) return waits;
	if (run.failure) return run.failure.message;
	if (run.integrated) return run.integrated.url ?? `integrated as ${run.integrated.commit?.slice(0, 10) ?? 'it is'}`;
	if (run.state === 'interrupted') return 'nobody works on it until it goes on';
	return current ? `${current.title}: ${current.state.replace('-', ' ')}` : run.state;
};
