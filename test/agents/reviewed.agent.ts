// Real programs without their screens take a task through the whole `reviewed` workflow, against a scripted model.
import {describe, expect, test, vi} from 'vitest';
import {AGENT_NAMES, canUnshare, findAgent} from '../support/agents/find.ts';
import {
	agentFloor,
	agentStarts,
	bodiesOf,
	countedBy,
	type Floor,
	floorReport,
	inbox,
	recordedUsage,
	told,
} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {allGone, commitsIn, eventsOf, expectTidy, gitIn, taskStatus} from '../support/workshop.ts';

const write = (content: string): Turn => ({tool: {kind: 'write', path: 'a.txt', content}});
const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
const commit = shell('git add -A && git commit -qm "Work on it"');
const said = (value: object): Turn => ({text: `There you are.\n\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\n`});
const handedIn = (value: object): Turn => shell(`printf '%s' '${JSON.stringify(value)}' | mosaic result -`);
const done = {status: 'done', summary: 'made it'};
const finding = {severity: 'major', file: 'a.txt', line: 1, message: 'it says one', fix: 'say two'};

const LEFT_OUT = canUnshare() ? null : 'no network of its own can be made';

// The slowest of them needs half a minute for each start where the machine is busy.
vi.setConfig({testTimeout: 300_000});

describe.each(AGENT_NAMES)('%s without its screen', (name) => {
	const why = findAgent(name) === null ? 'it is not installed' : LEFT_OUT;
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)(
		'goes through the reviewed workflow: sent back, mended, passed, approved, one commit',
		async () => {
			const place = await agentFloor(name, {
				config: {checks: [{name: 'is there', run: 'test -s a.txt'}]},
				script: {
					implement: [
						[write('one'), commit, said(done)],
						[shell('echo two >a.txt'), commit, handedIn({...done, summary: 'mended'}), {text: 'Handed in.'}],
					],
					review: [
						[shell('cat a.txt'), said({verdict: 'changes', summary: 'not yet', findings: [finding]})],
						[said({verdict: 'pass', summary: 'good'})],
					],
				},
			});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--json']);
			const {id} = await inbox(place, 'approval');
			expect(
				agentStarts(place).map(({expects}) => expects),
				await told(place),
			).toEqual(['implement', 'review', 'implement', 'review']);
			expect(bodiesOf(place, 3)[0]).toContain('it says one');
			expect(await mosaic(place, ['approve', id])).toMatchObject({exitCode: 0});
			const ended = await run.finished;
			expect(ended, await told(place)).toMatchObject({exitCode: 0});
			expect(JSON.parse(ended.stdout)).toMatchObject({state: 'completed', runId: 'run-001'});
			await hasOneResult(place);
			const report = await floorReport(place);
			expect(report.steps.find(({key}) => key === 'implement')).toMatchObject({summary: 'mended', attempt: 2});
			expect(recordedUsage(report)).toEqual(countedBy(name, place));
			await allGone(place);
			expectTidy(place);
		},
	);
});

const hasOneResult = async (place: Floor): Promise<void> => {
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(gitIn(place, 'show', 'main:a.txt')).toBe('two');
	expect(taskStatus(place, 'T1')).toBe('done');
	const events = await eventsOf(place, 'run-001');
	expect(events.filter(({type}) => type === 'run.closed')).toHaveLength(1);
	expect(events.filter(({type}) => type === 'report.written')).toHaveLength(1);
};
