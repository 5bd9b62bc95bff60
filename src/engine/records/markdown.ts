// The report of a run as Markdown, fit for a pull request.
import {formatDuration, secondsBetween} from '../../domain/duration.ts';
import {placeOf} from '../../domain/finding.ts';
import type {Report} from '../../domain/report.ts';
import {takenInText} from '../../domain/taken-in.ts';
import {sumUsage} from '../../domain/usage.ts';
import {watchedText} from '../../domain/watched.ts';
import {code, codeBlock, inline, paragraphs} from './markdown-text.ts';

/** The document; foreign text in it is words and never Markdown. */
export const reportMarkdown = (report: Report): string =>
	[
		`# ${inline(`${report.taskId}: ${report.taskTitle}`)}`,
		headline(report),
		failure(report),
		report.summary === null ? '' : `## Summary\n\n${paragraphs(report.summary)}`,
		section(
			'Criteria',
			report.criteria.map((one) => `- ${inline(one)}`),
		),
		checks(report),
		section('Findings', report.findings.map(finding)),
		work(report),
		people(report),
		usage(report),
		section('Follow-ups', [...report.followUps.map(followUp), ...unreadable(report)]),
		section('Timeline', report.timeline.map(moment)),
	]
		.filter((part) => part !== '')
		.join('\n\n')
		.concat('\n');

const section = (title: string, lines: readonly string[]): string =>
	lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;

const headline = ({id, workflow, state, createdAt, endedAt, steps}: Report): string => {
	const worked = formatDuration(steps.reduce((sum, {workedMs}) => sum + workedMs, 0) / 1000);
	const took = endedAt === null ? '' : `, ${formatDuration(secondsBetween(createdAt, endedAt))} from start to end`;
	return `Run ${code(id)} through ${code(workflow)}: **${state}**. ${worked} of work${took}.`;
};

const failure = (report: Report): string =>
	report.failure === null
		? ''
		: `## Why it failed\n\n${inline(`${report.failure.cause}: ${report.failure.message}`)}\n\n${inline(report.failure.hint)}`;

const WORDS = {pass: 'passes', fail: '**fails**', known: 'fails as before'} as const;
const BEFORE = {pass: 'passed', fail: 'failed'} as const;

const checks = ({checks: all}: Report): string => {
	if (all.length === 0) return '';
	const rows = all.map(
		({name, before, after, durationMs}) =>
			`| ${inline(name)} | ${before === null ? 'not taken' : BEFORE[before]} | ${WORDS[after]} | ${formatDuration(durationMs / 1000)} |`,
	);
	const tails = all
		.filter(({after, tail}) => after === 'fail' && tail.trim() !== '')
		.map(({name, tail}) => `The end of what ${inline(name)} printed:\n\n${codeBlock(tail)}`);
	return [`## Checks\n\n| check | before | after | took |\n|---|---|---|---|\n${rows.join('\n')}`, ...tails].join(
		'\n\n',
	);
};

const finding = (found: Report['findings'][number]): string => {
	const {severity, source, message, fix} = found;
	const place = placeOf(found);
	return `- **${inline(severity)}** (${inline(source)})${place === null ? '' : ` ${code(place)}`} ${inline(message)}${fix === null ? '' : ` – ${inline(fix)}`}`;
};

const work = ({baseBranch, baseCommit, branch, work: done, tookIn, integrated, receipt}: Report): string => {
	const lines = [
		baseCommit === null ? '' : `- Base: ${code(baseCommit)}${baseBranch === null ? '' : ` on ${code(baseBranch)}`}`,
		done?.commit ? `- Work: ${code(done.commit)}${branch === null ? '' : ` on ${code(branch)}`}` : '',
		done ? `- Change: ${done.files} files, +${done.insertions} −${done.deletions}` : '',
		done?.leftovers?.length ? `- Left behind, in no commit: ${leftBehind(done.leftovers)}` : '',
		...watchedText(done?.watched).map((text) => `- **Look at this**: it ${inline(text)}`),
		...tookIn.map((taken) => `- Base taken in: ${inline(takenInText(taken))}`),
		integrated?.commit ? `- Integrated: ${code(integrated.commit)}` : '',
		integrated?.url ? `- Pull request: ${code(integrated.url)}` : '',
		receipt?.diffHash ? `- Hash of the change: ${code(receipt.diffHash)}` : '',
	];
	return section(
		'Commits',
		lines.filter((line) => line !== ''),
	);
};

const leftBehind = (names: readonly string[]): string => {
	const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
	return `${names.slice(0, 20).map(code).join(', ')}${more}`;
};

const people = ({approvals, questions}: Report): string =>
	section('People', [
		...approvals.map(({id, title, state}) => `- ${code(id)} ${inline(title)}: ${inline(state.replace('-', ' '))}`),
		...questions.map(
			({id, question, answer, state}) => `- ${code(id)} ${inline(question)}: ${inline(answer ?? state)}`,
		),
	]);

const usage = ({usage: all}: Report): string => {
	if (all.length === 0) return '';
	const names = [...new Set(all.map(({runtime, model}) => `${runtime} ${model ?? ''}`.trim()))];
	const rows = names.map((name) => {
		const own = sumUsage(all.filter(({runtime, model}) => `${runtime} ${model ?? ''}`.trim() === name));
		const cost = own.costUsd === null ? '' : `$${own.costUsd.toFixed(4)}`;
		return `| ${inline(name)} | ${own.inputTokens} | ${own.outputTokens} | ${own.cacheReadTokens} | ${inline(cost)} |`;
	});
	return `## Usage\n\n| model | tokens in | tokens out | from cache | cost |\n|---|---|---|---|---|\n${rows.join('\n')}`;
};

const followUp = ({kind, title, detail, suggestedAction}: Report['followUps'][number]): string =>
	[
		`- ${kind === 'question' ? 'Question: ' : ''}${inline(title)}`,
		...[detail, suggestedAction].flatMap((text) => (text === null ? [] : inline(text) || [])),
	].join(' – ');

const unreadable = ({unreadableFollowUps: bad}: Report): string[] =>
	bad === 0 ? [] : [`- ${bad} ${bad === 1 ? 'line' : 'lines'} that agents left as follow-ups could not be read`];

const moment = ({at, step, text}: Report['timeline'][number]): string =>
	`- ${code(at)} ${step === null ? '' : `${code(step)} `}${inline(text)}`;
