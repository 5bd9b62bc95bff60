import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, GOOD_AGENT, reportOf, type Workshop, workshop} from '../support/workshop.ts';

const VERBS = [
	['task'],
	['progress', 'x'],
	['ask', 'x'],
	['follow-up', '--kind', 'question', '--title', 'x'],
	['request-review', 'x'],
	['result', '-'],
	['mcp'],
];

const marks = (place: Workshop, name: string): Record<string, string> => {
	const text = readFileSync(path.join(place.folder, name), 'utf8');
	return Object.fromEntries(
		text.split('\n').flatMap((line) => (line.startsWith('MOSAIC_') ? [line.split(/=(.*)/s).slice(0, 2)] : [])),
	);
};

/** Keeps its marks, and works until it is told to end. */
const lasting = `env >"$SHOP/env-$MOSAIC_TASK"
while [ ! -e "$SHOP/go" ]; do sleep 0.05; done
${GOOD_AGENT}`;

describe('what agents say to mosaic', () => {
	test('is refused outside of a session, in one line', async () => {
		const place = await workshop();
		for (const verb of VERBS) {
			const said = await mosaic(place, verb, {input: '{"status":"done","summary":"x"}'});
			expect(said).toMatchObject({exitCode: 2, stdout: '', stderr: expect.stringMatching(/^mosaic: .*session\.\n$/)});
		}
	});

	test('is refused with the token of another session, and once the session is over', async () => {
		const place = await workshop({agent: lasting});
		for (const task of ['T1', 'T3'])
			expect(await mosaic(place, ['run', task, '--workflow', 'checked', '--detach'])).toMatchObject({exitCode: 0});
		const [one = {}, two = {}] = await Promise.all(
			['T1', 'T3'].map((task) =>
				until(`the agent of ${task}`, () => {
					try {
						return marks(place, `env-${task}`).MOSAIC_SESSION ? marks(place, `env-${task}`) : undefined;
					} catch {
						return undefined;
					}
				}),
			),
		);
		const forged = {...one, MOSAIC_TOKEN: two.MOSAIC_TOKEN ?? ''};
		for (const verb of VERBS) {
			const said = await mosaic(place, verb, {env: forged, input: '{"status":"done","summary":"x"}'});
			expect(said).toMatchObject({exitCode: 3, stdout: '', stderr: expect.stringContaining('not the token of')});
		}
		// What the environment says of run, task and files counts for nothing: the session says it.
		const claims = {...one, MOSAIC_RUN: 'run-002', MOSAIC_TASK: 'T3', MOSAIC_RESULT: '/tmp/elsewhere'};
		const own = await mosaic(place, ['task', '--json'], {env: claims});
		expect(JSON.parse(own.stdout)).toMatchObject({schema: 'mosaic/task@1', runId: 'run-001', task: {id: 'T1'}});
		await mosaic(place, ['stop', 'run-002']);
		await until('the end of its session', async () => {
			const {sessions} = await mosaicJson<{sessions: {id: string; endedAt: string}[]}>(place, ['sessions', '--all']);
			return sessions.some(({id, endedAt}) => id === two.MOSAIC_SESSION && endedAt);
		});
		const late = await until('the end of its claim', async () => {
			const said = await mosaic(place, ['follow-up', '--kind', 'question', '--title', 'x'], {env: two});
			return said.exitCode !== 0 && said;
		});
		expect(late).toMatchObject({exitCode: 3, stderr: expect.stringContaining('is over')});
		await mosaic(place, ['abort', 'run-001', '--reason', 'enough']);
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		await allGone(place);
	});

	test('reads its task in the plain runner too, which takes no results', async () => {
		const agent = `
mosaic task >"$SHOP/task"
echo '{"status":"done","summary":"x"}' | mosaic result - 2>"$SHOP/refused"
mosaic progress 'half of it' --done 1 --total 2`;
		const place = await workshop({agent});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'solo'])).toMatchObject({exitCode: 0});
		expect(readFileSync(path.join(place.folder, 'task'), 'utf8')).toContain('T1: Lay the ground');
		expect(readFileSync(path.join(place.folder, 'refused'), 'utf8')).toContain('is of the plain runner');
	});
});
