// Real programs that take mosaic's own tools along: their model calls them, and what they say arrives where it belongs.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {type AgentName, canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, agentStarts, bodiesOf, floorReport, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic} from '../support/mosaic.ts';
import {allGone, eventsOf, gitIn} from '../support/workshop.ts';

vi.setConfig({testTimeout: 300_000});

const NAMESPACE: Partial<Record<AgentName, string>> = {codex: 'mcp__mosaic'};
const own = (agent: AgentName, name: string, input: Readonly<Record<string, unknown>>): Turn => {
	const namespace = NAMESPACE[agent];
	return {tool: {kind: 'named', name, input, ...(namespace === undefined ? {} : {hidden: {namespace}})}};
};
const work: Turn[] = [
	{tool: {kind: 'write', path: 'a.txt', content: 'one'}},
	{tool: {kind: 'shell', command: 'git add -A && git commit -qm "Work on it"'}},
];
// Its model would look for them first.
const env = {ENABLE_TOOL_SEARCH: 'false'};

describe.each(['claude', 'codex', 'opencode', 'gemini'] as const)('%s', (name) => {
	const why =
		findAgent(name) === null ? 'it is not installed' : canUnshare() ? null : 'no network of its own can be made';
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)('tells how far it is, leaves a follow-up and hands in by tools of mosaic', async () => {
		const result = {status: 'done', summary: 'by a tool'};
		const script = {
			implement: [
				[
					own(name, 'progress', {text: 'laying', done: 1, total: 2}),
					...work,
					own(name, 'follow_up', {kind: 'follow_up', title: 'Paint it'}),
					own(name, 'result', {result}),
					{text: 'Handed in.'},
				],
			],
			review: [],
		};
		const personal = {permissions: [{action: 'allow', reason: 'the test lets it'}]};
		const runtime = name === 'gemini' ? {permissions: 'ask'} : {};
		const place = await agentFloor(name, {script, env, personal, runtime});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
		expect(run, await told(place)).toMatchObject({exitCode: 0});
		expect(bodiesOf(place, 1)[0]).toContain('tools of the MCP server');
		const events = await eventsOf(place, 'run-001');
		expect(JSON.stringify(events)).toContain('1/2 laying');
		expect((await floorReport(place)).followUps.map(({title}) => title)).toEqual(['Paint it']);
		expect(events.find(({type}) => type === 'step.answered')?.data).toMatchObject({summary: 'by a tool'});
		expect(gitIn(place, 'show', 'main:a.txt')).toBe('one');
		const [start] = agentStarts(place);
		expect(JSON.stringify(start)).not.toMatch(/MOSAIC_TOKEN=|Bearer/);
		await allGone(place);
	});

	test.skipIf(why !== null)('gets none where the settings say so', async () => {
		const said = '```json\n{"status":"done","summary":"without"}\n```';
		const script = {implement: [[own(name, 'progress', {text: 'laying'}), ...work, {text: said}]], review: []};
		const personal = {permissions: [{action: 'allow', reason: 'the test lets it'}]};
		const runtime = {mcp: false, ...(name === 'gemini' ? {permissions: 'ask'} : {})};
		const place = await agentFloor(name, {script, env, personal, runtime});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
		expect(run, await told(place)).toMatchObject({exitCode: 0});
		expect(bodiesOf(place, 1)[0]).not.toContain('tools of the MCP server');
		expect(JSON.stringify(await eventsOf(place, 'run-001'))).not.toContain('laying');
		const runs = path.join(place.root, '.mosaic', 'runs', 'run-001');
		const files = existsSync(runs) ? readdirSync(runs, {recursive: true, encoding: 'utf8'}) : [];
		expect(files.filter((file) => file.endsWith('mcp.json'))).toEqual([]);
		expect(readFileSync(path.join(place.root, 'a.txt'), 'utf8')).toBe('one\n');
	});
});
