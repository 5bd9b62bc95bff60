// Headless agents behind their renderer, through the real binary: the log in the terminal, progress, usage, leave.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {journey} from '../../support/journey.ts';
import {processesWith} from '../../support/marked-processes.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	expectTidy,
	gitIn,
	startsIn,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

/** `rules` are those of the person, in their own settings. */
const headless = async (rules: readonly object[] = [], config: object = {}): Promise<Workshop> => {
	const place = await workshop();
	const script = path.resolve(import.meta.dirname, '../../support/headless-claude.mjs');
	const claude = {argv: [process.execPath, script], mode: 'headless'};
	const document = {runtime: 'claude', runtimes: {claude}, ...config};
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify(document));
	const own = path.join(place.home, 'config', 'mosaic');
	mkdirSync(own, {recursive: true});
	writeFileSync(path.join(own, 'config.json'), JSON.stringify({permissions: rules}));
	return place;
};

const answersIn = (place: Workshop): {request_id: string; response: Record<string, unknown>}[] => {
	const file = path.join(place.folder, 'answers');
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
};

type Question = {kind: string; question: {id: string; sessionId: string | null; question: string; options: string[]}};

const openQuestion = (place: Workshop): Promise<Question> =>
	until('a question in the inbox', async () => {
		const {approvals} = await mosaicJson<{approvals: Question[]}>(place, ['approvals']);
		return approvals.find(({kind}) => kind === 'question');
	});

describe('a headless agent', () => {
	test('works behind a log, and its progress, usage and answer come from its stream', async () => {
		const place = await headless([{command: 'touch *', action: 'allow', reason: 'harmless'}]);
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
		expect(run).toMatchObject({exitCode: 0});
		expect(commitsIn(place)[0]).toBe('Lay the ground');
		expect(gitIn(place, 'show', 'main:T1.txt')).toBe('allowed');
		const {sessions} = await mosaicJson<{sessions: Record<string, unknown>[]}>(place, ['sessions', '--all']);
		expect(sessions[0]).toMatchObject({
			state: 'done',
			progress: {todo: {done: 1, total: 2, now: 'Two'}, tokens: 125, nativeId: 'c1a0de00-0000-4000-8000-000000000001'},
		});
		const {stdout} = await mosaic(place, ['transcript', 'sess-001', '--print', '--plain']);
		expect(stdout).toContain('● Bash touch made.txt');
		expect(stdout).toContain('Looking [31mround[0m.');
		expect(stdout).toContain('allowed by policy: harmless');
		expect(stdout).toContain('▶ Two');
		expect(startsIn(place)[0]).toMatch(
			/^run-001 implement .*-p --output-format stream-json .*--permission-prompt-tool stdio$/,
		);
		const events = await eventsOf(place, 'run-001');
		expect(events.find(({type}) => type === 'usage.recorded')?.data).toMatchObject({
			runtime: 'claude',
			usage: {inputTokens: 100, outputTokens: 20, cacheReadTokens: 5},
		});
		await allGone(place);
		expectTidy(place);
	});

	test('that tells tokens and no cost has it by the prices of the settings, per model, in its run and its report', async () => {
		const prices = {'claude-opus-5-5': {input: 10_000, output: 50_000, cacheRead: 0, cacheWrite: 0}};
		const place = await headless([{command: 'touch *', action: 'allow', reason: 'harmless'}], {prices});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--env', 'NO_COST=1']);
		expect(run).toMatchObject({exitCode: 0});
		const used = {role: 'implementer', runtime: 'claude', model: 'claude-opus-5-5', inputTokens: 100, costUsd: 2};
		expect(await mosaicJson(place, ['report', 'run-001'])).toMatchObject({usage: [used]});
		const {stdout} = await mosaic(place, ['runs', 'show', 'run-001']);
		expect(stdout).toContain('claude claude-opus-5-5: 100 tokens in, 20 out, 5 from cache, $2.0000');
	});

	test('asks a person what no rule decides; the answer is on record before it is sent, and sent once', async () => {
		const place = await headless();
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		const {question} = await openQuestion(place);
		expect(question.question).toBe('Permission (shell): Bash: touch made.txt');
		expect(question.options).toEqual(['Allow', 'Deny']);
		const {sessions} = await mosaicJson<{sessions: Record<string, unknown>[]}>(place, ['sessions', '--why']);
		expect(sessions[0]).toMatchObject({
			state: 'waiting',
			why: {source: 'stream', message: 'asks: Bash touch made.txt'},
		});
		expect((await mosaic(place, ['answer', question.id, 'Allow'])).exitCode).toBe(0);
		expect((await run.finished).exitCode).toBe(0);
		expect(answersIn(place)).toEqual([
			{subtype: 'success', request_id: 'r1', response: {behavior: 'allow', updatedInput: {command: 'touch made.txt'}}},
		]);
		const decided = (await eventsOf(place)).filter(({type}) => type === 'permission.decided');
		expect(decided.map(({data}) => data.decision)).toEqual([
			{
				id: 'r1',
				tool: 'Bash',
				subject: 'touch made.txt',
				decision: 'allow',
				by: 'person',
				reason: 'a person allowed it',
			},
		]);
		await allGone(place);
	});

	test('is taken over in its own screen, in the same session and step, and only once it is gone itself', async () => {
		const place = await headless();
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		await openQuestion(place);
		expect(await mosaic(place, ['takeover', 'sess-001'])).toMatchObject({exitCode: 0});
		const person = journey(place, ['attach', 'sess-001']);
		await person.sees('its own screen of c1a0de00-0000-4000-8000-000000000001');
		expect(processesWith(place.mark).filter(({command}) => command.includes('--permission-prompt-tool'))).toEqual([]);
		// It asks on its screen by the hooks that it would have had there from the start, and has mosaic's tools still.
		expect(startsIn(place)[1]).toMatch(/--settings \S+hooks\.json --resume .*--mcp-config=\S+mcp\.json$/);
		const idle = await until('its title counts', async () => {
			const {sessions} = await mosaicJson<{sessions: {state: string; why: object}[]}>(place, ['sessions', '--why']);
			return sessions[0]?.state === 'idle' && sessions[0];
		});
		expect(idle).toMatchObject({why: {source: 'title', rule: 'claude-title-rest'}, progress: {takenOver: true}});
		person.press('finish\r');
		expect((await run.finished).exitCode).toBe(0);
		expect(gitIn(place, 'show', 'main:T1.txt')).toBe('by a person');
		const {sessions} = await mosaicJson<{sessions: object[]}>(place, ['sessions', '--all']);
		expect(sessions).toHaveLength(1);
		expect(await mosaic(place, ['takeover', 'sess-001'])).toMatchObject({exitCode: 3});
		await allGone(place);
		expectTidy(place);
	});

	test('is gone with its renderer when their host is killed, before another one starts; the wish is put again', async () => {
		const place = await headless();
		const agents = () => processesWith(place.mark).filter(({command}) => command.includes('--permission-prompt-tool'));
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		await openQuestion(place);
		const [first] = agents();
		const host = processesWith(place.mark).find(({command}) => command.includes('session-host'));
		process.kill(host?.pid as number, 'SIGKILL');
		await until('the first agent gone', () => !agents().some(({pid}) => pid === first?.pid));
		// The question outlives the one who put it; once it is answered, the next agent asks for itself.
		const left = await openQuestion(place);
		if (left.question.sessionId === 'sess-001')
			expect((await mosaic(place, ['answer', left.question.id, 'Allow'])).exitCode).toBe(0);
		await until('another agent', () => startsIn(place).length === 2);
		expect(agents()).toHaveLength(1);
		const {question} = await until('a question of the second session', async () => {
			const asked = await openQuestion(place);
			return asked.question.sessionId === 'sess-002' && asked;
		});
		expect((await mosaic(place, ['answer', question.id, 'Allow'])).exitCode).toBe(0);
		expect((await run.finished).exitCode).toBe(0);
		expect(answersIn(place)).toHaveLength(1);
		await allGone(place);
	});

	const sentBack = (role: object): Promise<Workshop> =>
		headless([{action: 'allow'}], {
			roles: {implementer: role},
			// Checked before the work, after it, and after the next attempt.
			checks: [['sh', '-c', 'echo >>"$SHOP/checked"; test "$(wc -l <"$SHOP/checked")" -ne 2']],
		});
	const CONVERSATION = 'c1a0de00-0000-4000-8000-000000000001';

	test('goes on with its conversation in the next attempt, priced by the settings, and each attempt is counted once', async () => {
		const place = await sentBack({});
		const price = {input: 10_000, output: 0};
		const file = path.join(place.root, '.mosaic', 'config.json');
		const settings = JSON.parse(readFileSync(file, 'utf8'));
		writeFileSync(file, JSON.stringify({...settings, prices: {'claude-opus-5-5': price}}));
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		const [first = '', second = ''] = startsIn(place);
		expect(first).toMatch(/--session-id /);
		expect(second).toContain(`--resume ${CONVERSATION}`);
		const used = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'usage.recorded');
		expect(used.map(({data}) => data.usage)).toMatchObject([
			{inputTokens: 100, outputTokens: 20, costUsd: 1},
			{inputTokens: 100, outputTokens: 20, costUsd: 1},
		]);
		await allGone(place);
	});

	test('begins its next attempt anew where the settings say so', async () => {
		const place = await sentBack({conversation: 'fresh'});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(startsIn(place)).toHaveLength(2);
		expect(startsIn(place).filter((line) => line.includes('--resume'))).toEqual([]);
		await allGone(place);
	});

	test('is told no, with the reason, by a rule that forbids', async () => {
		const rules = [
			{command: 'touch *', action: 'deny', reason: 'no new files'},
			{tool: 'shell', action: 'allow'},
		];
		const place = await headless(rules);
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(answersIn(place)[0]?.response).toEqual({behavior: 'deny', message: 'no new files'});
		expect(gitIn(place, 'show', 'main:T1.txt')).toBe('denied');
		await allGone(place);
	});
});
