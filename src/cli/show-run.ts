// `mosaic runs show RUN`: where a run is, what it waits for, why it failed, and what it ran, found and used.
import {formatDuration} from '../domain/duration.ts';
import {placeOf} from '../domain/finding.ts';
import type {Report} from '../domain/report.ts';
import {STEP_GLYPHS} from '../domain/step.ts';
import {takenInText} from '../domain/taken-in.ts';
import {plainLine} from '../domain/text.ts';
import {sumUsage} from '../domain/usage.ts';
import {watchedText} from '../domain/watched.ts';
import type {Context} from './context.ts';
import {counted} from './print/count.ts';
import {reportOf} from './report.ts';

/** Prints the run as it is now. Not found (exit 4) where the engine drove no such run. */
export const showRunCommand = async (context: Context, {runId}: {readonly runId: string}): Promise<number> => {
	const report = reportOf(context, runId);
	const {schema: _, ...run} = report;
	if (context.json) context.output.document('runs-show', {run});
	else
		for (const [title, lines] of sectionsOf(report)) {
			if (lines.length === 0) continue;
			context.output.print(context.output.styled('bold', title));
			for (const line of lines) context.output.print(`  ${plainLine(line)}`);
		}
	return 0;
};

const sectionsOf = (report: Report): readonly (readonly [string, readonly string[]])[] => [
	[`${report.id}  ${plainLine(report.taskId)}  ${plainLine(report.taskTitle)}`, headOf(report)],
	['Why it failed', report.failure === null ? [] : failureOf(report.failure)],
	['Waits for a person', waitsOf(report)],
	['Steps', report.steps.map(stepOf)],
	['Commands', report.checks.map(commandOf)],
	['Findings', report.findings.map(findingOf)],
	['Usage', usageOf(report)],
	['Follow-ups', followUpsOf(report)],
];

const headOf = ({workflow, state, branch, integrated, closed, work, tookIn}: Report): string[] => [
	`${state} through ${workflow}${closed === false && state !== 'running' ? ', not closed yet' : ''}`,
	...(branch === null ? [] : [`on ${branch}`]),
	...watchedText(work?.watched).map((text) => `! it ${text}`),
	...tookIn.map(takenInText),
	...(integrated === null ? [] : [`integrated ${integrated.url ?? integrated.commit ?? ''}`.trim()]),
];

const failureOf = ({cause, class: kind, code, step, message, hint}: NonNullable<Report['failure']>): string[] => [
	message,
	`${cause} (${kind}, ${code})${step === null ? '' : ` in ${step}`}`,
	`→ ${hint}`,
];

const waitsOf = ({approvals, questions}: Report): string[] =>
	[
		...approvals.map(({id, title, state}) => ({id, text: title, state})),
		...questions.map(({id, question, state}) => ({id, text: question, state})),
	].flatMap(({id, text, state}) => (state === 'open' ? [`${id}  ${text}`] : []));

const stepOf = ({
	key,
	state,
	attempt,
	attempts,
	workedMs,
	failure,
	reason,
	summary,
}: Report['steps'][number]): string => {
	const count = attempts > 1 && attempt > 0 ? ` ${attempt}/${attempts}` : '';
	const time = attempt > 0 ? `  ${formatDuration(workedMs / 1000)}` : '';
	const said = (failure as {message?: string} | null)?.message ?? (reason as string | null) ?? summary;
	return `${STEP_GLYPHS[state]} ${key}  ${state}${count}${time}${said === null ? '' : `  ${said}`}`;
};

const VERDICTS = {pass: 'passes', fail: 'fails', known: 'fails as before'} as const;

const commandOf = ({step, name, after, exitCode, signal, timedOut, durationMs}: Report['checks'][number]): string => {
	const end = timedOut ? 'took too long' : signal === null ? `exit ${exitCode ?? '?'}` : `ended by ${signal}`;
	return `${step ?? 'checks'}: ${name}  ${VERDICTS[after]}, ${end}, ${formatDuration(durationMs / 1000)}`;
};

const findingOf = (finding: Report['findings'][number]): string => {
	const place = placeOf(finding);
	const {severity, source, step, turn, message, fix} = finding;
	const where = place === null ? '' : ` ${place}`;
	return `${severity} (${source}, ${step} turn ${turn})${where}: ${message}${fix === null ? '' : ` → ${fix}`}`;
};

const usageOf = ({usage}: Report): string[] => {
	const names = [...new Set(usage.map(({runtime, model}) => `${runtime} ${model ?? ''}`.trim()))];
	return names.map((name) => {
		const own = sumUsage(usage.filter(({runtime, model}) => `${runtime} ${model ?? ''}`.trim() === name));
		const cost = own.costUsd === null ? 'cost not known' : `$${own.costUsd.toFixed(4)}`;
		return `${name}: ${own.inputTokens} tokens in, ${own.outputTokens} out, ${own.cacheReadTokens} from cache, ${cost}`;
	});
};

const followUpsOf = ({followUps, unreadableFollowUps: bad}: Report): string[] => [
	...followUps.map(({kind, title}) => `${kind === 'question' ? '? ' : '· '}${title}`),
	...(bad === 0 ? [] : [`${counted(bad, 'line')} could not be read`]),
];
