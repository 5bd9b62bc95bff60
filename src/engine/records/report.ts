// The report of a run as data.
import {redact} from '../../domain/redaction.ts';
import {Report} from '../../domain/report.ts';
import {baselineOf, lastChecks, type RunRecord, unreadableLines} from '../../domain/run-record.ts';
import type {RunAndRecord} from './read-record.ts';

/**
 * All that is known of a run, by schema; what does not fit it is a fault of mosaic and is thrown. What looks like a
 * secret, and these values, are hidden: a report is made to be passed on.
 */
export const reportFrom = ({run, record}: RunAndRecord, secrets: readonly string[] = []): Report =>
	Report.parse(hidden(wholeReport({run, record}), secrets));

const hidden = (value: unknown, secrets: readonly string[]): unknown => {
	if (typeof value === 'string') return redact(value, secrets);
	if (Array.isArray(value)) return value.map((one) => hidden(one, secrets));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner, secrets)]));
};

const wholeReport = ({run, record}: RunAndRecord) => {
	const {findings, attempts, work, followUps, receipt, tookIn} = record;
	return {
		schema: 'mosaic/report@1',
		...run,
		summary: summaryOf({run, record}),
		criteria: record.contract?.criteria ?? [],
		checks: checksOf(record),
		findings,
		attempts,
		work,
		tookIn,
		usage: record.usage.map(({step, role, runtime, usage}) => ({step, role, runtime, ...usage})),
		followUps,
		unreadableFollowUps: unreadableLines(record),
		timeline: record.moments,
		receipt,
	};
};

/** An edited proposal counts: it is what a person stood up for. */
const summaryOf = ({run, record}: RunAndRecord): string | null => {
	const edited = run.approvals.findLast(({decision}) => decision?.action === 'approve' && decision.text !== null);
	return edited?.decision?.text ?? record.answers.findLast(({of}) => of === 'implement')?.answer.summary ?? null;
};

const checksOf = (record: RunRecord): Report['checks'] => {
	const identity = ({name, argv}: {name: string; argv: readonly string[]}) => JSON.stringify([name, argv]);
	const before = new Map(baselineOf(record)?.results.map((result) => [identity(result), result.verdict]));
	return lastChecks(record).flatMap(({step, results}) =>
		results.map(({verdict, argv, ...result}) => {
			const was = before.get(identity({name: result.name, argv}));
			return {
				step,
				...result,
				argv: [...argv],
				before: was === undefined ? null : was === 'pass' ? 'pass' : 'fail',
				after: verdict,
			};
		}),
	);
};
