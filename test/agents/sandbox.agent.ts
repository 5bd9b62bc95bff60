// codex holds its tools to the checkout; a commit in a worktree and the answer go elsewhere all the same.
import {expect, test, vi} from 'vitest';
import {canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic} from '../support/mosaic.ts';
import {allGone, commitsIn, eventsOf, expectTidy, gitIn} from '../support/workshop.ts';

vi.setConfig({testTimeout: 300_000});

const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
const able = findAgent('codex') !== null && canUnshare();

test.skipIf(!able)(
	'codex in its sandbox commits in its worktree and hands in, and reaches no hook or setting of git',
	async () => {
		const place = await agentFloor('codex', {
			runtime: {permissions: 'edit'},
			script: {
				implement: [
					[
						{tool: {kind: 'write', path: 'a.txt', content: 'one'}},
						shell(
							'touch "$(git rev-parse --git-common-dir)/hooks/post-commit" 2>/dev/null && echo out >escaped.txt; true',
						),
						shell('git add -A && git commit -qm "Work on it"'),
						shell(`echo '{"status":"done","summary":"by the file"}' >"$MOSAIC_RESULT"`),
						{text: 'Handed in.'},
					],
				],
			},
		});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
		expect(run.exitCode, await told(place)).toBe(0);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		expect(JSON.parse(run.stdout).steps[0].summary).toBe('by the file');
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).not.toContain('escaped.txt');
		expect((await eventsOf(place, 'run-001')).some(({type}) => type === 'run.closed')).toBe(true);
		await allGone(place);
		expectTidy(place);
	},
);
