// Agents on screens of their own in a workflow, through the real binary: leave by hooks, the end of a turn, one nudge.
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {projectPaths} from '../../../src/config/paths.ts';
import {connectSession} from '../../../src/daemon/client.ts';
import {liveAddress} from '../../../src/daemon/session-address.ts';
import {processesWith} from '../../support/marked-processes.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	enginesIn,
	eventsOf,
	expectTidy,
	startsIn,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../support/screen-claude.mjs');

const onScreen = async (
	turns: string,
	rules: readonly object[] = [],
	env: Record<string, string> = {},
	more: object = {},
): Promise<Workshop> => {
	const place = await workshop();
	const claude = {argv: [process.execPath, SCRIPT], mode: 'interactive', env: {TURNS: turns, ...env}};
	writeFileSync(
		path.join(place.root, '.mosaic', 'config.json'),
		JSON.stringify({runtime: 'claude', runtimes: {claude}, ...more}),
	);
	const own = path.join(place.home, 'config', 'mosaic');
	mkdirSync(own, {recursive: true});
	writeFileSync(path.join(own, 'config.json'), JSON.stringify({permissions: rules}));
	return place;
};

const linesIn = (place: Workshop, name: string): string[] => {
	const file = path.join(place.folder, name);
	return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

type Question = {question: {id: string; question: string; step: string; options: string[]}};

const openQuestion = (place: Workshop): Promise<Question['question']> =>
	until(
		'an approval',
		async () => (await mosaicJson<{approvals: Question[]}>(place, ['approvals'])).approvals[0]?.question,
	);

const typeInto = async (place: Workshop, sessionId: string, keys: string): Promise<void> => {
	const handlers = {onMessage: () => {}, onBytes: () => {}, onClose: () => {}};
	const pane = await connectSession(liveAddress(projectPaths(place.root), sessionId, new Date()), handlers);
	pane.type(keys);
	await pane.end();
};

const wishesOf = async (place: Workshop) =>
	(await eventsOf(place, 'run-001'))
		.filter(({type}) => type.startsWith('permission.'))
		.map(({type, data}) => ({type, ...data}));

describe('an agent that asks by its hook', () => {
	test('gets leave by a rule, and its turn ends with the result that it handed in', async () => {
		const place = await onScreen('ask work result', [{command: 'touch *', action: 'allow', reason: 'harmless'}]);
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(commitsIn(place)[0]).toBe('Lay the ground');
		expect(startsIn(place)[0]).toMatch(/^run-001 implement --settings \S+hooks\.json --session-id /);
		expect(linesIn(place, 'leave')).toEqual(['true']);
		expect(linesIn(place, 'keys')).toEqual([]);
		expect(await wishesOf(place)).toMatchObject([
			{type: 'permission.asked', wish: {id: 'sess-001-p1', via: 'hook', command: 'touch made.txt', step: 'implement'}},
			{type: 'permission.decided', decision: {decision: 'allow', by: 'policy', reason: 'harmless'}},
		]);
		await allGone(place);
		expectTidy(place);
	});

	test('is told no, with the reason', async () => {
		const place = await onScreen('ask work result', [{tool: 'Bash', action: 'deny', reason: 'not here'}]);
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(linesIn(place, 'leave')).toEqual(['false']);
		expect(linesIn(place, 'hooks').find((line) => line.startsWith('PermissionRequest'))).toContain(
			'"message":"not here"',
		);
	});

	test('waits for a person, whose answer needs no engine; the evidence is its hook', async () => {
		const place = await onScreen('ask work result');
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
		expect(run).toMatchObject({exitCode: 0});
		const asked = await openQuestion(place);
		expect(asked).toMatchObject({
			id: 'sess-001-p1',
			question: 'Permission (shell): Bash: touch made.txt',
			step: 'implement',
		});
		const {sessions} = await mosaicJson<{sessions: object[]}>(place, ['sessions', '--why']);
		expect(sessions[0]).toMatchObject({
			state: 'waiting',
			why: {source: 'hook', rule: 'PermissionRequest', message: 'asks: Bash touch made.txt'},
		});
		expect((await mosaic(place, ['sessions', '--why'])).stdout).toContain('by a hook it ran, rule "PermissionRequest"');
		for (const {pid} of enginesIn(place)) process.kill(pid, 'SIGKILL');
		expect(await mosaic(place, ['answer', asked.id, 'Allow'])).toMatchObject({exitCode: 0});
		await until('the leave', () => linesIn(place, 'leave')[0] === 'true');
		expect((await wishesOf(place)).map(({type}) => type)).toEqual(['permission.asked', 'permission.decided']);
		// Whoever looks after the run next finds the result.
		await mosaic(place, ['runs']);
		await mosaic(place, ['continue', 'run-001']);
		await until('the end of the run', () => commitsIn(place)[0] === 'Lay the ground');
	});

	test('leaves nothing to be answered when its host is killed, also before anything is started again', async () => {
		const place = await onScreen('ask work result');
		await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
		const {id} = await openQuestion(place);
		for (const {pid} of enginesIn(place)) process.kill(pid, 'SIGKILL');
		const hosts = () => processesWith(place.mark).filter(({command}) => command.includes('session-host'));
		for (const {pid} of hosts()) process.kill(pid, 'SIGKILL');
		await until('the end of the host', () => hosts().length === 0);
		expect(await mosaicJson(place, ['approvals'])).toMatchObject({approvals: []});
		expect((await mosaic(place, ['approvals'])).stdout).toBe('Nothing waits for a person.\n');
		expect(await mosaicJson(place, ['status'])).toMatchObject({approvals: []});
		expect((await mosaic(place, ['answer', id, 'Allow'])).exitCode).not.toBe(0);
		for (const {pid} of processesWith(place.mark)) process.kill(pid, 'SIGKILL');
	});

	test('is answered in its pane, which closes the approval', async () => {
		const place = await onScreen('ask work result');
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		const {id} = await openQuestion(place);
		await typeInto(place, 'sess-001', '1');
		expect(await run.finished).toMatchObject({exitCode: 0});
		expect((await wishesOf(place)).at(-1)).toMatchObject({
			type: 'permission.closed',
			id,
			cause: 'answered in the pane',
		});
		// The hook waited no longer, and said nothing.
		expect(linesIn(place, 'hooks').map((line) => line.trim())).toContain('PermissionRequest');
	});
});

describe('an agent whose turn ended without a result', () => {
	test('is asked for it once, in its own screen', async () => {
		const place = await onScreen('work,result');
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(linesIn(place, 'prompts')).toHaveLength(1);
		expect(linesIn(place, 'prompts')[0]).toMatch(/^Your turn ended without a result/);
		expect(startsIn(place)).toHaveLength(1);
		const events = await eventsOf(place, 'run-001');
		expect(events.filter(({type}) => type === 'session.prompted')).toHaveLength(1);
	});

	test('fails as having no usable output after that', async () => {
		const place = await onScreen('work,nothing');
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 1});
		expect(linesIn(place, 'prompts')).toHaveLength(1);
		const {failure} = await mosaicJson<{failure: object}>(place, ['report', 'run-001']);
		expect(failure).toMatchObject({cause: 'no-usable-output', code: 'turn-over'});
		await allGone(place);
	});

	test('is known to have ended it by its report alone, where no hook ran', async () => {
		const place = await onScreen('work result', [], {NO_STOP_HOOK: '1'});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(linesIn(place, 'prompts')).toEqual([]);
	});
});

describe('an agent on its own screen whose work is sent back', () => {
	// Checked before the work, after it, and after the next attempt.
	const checks = [['sh', '-c', 'echo >>"$SHOP/checked"; test "$(wc -l <"$SHOP/checked")" -ne 2']];
	const idsIn = (place: Workshop) =>
		startsIn(place).map((line) => /(--session-id|--resume) (\S+)/.exec(line)?.slice(1));

	test('goes on with the very conversation that it began', async () => {
		const place = await onScreen('work result', [], {}, {checks});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		const [first, second] = idsIn(place);
		expect(first?.[0]).toBe('--session-id');
		expect(second).toEqual(['--resume', first?.[1]]);
	});

	test('begins anew where it had never come to work, or the settings say so', async () => {
		const fresh = {checks, roles: {implementer: {conversation: 'fresh'}}};
		const place = await onScreen('work result', [], {}, fresh);
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).toMatchObject({exitCode: 0});
		expect(idsIn(place).map((id) => id?.[0])).toEqual(['--session-id', '--session-id']);
		const mute = await onScreen('work result', [], {DIES: '1'});
		await mosaic(mute, ['run', 'T1', '--workflow', 'checked']);
		await mosaic(mute, ['retry', 'run-001']);
		await until('another start', () => startsIn(mute).length > 1);
		expect(new Set(idsIn(mute).map((id) => id?.[0]))).toEqual(new Set(['--session-id']));
		await mosaic(mute, ['stop', 'run-001']);
	});
});
