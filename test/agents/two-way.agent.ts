// Real programs that are spoken with while they work: they ask for leave, and get it or not.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../src/domain/agent-event.ts';
import {sumUsage, type Usage} from '../../src/domain/usage.ts';
import type {Permissions} from '../../src/runtimes/adapter.ts';
import type {LeaveRequest, TwoWay} from '../../src/runtimes/dialogue.ts';
import {outcomeOf} from '../../src/runtimes/outcome.ts';
import {twoWayOf} from '../../src/runtimes/two-way.ts';
import {progressOf} from '../runtimes/recordings.ts';
import {type AgentBench, type AgentRun, createAgentBench} from '../support/agents/agent-bench.ts';
import {canUnshare, findAgent, installMissing} from '../support/agents/find.ts';
import type {Turn} from '../support/model-stub/script.ts';

installMissing();
const benches: AgentBench[] = [];
afterEach(() => {
	for (const bench of benches.splice(0)) bench.remove();
});
type Name = 'claude' | 'codex' | 'pi';
const benchOf = (name: Name): AgentBench => {
	const bench = createAgentBench(name);
	benches.push(bench);
	return bench;
};

type Spoken = AgentRun & {readonly events: readonly AgentEvent[]; readonly asked: readonly LeaveRequest[]};
type Talk = {
	readonly allow: boolean;
	readonly permissions?: Permissions;
	readonly resume?: string | null;
	readonly usedBefore?: readonly Usage[];
	readonly signalWhen?: (output: string) => NodeJS.Signals | null;
};

const talk = async (name: Name, bench: AgentBench, turns: readonly Turn[], told: Talk): Promise<Spoken> => {
	const {permissions = 'ask', resume = null, usedBefore = []} = told;
	const twoWay = twoWayOf(name, permissions) as TwoWay;
	const prompt = 'Do the work.';
	const folder = path.join(bench.home, 'start');
	mkdirSync(folder, {recursive: true});
	const options = {command: [bench.program], prompt, cwd: bench.cwd, resume, permissions, trusted: false};
	const sessionId = '11111111-2222-4333-8444-555555555555';
	const launch = twoWay.launch({...options, sessionId, model: bench.model, effort: null, allowedTools: []}, folder);
	for (const file of launch.files ?? []) writeFileSync(file.path, file.text);
	const dialogue = twoWay.open({prompt, cwd: bench.cwd, resume, model: bench.model, usedBefore});
	const events: AgentEvent[] = [];
	const asked: LeaveRequest[] = [];
	const answer = (bytes: Buffer): (string | null)[] => {
		const heard = dialogue.hear(bytes);
		events.push(...heard.events);
		asked.push(...heard.requests);
		const leave = told.allow ? ({allow: true} as const) : ({allow: false, reason: 'not today'} as const);
		const isOver = heard.events.some(({type}) => type === 'end');
		return [heard.say, ...heard.requests.map((request) => request.answer(leave)), ...(isOver ? [null] : [])];
	};
	const {signalWhen} = told;
	const speak = {first: dialogue.begin(), answer};
	const ran = await bench.run(turns, launch.argv, {
		env: launch.env,
		spoken: true,
		speak,
		...(signalWhen && {signalWhen}),
	});
	return {...ran, events: [...events, ...dialogue.end()], asked};
};

const outcome = (ran: Spoken) => outcomeOf(ran, progressOf(ran.events), true);
const usagesIn = ({events}: Spoken): Usage[] =>
	events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
const ledgerOf = ({ledger}: AgentRun) => {
	const counted = ledger.flatMap(({own, counts}) => (counts !== null && own ? [counts] : []));
	const sum = (key: 'input' | 'cached' | 'output') => counted.reduce((total, counts) => total + counts[key], 0);
	return {inputTokens: sum('input'), cacheReadTokens: sum('cached'), outputTokens: sum('output')};
};

const write: Turn = {tool: {kind: 'write', path: 'a.txt', content: 'one'}};
const shell: Turn = {tool: {kind: 'shell', command: 'touch b.txt', escalate: true}};

describe.each(['claude', 'codex', 'pi'] as const)('%s', (name) => {
	const why =
		findAgent(name) === null ? 'it is not installed' : canUnshare() ? null : 'no network of its own can be made';
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	describe.skipIf(why !== null)('that is spoken with', () => {
		test('asks before it changes a file or runs a command, and its usage is what the service counted', async () => {
			const bench = benchOf(name);
			const ran = await talk(name, bench, [write, shell, {text: 'all done'}], {allow: true});
			expect(outcome(ran)).toEqual({kind: 'done', message: 'all done'});
			const wishes = ran.events.flatMap((event) => (event.type === 'permission-request' ? [event] : []));
			expect(wishes.map(({kind}) => kind.replace('edit', 'write'))).toEqual(['write', 'shell']);
			expect(wishes.map(({id}) => id)).toEqual(ran.asked.map(({id}) => id));
			expect(ran.asked[0]?.paths.map((file) => path.basename(file))).toEqual(['a.txt']);
			expect(ran.asked[1]?.command).toBe('touch b.txt');
			expect(readFileSync(path.join(bench.cwd, 'a.txt'), 'utf8')).toBe('one\n');
			expect(existsSync(path.join(bench.cwd, 'b.txt'))).toBe(true);
			expect(sumUsage(usagesIn(ran))).toMatchObject(ledgerOf(ran));
			expect(bench.left()).toEqual([]);
		});

		test('changes nothing where leave is denied, and goes on', async () => {
			const bench = benchOf(name);
			const ran = await talk(name, bench, [write, shell, {text: 'then not'}], {allow: false});
			expect(['done', 'denied']).toContain(outcome(ran).kind);
			expect(ran.asked).toHaveLength(2);
			for (const file of ['a.txt', 'b.txt']) expect(existsSync(path.join(bench.cwd, file))).toBe(false);
		});

		test('goes on with its conversation, and counts the new turn alone', async () => {
			const bench = benchOf(name);
			const first = await talk(name, bench, [{text: 'one'}], {allow: true});
			const id = progressOf(first.events).sessionId;
			const second = await talk(name, bench, [{text: 'two'}], {allow: true, resume: id, usedBefore: usagesIn(first)});
			expect(progressOf(second.events)).toMatchObject({sessionId: id, end: {message: 'two'}});
			expect(sumUsage(usagesIn(second))).toMatchObject(ledgerOf(second));
		});

		test('tells an error of the service', async () => {
			const failed = await talk(name, benchOf(name), Array<Turn>(9).fill({status: 400}), {allow: true});
			expect(outcome(failed)).toMatchObject({kind: 'failed', failure: {cause: 'api'}});
		});

		test('that is ended in the middle of a tool is neither done nor failed', async () => {
			const tool: Turn = {tool: {kind: 'shell', command: 'tail -f /dev/null', escalate: true}};
			const signalWhen = (output: string) =>
				/tool_execution_start|tail -f[\s\S]*(?:resolved|tool_use)/.test(output) ? 'SIGTERM' : null;
			const ran = await talk(name, benchOf(name), [tool, {text: 'never'}], {allow: true, signalWhen});
			expect(outcome(ran).kind).toBe('interrupted');
		});
	});
});

test.skipIf(findAgent('pi') === null || !canUnshare())('pi with leave to edit asks for commands alone', async () => {
	const ran = await talk('pi', benchOf('pi'), [write, shell, {text: 'done'}], {allow: true, permissions: 'edit'});
	expect(ran.asked.map(({command}) => command)).toEqual(['touch b.txt']);
});
