// What a run leaves as its report, written by the real engine (SPEC RE-10).
import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {Report} from '../../../src/domain/report.ts';
import {mosaic, mosaicJson} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {allGone, GOOD_AGENT, reportOf, type Workshop, workshop} from '../../support/workshop.ts';

const AGENT = `
if [ "$MOSAIC_EXPECTS" = implement ]; then
	mosaic follow-up --kind follow_up --title 'Ask @everyone <script>' --detail 'see #12, use ghp_0123456789abcdefghijklmnopqrstuvwxyzAB'
fi
${GOOD_AGENT}`;

const filesOf = (place: Workshop) => {
	const folder = path.join(place.root, '.mosaic', 'runs', 'run-001');
	return {folder, json: path.join(folder, 'report.json'), markdown: path.join(folder, 'report.md')};
};

const finished = async (place: Workshop): Promise<void> => {
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
	await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
	await allGone(place);
};

test('a run that ends leaves a report by schema, and one as Markdown without anybody being called', async () => {
	const place = await workshop({agent: AGENT, gates: ['test -e missing', 'true']});
	await finished(place);
	const {folder, json, markdown} = filesOf(place);
	const report = Report.parse(JSON.parse(readFileSync(json, 'utf8')));
	expect(report).toMatchObject({
		id: 'run-001',
		state: 'completed',
		summary: 'made it',
		criteria: ['test -e missing', 'true'],
		checks: [
			{name: 'test -e missing', before: 'fail', after: 'known'},
			{name: 'true', before: 'pass', after: 'pass'},
		],
		followUps: [{title: 'Ask @everyone <script>'}],
	});
	expect(report.integrated?.commit).toMatch(/^[0-9a-f]{40}$/);
	const text = readFileSync(markdown, 'utf8');
	expect(text).toContain('# T1: Lay the ground');
	expect(text).toContain('| test -e missing | failed | fails as before |');
	expect(text).not.toMatch(/@everyone|[^\\]<script|ghp_/);
	expect(readFileSync(json, 'utf8')).not.toContain('ghp_');
	expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
	const {stdout} = await mosaic(place, ['report', 'run-001']);
	expect(stdout).toContain('made it');
	expect(Report.parse(await mosaicJson(place, ['report', 'run-001']))).toMatchObject({closed: true});
});

test('a report that is missing is made good at the next start of an engine', async () => {
	const place = await workshop();
	await finished(place);
	const {json, markdown} = filesOf(place);
	rmSync(json);
	rmSync(markdown);
	expect(await mosaic(place, ['run', 'T3', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
	expect(existsSync(markdown)).toBe(true);
	expect(Report.parse(JSON.parse(readFileSync(json, 'utf8')))).toMatchObject({id: 'run-001', closed: true});
});
