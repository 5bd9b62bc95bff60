// A run's report made ready for a pager.
import type {ProjectPaths} from '../../config/paths.ts';
import {refuse} from '../../domain/errors.ts';
import {secretsIn} from '../../domain/redaction.ts';
import {quoted} from '../../domain/text.ts';
import {reportMarkdown} from '../../engine/records/markdown.ts';
import {readRecord} from '../../engine/records/read-record.ts';
import {reportFrom} from '../../engine/records/report.ts';
import {writePrivateFile} from './private-file.ts';
import {viewerProgram} from './program.ts';
import {type ReadyViewer, readyViewer} from './ready-viewer.ts';

type Where = {readonly env: NodeJS.ProcessEnv; readonly cwd: string};

/** Writes the report as it is now where the pager will read it. Refused where there is no such run, or no pager. */
export const readyReport = async (paths: ProjectPaths, runId: string, {env, cwd}: Where): Promise<ReadyViewer> => {
	const found = readRecord(paths, runId);
	if (found === undefined) return refuse('not-found', 'unknown-run', `no run ${quoted(runId)} with steps.`);
	const program = viewerProgram('pager', env, cwd);
	const {file, remove} = await writePrivateFile(env, `${runId}.md`, [
		reportMarkdown(reportFrom(found, secretsIn(env))),
	]);
	return readyViewer(program, file, remove);
};
