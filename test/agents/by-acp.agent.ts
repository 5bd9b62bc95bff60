// Real programs that ask for leave over the Agent Client Protocol alone: run without their screens, what they ask is decided
// by rules, on record, and what they use is counted.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {canUnshare, findAgent} from '../support/agents/find.ts';
import {agentFloor, agentStarts, floorReport, ledgerOf, recordedUsage, told} from '../support/agents/floor.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic} from '../support/mosaic.ts';
import {allGone, eventsOf, gitIn} from '../support/workshop.ts';

vi.setConfig({testTimeout: 300_000});

const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
const done: Turn = {text: 'Done.\n\n```json\n{"status":"done","summary":"made it"}\n```\n'};

describe.each(['gemini', 'opencode'] as const)('%s without its screen', (name) => {
	const why =
		findAgent(name) === null ? 'it is not installed' : canUnshare() ? null : 'no network of its own can be made';
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	test.skipIf(why !== null)(
		'asks for leave, is answered by rules, goes on with its conversation, and is counted',
		async () => {
			const write: Turn = {tool: {kind: 'write', path: 'a.txt', content: 'one'}};
			const script = {
				implement: [
					[write, shell('touch forbidden.txt'), shell('git add -A && git commit -qm "Work on it"'), done],
					[shell('touch b.txt'), done],
				],
				review: [],
			};
			const personal = {
				permissions: [
					{action: 'deny', command: '*forbidden*', reason: 'not that one'},
					{action: 'allow', reason: 'the test lets it'},
				],
			};
			const checks = [{name: 'b', run: ['sh', '-c', 'test -e b.txt || test ! -e a.txt']}];
			const place = await agentFloor(name, {script, personal, runtime: {permissions: 'ask'}, config: {checks}});
			const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
			expect(run, await told(place)).toMatchObject({exitCode: 0});
			const events = await eventsOf(place);
			const decisions = events.flatMap(({type, data}) => (type === 'permission.decided' ? [data.decision] : []));
			expect(decisions.map((one) => (one as {decision: string}).decision)).toEqual(['allow', 'deny', 'allow', 'allow']);
			expect(gitIn(place, 'show', 'main:a.txt')).toBe('one');
			expect(existsSync(path.join(place.root, 'forbidden.txt'))).toBe(false);
			// opencode is asked for its books after each turn.
			expect(agentStarts(place).filter(({args}) => !args.includes('export'))).toHaveLength(2);
			expect((await mosaic(place, ['transcript', 'sess-002', '--print', '--plain'])).stdout).toContain(
				'goes on with its conversation',
			);
			const used = recordedUsage(await floorReport(place));
			const lines = agentStarts(place).flatMap(({number}) => ledgerOf(place, number));
			const own = lines.flatMap(({own: isOwn, counts}) => (isOwn && counts ? [counts] : []));
			const sum = (key: 'input' | 'cached' | 'output') => own.reduce((total, counts) => total + counts[key], 0);
			// gemini tells by this way all of its input, and not how much of it came from a cache.
			const expected = name === 'gemini' ? [sum('input') + sum('cached'), 0] : [sum('input'), sum('cached')];
			expect([used.inputTokens, used.cacheReadTokens]).toEqual(expected);
			expect(used.outputTokens).toBe(sum('output'));
			await allGone(place);
		},
	);
});
