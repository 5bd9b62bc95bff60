// Real programs on their own screens take a task through the whole `reviewed` workflow, against a scripted model: nobody
// types, and each turn ends once its result was handed in.
import {describe, expect, test, vi} from 'vitest';
import {type AgentName, canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, agentProcesses, agentStarts, inbox, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {allGone, commitsIn, expectTidy, gitIn, taskStatus} from '../support/workshop.ts';

vi.setConfig({testTimeout: 400_000});

const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
/** By the file, which every program can write; codex asks for titles meanwhile, with all of its tools. */
const handedIn = (value: object): Turn[] => [
	shell(`printf '%s' '${JSON.stringify(value)}' > "$MOSAIC_RESULT"`),
	...Array<Turn>(6).fill({text: 'Handed in.'}),
];
const done = {status: 'done', summary: 'made it'};
const finding = {severity: 'major', file: 'a.txt', line: 1, message: 'it says one', fix: 'say two'};
const work = (word: string): Turn => shell(`echo ${word} >a.txt; git add -A; git commit -qm "Work on it"`);

const NAMES: readonly AgentName[] = ['claude', 'codex', 'pi'];
const LEFT_OUT = canUnshare() ? null : 'no network of its own can be made';

describe.each(NAMES)('%s on its own screen', (name) => {
	const why = findAgent(name) === null ? 'it is not installed' : LEFT_OUT;
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)(
		'goes through the reviewed workflow: sent back, mended, passed, approved, one commit',
		async () => {
			const place = await agentFloor(name, {
				mode: 'interactive',
				script: {
					implement: [
						[work('one'), ...handedIn(done)],
						[work('two'), ...handedIn(done)],
					],
					review: [
						handedIn({verdict: 'changes', summary: 'not yet', findings: [finding]}),
						handedIn({verdict: 'pass', summary: 'good'}),
					],
				},
			});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--json']);
			const {id} = await inbox(place, 'approval');
			expect(agentStarts(place).map(({expects}) => expects)).toEqual(['implement', 'review', 'implement', 'review']);
			// Each of them was ended with its turn.
			expect(agentProcesses(place)).toEqual([]);
			expect(await mosaic(place, ['approve', id])).toMatchObject({exitCode: 0});
			expect(await run.finished, await told(place)).toMatchObject({exitCode: 0});
			expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
			expect(gitIn(place, 'show', 'main:a.txt')).toBe('two');
			expect(taskStatus(place, 'T1')).toBe('done');
			await allGone(place);
			expectTidy(place);
		},
	);
});
