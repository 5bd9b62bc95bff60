// `mosaic artifacts` and `mosaic artifact`: what the steps of a run left on record.
import {Refused} from '../domain/errors.ts';
import {printableLines, quoted} from '../domain/text.ts';
import {artifactOfId, artifactsOf} from '../engine/kernel/read-runs.ts';
import type {Context} from './context.ts';
import {table} from './print/table.ts';
import {noSteps} from './report.ts';

/** Lists the artifacts of a run, oldest first. Not found (exit 4) where the engine drove no such run. */
export const artifactsCommand = async (context: Context, {runId}: {readonly runId: string}): Promise<number> => {
	const artifacts = artifactsOf(context.paths(), runId);
	if (artifacts === undefined) throw notFound('unknown-run', noSteps(runId));
	if (context.json) context.output.document('artifacts', {runId, artifacts});
	else if (artifacts.length === 0) context.output.print('It has left nothing yet.');
	else {
		const columns = [
			{title: 'ID'},
			{title: 'KIND'},
			{title: 'STEP'},
			{title: 'ABOUT', flexible: true},
			{title: 'SHA-256'},
		];
		const rows = artifacts.map(({id, kind, step, subject, hash, changedHash}) => [
			id,
			kind,
			step ?? '—',
			subject,
			`${hash.slice(0, 12)}${changedHash === null ? '' : ` (now ${changedHash.slice(0, 12)})`}`,
		]);
		context.output.print(table(columns, rows, context.stdout.columns ?? null).join('\n'));
	}
	return 0;
};

/** Shows one artifact with all it holds. Not found (exit 4) where there is none of this id. */
export const artifactCommand = async (context: Context, {id}: {readonly id: string}): Promise<number> => {
	const artifact = artifactOfId(context.paths(), id);
	if (artifact === undefined)
		throw notFound('unknown-artifact', `no artifact ${quoted(id)}. \`mosaic artifacts RUN\` lists those of a run.`);
	if (context.json) context.output.document('artifact', artifact);
	else context.output.print(printableLines(JSON.stringify(artifact.payload, null, 2)));
	return 0;
};

const notFound = (code: string, message: string): Refused => new Refused({kind: 'not-found', code, message});
