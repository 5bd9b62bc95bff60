// Real programs without their screens that ask for leave in a whole run: a rule denies, a rule allows, a person allows and
// says no; and the attempt after a failed check goes on with the very conversation of the first one.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {AGENT_NAMES, canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, agentProcesses, type Floor, inbox, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {allGone, eventsOf, gitIn} from '../support/workshop.ts';

const shell = (command: string): Turn => ({tool: {kind: 'shell', command, escalate: true}});
const done: Turn = {text: 'Done.\n\n```json\n{"status":"done","summary":"made it"}\n```\n'};
const FIRST: readonly Turn[] = [
	shell('touch forbidden.txt'),
	shell('touch wanted.txt'),
	shell('touch unwanted.txt'),
	shell('git add -A'),
	shell('git commit -qm "Work on it"'),
	done,
];
const SECOND: readonly Turn[] = [shell('git commit --allow-empty -qm "More of it"'), done];

/** The agent's own ids of its conversations, by session. */
const conversationsIn = ({root}: Floor): (string | undefined)[] =>
	['sess-001', 'sess-002'].map((session) => {
		const file = path.join(root, '.mosaic', 'sessions', session, 'agent.jsonl');
		const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
		const told = lines.map((line) => JSON.parse(line) as {type: string; id?: string});
		return told.findLast(({type}) => type === 'session-id')?.id;
	});

const LEFT_OUT = canUnshare() ? null : 'no network of its own can be made';

/** opencode is tried by its rules in by-acp.agent.ts. */
const NAMES = AGENT_NAMES.filter((name) => name !== 'opencode');

describe.each(NAMES)('%s without its screen', (name) => {
	const why = findAgent(name) === null ? 'it is not installed' : LEFT_OUT;
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)('does what rules and a person let it, and goes on with its conversation', async () => {
		const personal = {
			permissions: [
				{action: 'deny', command: '*forbidden*', reason: 'not that one'},
				{action: 'allow', command: 'git *', reason: 'git is fine'},
			],
		};
		// Checked before the work, after it, and after the next attempt.
		const count = 'echo >>"$FLOOR_CHECKS"; test "$(wc -l <"$FLOOR_CHECKS")" -ne 2';
		const place = await agentFloor(name, {
			script: {implement: [FIRST, SECOND], review: []},
			personal,
			runtime: {permissions: 'ask'},
			config: {checks: [{name: 'twice', run: ['sh', '-c', count]}]},
			env: {FLOOR_CHECKS: path.join(scratchDirectory(), 'checks')},
		});
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		const wanted = await inbox(place, 'question');
		expect(wanted.question, await told(place)).toContain('touch wanted.txt');
		expect(await mosaic(place, ['answer', wanted.id, 'Allow'])).toMatchObject({exitCode: 0});
		const unwanted = await inbox(place, 'question', [wanted.id]);
		expect(unwanted.question).toContain('touch unwanted.txt');
		expect(await mosaic(place, ['answer', unwanted.id, 'Deny'])).toMatchObject({exitCode: 0});
		// gemini tells a command in prose alone, which can deny and never gives leave.
		const before = [wanted.id, unwanted.id];
		for (const words of name === 'gemini' ? ['git add', 'git commit', 'git commit'] : []) {
			const {id, question} = await inbox(place, 'question', before);
			expect(question).toContain(words);
			expect(await mosaic(place, ['answer', id, 'Allow'])).toMatchObject({exitCode: 0});
			before.push(id);
		}
		const ended = await run.finished;
		expect(ended, await told(place)).toMatchObject({exitCode: 0});
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).toEqual(['TASKS.md', 'wanted.txt']);
		const decided = (await eventsOf(place, 'run-001')).flatMap(({type, data}) =>
			type === 'permission.decided' ? [data.decision as {decision: string; by: string}] : [],
		);
		expect(decided.slice(0, 3)).toMatchObject([
			{decision: 'deny', by: 'policy', reason: 'not that one'},
			{decision: 'allow', by: 'person'},
			{decision: 'deny', by: 'person'},
		]);
		const [first, second] = conversationsIn(place);
		expect(first).toMatch(/\S{8,}/);
		// gemini was seen to begin a new one after it had been told no.
		if (name === 'gemini') expect(second).toMatch(/\S{8,}/);
		else expect(second).toBe(first);
		await allGone(place);
		expect(agentProcesses(place)).toEqual([]);
	});
});
