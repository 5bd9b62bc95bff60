// The report of a run as two files that outlive its workspace, and those of earlier runs that are not there.
import {existsSync} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import {secretsIn} from '../../domain/redaction.ts';
import {isRunOver} from '../../domain/run.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {writeJsonFile} from '../../files/json-file.ts';
import type {Db} from '../../store/open.ts';
import {readEndedRuns} from '../../store/run-views.ts';
import {runDirectory} from '../agents/run-files.ts';
import {reportMarkdown} from './markdown.ts';
import {recordOf} from './read-record.ts';
import {reportFrom} from './report.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Writes both, each whole or not at all; the Markdown last, so that where it is both are. */
export const writeReportFiles = (paths: ProjectPaths, db: Db, runId: string, env: Environment): readonly string[] => {
	const found = recordOf(db, runId);
	if (!found) throw new Error(`${runId} is not in the journal`);
	// The report is the last thing that is done for a run that ended: once it can be read, the run is closed.
	const run = {...found.run, closed: isRunOver(found.run.state)};
	const report = reportFrom({...found, run}, secretsIn(env));
	const [json, markdown] = reportFiles(paths, runId);
	writeJsonFile(json, report);
	writeFileAtomic(markdown, reportMarkdown(report));
	return [json, markdown];
};

/** Where they lie. */
const reportFiles = (paths: ProjectPaths, runId: string): readonly [string, string] => {
	const directory = runDirectory(paths, runId);
	return [path.join(directory, 'report.json'), path.join(directory, 'report.md')];
};

/** Writes the reports of ended runs that are missing; what cannot be written is left for the next time. */
export const writeMissingReports = (paths: ProjectPaths, db: Db, env: Environment): void => {
	for (const runId of readEndedRuns(db)) {
		try {
			if (!existsSync(reportFiles(paths, runId)[1])) writeReportFiles(paths, db, runId, env);
		} catch {
			// A full disk or a lost folder keeps no engine from its work.
		}
	}
};
