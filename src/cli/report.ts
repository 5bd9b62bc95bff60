// `mosaic report`: what a run came to, as Markdown fit for a pull request.
import {Refused} from '../domain/errors.ts';
import {secretsIn} from '../domain/redaction.ts';
import type {Report} from '../domain/report.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {reportMarkdown} from '../engine/records/markdown.ts';
import {readRecord} from '../engine/records/read-record.ts';
import {reportFrom} from '../engine/records/report.ts';
import type {Context} from './context.ts';

/** Prints the report as it is now, also of a run under way. Not found (exit 4) where the engine drove no such run. */
export const reportCommand = async (context: Context, {runId}: {readonly runId: string}): Promise<number> => {
	const report = reportOf(context, runId);
	if (context.json) context.output.document('report', report);
	else context.output.print(reportMarkdown(report).trimEnd());
	return 0;
};

/** The report of a run as it is now. Not found where the engine drove no such run. */
export const reportOf = (context: Context, runId: string): Report => {
	const found = readRecord(context.paths(), runId);
	if (found) return reportFrom(found, secretsIn(context.env));
	throw new Refused({kind: 'not-found', code: 'unknown-run', message: noSteps(runId)});
};

/** What is said of a run that the engine did not drive. */
export const noSteps = (runId: string): string =>
	`no run ${quoted(runId)} with steps. \`mosaic runs\` lists them; of a plain one (solo) \`mosaic sessions --all\` and \`mosaic events --run ${plainLine(runId)}\` tell.`;
