// Headless agents that are spoken with while they work, through the real binary: what they ask leave for is decided by
// rules or a person, on record.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {allGone, eventsOf, expectTidy, gitIn, startsIn, type Workshop, workshop} from '../../support/workshop.ts';

const spoken = async (runtime: 'codex' | 'pi', settings: object, rules: readonly object[]): Promise<Workshop> => {
	const place = await workshop();
	const script = path.resolve(import.meta.dirname, `../../support/headless-${runtime}.mjs`);
	const own = {argv: [process.execPath, script], mode: 'headless', ...settings};
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify({runtime, runtimes: {[runtime]: own}}));
	const folder = path.join(place.home, 'config', 'mosaic');
	mkdirSync(folder, {recursive: true});
	writeFileSync(path.join(folder, 'config.json'), JSON.stringify({permissions: rules}));
	return place;
};

const heardIn = (place: Workshop): Record<string, unknown>[] => {
	const file = path.join(place.folder, 'heard');
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').trim().split('\n');
	return lines.map((line) => JSON.parse(line));
};

const decisionsIn = async (place: Workshop): Promise<unknown[]> =>
	(await eventsOf(place)).flatMap(({type, data}) => (type === 'permission.decided' ? [data.decision] : []));

const question = (place: Workshop): Promise<{id: string; question: string}> =>
	until('a question in the inbox', async () => {
		const {approvals} = await mosaicJson<{approvals: {question?: {id: string; question: string}}[]}>(place, [
			'approvals',
		]);
		return approvals[0]?.question;
	});

const run = (place: Workshop) => mosaic(place, ['run', 'T1', '--workflow', 'checked']);

describe('codex by its app server', () => {
	test('asks a person for a command as it was meant, and works by the answer', async () => {
		const place = await spoken('codex', {}, []);
		const working = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		const asked = await question(place);
		expect(asked.question).toBe('Permission (shell): shell: touch made.txt');
		expect((await mosaic(place, ['answer', asked.id, 'Allow'])).exitCode).toBe(0);
		expect((await working.finished).exitCode).toBe(0);
		expect(gitIn(place, 'show', 'main:T1.txt')).toBe('allowed');
		expect(startsIn(place)).toEqual([expect.stringMatching(/^run-001 implement app-server -c mcp_servers\.mosaic=/)]);
		expect(heardIn(place)).toContainEqual({id: 0, result: {decision: 'accept'}});
		// What nobody here can answer is refused at once, so that it does not wait for ever.
		expect(heardIn(place).find(({id, error}) => id === 1 && error)).toBeDefined();
		expect(await decisionsIn(place)).toMatchObject([{decision: 'allow', by: 'person', subject: 'touch made.txt'}]);
		const {sessions} = await mosaicJson<{sessions: object[]}>(place, ['sessions', '--all']);
		expect(sessions[0]).toMatchObject({progress: {todo: {done: 1, total: 2, now: 'Two'}, nativeId: 'thread-1'}});
		await allGone(place);
		expectTidy(place);
	});

	test('is told no by a rule; its usage counts the turn alone and is priced by its model', async () => {
		const place = await spoken('codex', {permissions: 'edit'}, [
			{action: 'deny', command: 'touch *', reason: 'no new files'},
		]);
		expect(await run(place)).toMatchObject({exitCode: 0});
		expect(heardIn(place)).toContainEqual({id: 0, result: {decision: 'decline'}});
		expect(gitIn(place, 'show', 'main:T1.txt')).toBe('denied');
		expect(startsIn(place)[0]).toContain(
			'app-server -c sandbox_mode="workspace-write" -c approval_policy="on-request"',
		);
		expect(await decisionsIn(place)).toMatchObject([{decision: 'deny', by: 'policy', reason: 'no new files'}]);
		const used = (await eventsOf(place, 'run-001')).find(({type}) => type === 'usage.recorded')?.data.usage;
		expect(used).toMatchObject({model: 'gpt-5.5', inputTokens: 1100, cacheReadTokens: 10, outputTokens: 120});
		expect((used as {costUsd: number}).costUsd).toBeCloseTo((1100 * 5 + 10 * 0.5 + 120 * 30) / 1e6);
		await allGone(place);
	});

	test('is not asked for anything where it may do everything', async () => {
		const place = await spoken('codex', {permissions: 'all'}, []);
		await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
		await until('its start', () => startsIn(place).length > 0);
		expect(startsIn(place)[0]).toContain('run-001 implement exec --json');
		await mosaic(place, ['stop', 'run-001']);
		await allGone(place);
	});
});

describe('pi with an extension that asks', () => {
	test('asks by rule before it runs a command, and not before it reads', async () => {
		const place = await spoken('pi', {permissions: 'ask'}, [{action: 'allow', tool: 'shell', command: 'touch *'}]);
		expect(await run(place)).toMatchObject({exitCode: 0});
		expect(heardIn(place)).toEqual([
			{toolName: 'read', verdict: null},
			{toolName: 'bash', verdict: null},
		]);
		expect(await decisionsIn(place)).toMatchObject([{decision: 'allow', tool: 'bash', subject: 'touch made.txt'}]);
		const denied = await spoken('pi', {permissions: 'edit'}, [{action: 'deny', tool: 'shell', reason: 'no shell'}]);
		expect(await run(denied)).toMatchObject({exitCode: 0});
		expect(heardIn(denied)[1]).toEqual({toolName: 'bash', verdict: {block: true, reason: 'denied: no shell'}});
		await Promise.all([allGone(place), allGone(denied)]);
	});
});
