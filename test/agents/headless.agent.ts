// Real programs without their screens, against a scripted model: what mosaic understands of them.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../src/domain/agent-event.ts';
import {sumUsage} from '../../src/domain/usage.ts';
import type {LaunchOptions, Permissions} from '../../src/runtimes/adapter.ts';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {outcomeOf} from '../../src/runtimes/outcome.ts';
import {eventsOf, progressOf} from '../runtimes/recordings.ts';
import {type AgentBench, type AgentRun, createAgentBench, withInput} from '../support/agents/agent-bench.ts';
import {AGENT_NAMES, type AgentName, canUnshare, findAgent, installMissing} from '../support/agents/find.ts';
import type {Turn} from '../support/model-stub/script.ts';

installMissing();
const benches: AgentBench[] = [];
afterEach(() => {
	for (const bench of benches.splice(0)) bench.remove();
});
const benchOf = (name: AgentName): AgentBench => {
	const bench = createAgentBench(name);
	benches.push(bench);
	return bench;
};

const SESSION = '11111111-2222-4333-8444-555555555555';
const write: Turn = {tool: {kind: 'write', path: 'a.txt', content: 'one'}};
const isRoot = process.getuid?.() === 0;

/** All that a program may do; claude refuses to be so free as root. */
const freely = (name: AgentName): Partial<LaunchOptions> => {
	const permissions: Permissions = name === 'claude' && isRoot ? 'edit' : 'all';
	return {permissions, allowedTools: name === 'claude' || name === 'gemini' ? ['Bash'] : []};
};

const launchOf = (name: AgentName, bench: AgentBench, more: Partial<LaunchOptions>) =>
	adapterOf(name).headless({
		command: [bench.program],
		prompt: 'Do the work.',
		cwd: bench.cwd,
		sessionId: SESSION,
		resume: null,
		model: bench.model,
		effort: null,
		permissions: null,
		allowedTools: [],
		trusted: false,
		...more,
	});

type Ran = AgentRun & {readonly events: readonly AgentEvent[]};
const run = async (
	name: AgentName,
	turns: readonly Turn[],
	more: Partial<LaunchOptions> = {},
	bench = benchOf(name),
	signalWhen?: (output: string) => NodeJS.Signals | null,
): Promise<Ran> => {
	const launch = launchOf(name, bench, more);
	const ran = await bench.run(turns, withInput(bench, launch), {env: launch.env, ...(signalWhen ? {signalWhen} : {})});
	return {...ran, events: eventsOf(name, [ran.output])};
};
const outcome = (ran: Ran) => outcomeOf(ran, progressOf(ran.events), true);

const usageOf = (events: readonly AgentEvent[]) =>
	sumUsage(events.flatMap((event) => (event.type === 'usage' ? [event.usage] : [])));
const ledgerOf = (name: AgentName, {ledger}: AgentRun) => {
	const counted = ledger.flatMap(({own, counts}) => (counts !== null && (own || name === 'gemini') ? [counts] : []));
	const sum = (key: 'input' | 'cached' | 'output') => counted.reduce((total, counts) => total + counts[key], 0);
	return {inputTokens: sum('input'), cacheReadTokens: sum('cached'), outputTokens: sum('output')};
};

describe.each(AGENT_NAMES)('%s', (name) => {
	const why =
		findAgent(name) === null ? 'it is not installed' : canUnshare() ? null : 'no network of its own can be made';
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	describe.skipIf(why !== null)('without its screen', () => {
		test('works, is understood, and its usage is what the service counted', async () => {
			const bench = benchOf(name);
			const ran = await run(name, [write, {text: 'all done'}], freely(name), bench);
			expect(outcome(ran)).toEqual({kind: 'done', message: 'all done'});
			expect(readFileSync(path.join(bench.cwd, 'a.txt'), 'utf8')).toBe('one\n');
			expect(progressOf(ran.events).filesChanged.map((file) => path.basename(file))).toEqual(['a.txt']);
			expect(usageOf(ran.events)).toMatchObject(ledgerOf(name, ran));
			expect(bench.left()).toEqual([]);
		});

		test.skipIf(name === 'pi')('changes nothing where it has no leave', async () => {
			const bench = benchOf(name);
			const ran = await run(
				name,
				[write, {text: 'I may not.'}],
				{permissions: name === 'codex' ? 'read' : 'ask'},
				bench,
			);
			expect(existsSync(path.join(bench.cwd, 'a.txt'))).toBe(false);
			expect(['done', 'denied']).toContain(outcome(ran).kind);
		});

		test('tells an error of the service, and gets over one that passes', async () => {
			const failed = await run(name, Array<Turn>(9).fill({status: 400}));
			expect(outcome(failed)).toMatchObject({kind: 'failed', failure: {cause: 'api'}});
			const passed = await run(name, [{status: 529}, {text: 'after all'}]);
			expect(outcome(passed)).toEqual({kind: 'done', message: 'after all'});
		});

		test('goes on with a session by its id, and counts the new run alone', async () => {
			const bench = benchOf(name);
			const first = await run(name, [{text: 'one'}], {}, bench);
			const id = progressOf(first.events).sessionId;
			const before = first.events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
			const second = await run(name, [{text: 'two'}], {resume: id}, bench);
			const events = eventsOf(name, [second.output], before);
			expect(progressOf(events)).toMatchObject({sessionId: id, end: {message: 'two'}});
			expect(usageOf(events)).toMatchObject(ledgerOf(name, second));
		});

		test('takes a prompt of 5,000 characters whole', async () => {
			const prompt = `${'Read this carefully. '.repeat(240)}\n"quoted" $HOME \`x\`\n`.slice(0, 5000);
			const ran = await run(name, [{text: 'read'}], {prompt});
			expect(outcome(ran)).toEqual({kind: 'done', message: 'read'});
			expect(Math.max(...ran.ledger.map(({promptBytes}) => promptBytes))).toBeGreaterThan(5000);
		});

		test('that hangs in the service or in a tool is ended, and neither done nor failed', async () => {
			const hung = await run(name, [{hang: true}], freely(name), benchOf(name), (output) =>
				/init|started|step_start|message_start/.test(output) ? 'SIGTERM' : null,
			);
			expect(outcome(hung).kind).toBe('interrupted');
			const bench = benchOf(name);
			const tool: Turn = {tool: {kind: 'shell', command: 'tail -f /dev/null'}};
			const inTool = await run(name, [tool, {text: 'never'}], freely(name), bench, (output) =>
				/tail -f|step_start/.test(output) ? 'SIGTERM' : null,
			);
			expect(outcome(inTool).kind).toBe('interrupted');
		});
	});
});
