// Checks, findings, contract and follow-ups of a run as rows.

import type {JudgedCheck} from '../../domain/check.ts';
import {formatDuration} from '../../domain/duration.ts';
import {placeOf, type RecordedFinding, SEVERITIES} from '../../domain/finding.ts';
import type {RunPage} from '../../domain/run-page.ts';
import {baselineOf, lastChecks, type RunRecord, unreadableLines} from '../../domain/run-record.ts';
import {cellText} from '../cells.ts';
import {span} from '../line.ts';
import type {Token} from '../themes/token.ts';
import {type Row, textRow} from './row.ts';
import {heading, itemRows, paragraphRows} from './words.ts';

const VERDICTS: Readonly<Record<JudgedCheck['verdict'], readonly [string, string, Token]>> = {
	pass: ['●', 'passes', 'good'],
	fail: ['✗', 'fails anew', 'bad'],
	known: ['!', 'failed before the work began', 'warn'],
};

/** The last results of each step's checks, then how they stood before the work. */
export const checkRows = ({record}: RunPage, width: number): Row[] => {
	const rounds = lastChecks(record);
	const before = baselineOf(record);
	if (rounds.length === 0 && before === null) return [textRow([span('No checks have run.', 'muted')])];
	return [
		...rounds.flatMap(({step, turn, results}) => [
			...heading(`${step ?? 'checks'}, turn ${turn}`),
			...results.flatMap((result) => resultRows(result, width)),
		]),
		...(before === null
			? []
			: [...heading('Before the work began'), ...before.results.flatMap((result) => beforeRow(result, width))]),
	].slice(1);
};

const resultRows = (result: JudgedCheck, width: number): Row[] => {
	const [glyph, word, token] = VERDICTS[result.verdict];
	const how = `${word}, ${endOf(result)}, ${formatDuration(result.durationMs / 1000)}`;
	return [
		...itemRows([span(`${glyph} `, token)], 2, `${result.name}: ${how}`, width, token),
		...(result.verdict === 'pass' ? [] : paragraphRows(lastLines(result.tail), width, 'muted', '  ')),
	];
};

const beforeRow = (result: JudgedCheck, width: number): Row[] => {
	const passed = result.verdict === 'pass';
	const mark = span(passed ? '● ' : '✗ ', passed ? 'good' : 'warn');
	return itemRows([mark], 2, `${result.name}: ${passed ? 'passed' : 'failed'}, ${endOf(result)}`, width, 'muted');
};

const endOf = ({exitCode, signal, timedOut}: JudgedCheck): string =>
	timedOut ? 'took too long' : signal !== null ? `ended by ${signal}` : `exit ${exitCode ?? '?'}`;

const SHOWN_LINES = 40;
const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');

const SEVERITY_TOKENS: Readonly<Record<RecordedFinding['severity'], Token>> = {
	note: 'muted',
	minor: 'text',
	major: 'warn',
	critical: 'bad',
};

/** The findings, the latest turn's first; within a turn the gravest first. */
export const findingRows = ({record}: RunPage, width: number): Row[] => {
	const turns = [...new Set(record.findings.map(({turn}) => turn))].toSorted((one, other) => other - one);
	if (turns.length === 0) return [textRow([span('Nothing was found.', 'muted')])];
	return turns
		.flatMap((turn) => {
			const own = record.findings.filter((finding) => finding.turn === turn);
			const reviewed = record.answers.find((answer) => answer.of === 'review' && answer.turn === turn);
			return [
				...heading(`${own[0]?.step ?? ''}, turn ${turn}`),
				...(reviewed?.of === 'review'
					? paragraphRows(`${reviewed.answer.verdict}: ${reviewed.answer.summary}`, width)
					: []),
				...own.toSorted(byWeight).flatMap((finding) => oneFinding(finding, width)),
			];
		})
		.slice(1);
};

const byWeight = (one: RecordedFinding, other: RecordedFinding): number =>
	SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity);

const oneFinding = (finding: RecordedFinding, width: number): Row[] => {
	const {severity, source, message, fix} = finding;
	const where = placeOf(finding);
	const place = where === null ? '' : `${cellText(where)}  `;
	return [
		...itemRows([span(`${severity} `, SEVERITY_TOKENS[severity])], 9, `${place}${message} (${source})`, width),
		...(fix === null ? [] : itemRows([span('         → ', 'muted')], 11, fix, width, 'muted')),
	];
};

/** What the run promised before any work began, and who plays its roles. */
export const contractRows = ({record, run}: RunPage, width: number): Row[] => {
	const {contract, roles} = record;
	if (contract === null) return [textRow([span('The contract was not read.', 'muted')])];
	const base = [contract.baseBranch, contract.baseCommit?.slice(0, 10)]
		.filter(Boolean)
		.map((part) => cellText(part ?? ''));
	const criteria = contract.criteria.length === 0 ? ['None but the task itself.'] : contract.criteria;
	return [
		textRow([span('Done when', 'accent')]),
		...criteria.flatMap((one) => itemRows([span('· ', 'muted')], 2, one, width)),
		...heading('Base'),
		textRow([span(base.length === 0 ? 'no git repository' : base.join(' at '))]),
		...(run?.branch ? [textRow([span(`branch ${cellText(run.branch)}`)])] : []),
		...heading('Roles'),
		...Object.entries(roles).map(([name, {runtime, model, effort}]) =>
			textRow([
				span(
					`${cellText(name)}: ${[runtime, model, effort]
						.filter(Boolean)
						.map((part) => cellText(part ?? ''))
						.join(' ')}`,
				),
			]),
		),
		...heading('Prompt'),
		...paragraphRows(contract.prompt, width),
	];
};

/** What agents noted besides their task. */
export const followUpRows = ({record}: RunPage, width: number): Row[] => {
	const bad = unreadableLines(record);
	const noted = record.followUps.flatMap(({kind, title, detail, suggestedAction, step}) => [
		...itemRows([span(kind === 'question' ? '? ' : '· ', 'accent')], 2, title, width, 'strong'),
		...(detail === null ? [] : paragraphRows(detail, width, 'text', '  ')),
		...(suggestedAction === null ? [] : paragraphRows(`→ ${suggestedAction}`, width, 'muted', '  ')),
		textRow([span(`  ${step ?? ''}`, 'muted')]),
	]);
	if (noted.length === 0 && bad === 0) return [textRow([span('Agents noted nothing besides the task.', 'muted')])];
	const lost = `${bad} ${bad === 1 ? 'line' : 'lines'} that agents left as follow-ups could not be read.`;
	return bad === 0 ? noted : [...noted, ...paragraphRows(lost, width, 'warn')];
};

/** How many checks fail that did not fail before. */
export const newFailures = (record: RunRecord): number =>
	lastChecks(record).reduce((sum, {results}) => sum + results.filter(({verdict}) => verdict === 'fail').length, 0);
