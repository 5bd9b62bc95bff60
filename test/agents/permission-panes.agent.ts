// Real programs on their own screens in a workflow: what they ask leave for is decided by rules and by a person, by their
// hooks or the keys of their dialogs; the end of their turn is known, and one without a result is asked for it once.
import {describe, expect, test, vi} from 'vitest';
import {type AgentName, canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, agentProcesses, type Floor, inEvents, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, eventsOf, gitIn} from '../support/workshop.ts';

const shell = (command: string): Turn => ({tool: {kind: 'shell', command, escalate: true}});
const SCRIPT: readonly Turn[] = [
	{tool: {kind: 'write', path: 'a.txt', content: 'one'}},
	shell('git add -A && git commit -qm "Work on it"'),
	{text: 'I am done.'},
	shell(`printf '%s' '${JSON.stringify({status: 'done', summary: 'made it'})}' | mosaic result -`),
	{text: 'Handed in.'},
];

type Wish = {readonly id: string; readonly kind: string; readonly via: string; readonly path: string | null};

const ASKING: readonly {name: AgentName; via: 'hook' | 'screen'}[] = [
	{name: 'claude', via: 'hook'},
	{name: 'codex', via: 'screen'},
	{name: 'gemini', via: 'screen'},
	{name: 'opencode', via: 'screen'},
];

const wished = (place: Floor, what: string, fits: (wish: Wish) => boolean): Promise<Wish> =>
	inEvents(place, what, (events) =>
		events
			.filter(({type}) => type === 'permission.asked')
			.map(({data}) => data.wish as Wish)
			.find(fits),
	);

vi.setConfig({testTimeout: 400_000});

describe.each(ASKING)('$name on its own screen', ({name, via}) => {
	const able = findAgent(name) !== null && canUnshare();

	test.skipIf(!able)(
		'is let by rules and by a person, is asked for its result once, and ends with its turn',
		async () => {
			const rules = [{tool: 'shell', action: 'allow', reason: 'the test lets it'}];
			const place = await agentFloor(name, {
				mode: 'interactive',
				runtime: {permissions: 'ask'},
				personal: {permissions: rules},
				script: {implement: [SCRIPT]},
			});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
			const asked = await wished(place, 'a wish to write', ({kind}) => kind === 'write' || kind === 'edit');
			expect(asked.via, await told(place)).toBe(via);
			expect(asked.path).toMatch(/a\.txt$/);
			const answered = await mosaic(place, ['answer', asked.id, 'Allow']);
			expect(answered, `${answered.stderr}${await told(place)}`).toMatchObject({exitCode: 0});
			const ended = await run.finished;
			expect(ended, await told(place)).toMatchObject({exitCode: 0});
			expect(gitIn(place, 'show', 'main:a.txt')).toBe('one');
			const events = await eventsOf(place, 'run-001');
			expect(events.filter(({type}) => type === 'session.prompted')).toHaveLength(1);
			const decided = events.filter(({type}) => type === 'permission.decided').map(({data}) => data.decision);
			expect(decided).toContainEqual(expect.objectContaining({decision: 'allow', by: 'person'}));
			expect(decided).toContainEqual(
				expect.objectContaining({decision: 'allow', by: 'policy', reason: 'the test lets it'}),
			);
			await allGone(place);
			await until('the end of all it started', () => agentProcesses(place).length === 0);
		},
	);
});
