import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {projectPaths} from '../../src/config/paths.ts';
import {connectSession} from '../../src/daemon/client.ts';
import {liveAddress} from '../../src/daemon/session-address.ts';
import {acpWorkshop, GOOD_TURN, heardIn, setScript} from '../support/acp.ts';
import {processesWith} from '../support/marked-processes.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, commitsIn, eventsOf, reportOf, taskStatus, type Workshop} from '../support/workshop.ts';

const run = (place: Workshop, ...more: string[]) => mosaic(place, ['run', 'T1', '--workflow', 'checked', ...more]);

const logOf = async (place: Workshop, session = 'sess-001') =>
	(await mosaic(place, ['transcript', session, '--plain'])).stdout;

const question = (place: Workshop) =>
	until('the question', async () => {
		const {approvals} = await mosaicJson<{approvals: {question?: {id: string; question: string; options: string[]}}[]}>(
			place,
			['approvals'],
		);
		return approvals[0]?.question;
	});

const COMMAND = {
	toolCall: {toolCallId: 'c1', title: 'Run the build', kind: 'execute', rawInput: {command: 'npm run build'}},
	options: [
		{optionId: 'y', name: 'No', kind: 'allow_once'},
		{optionId: 'n', name: 'Yes', kind: 'reject_once'},
	],
};
const asksFirst = {turns: [[{permission: COMMAND}, ...GOOD_TURN]]};

const decisionsIn = async (place: Workshop): Promise<unknown[]> =>
	(await eventsOf(place)).flatMap(({type, data}) => (type === 'permission.decided' ? [data.decision] : []));

describe('an agent that speaks ACP', () => {
	test('works in its worktree, and what it says last is its result', async () => {
		const place = await acpWorkshop({
			turns: [GOOD_TURN],
			usage: {totalTokens: 120, inputTokens: 100, outputTokens: 20},
		});
		expect(await run(place)).toMatchObject({exitCode: 0});
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect((await reportOf(place, 'run-001')).steps[0]?.summary).toBe('laid by protocol');
		const used = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'usage.recorded');
		expect(used).toMatchObject([{data: {runtime: 'acp', usage: {inputTokens: 100, outputTokens: 20}}}]);
		const heard = heardIn(place);
		expect(heard[1]).toMatchObject({
			new: {
				cwd: expect.stringContaining('run-001'),
				mcpServers: [{name: 'mosaic', env: expect.arrayContaining([{name: 'MOSAIC_SESSION', value: 'sess-001'}])}],
			},
		});
		expect(heard[2]).toMatchObject({prompt: expect.stringContaining('Lay the ground')});
		await allGone(place);
	});

	test('is shown as a readable log: words, tools, diffs, its list, cleaned of escapes', async () => {
		const edit = {toolCallId: 'e1', title: 'Edit a.txt', kind: 'edit', status: 'pending'};
		const content = [{type: 'diff', path: 'a.txt', oldText: 'one\ntwo\n', newText: 'one\nthree\n'}];
		const place = await acpWorkshop({
			turns: [
				[
					{think: 'let me see'},
					{say: 'I \u001b]0;evil\u0007begin.\n'},
					{
						plan: [
							['Dig', 'completed'],
							['Fill', 'in_progress'],
							['Rest', 'pending'],
						],
					},
					{call: edit},
					{update: {toolCallId: 'e1', status: 'completed', content}},
					{call: {toolCallId: 'x1', title: 'ls', kind: 'execute'}},
					{
						update: {
							toolCallId: 'x1',
							status: 'failed',
							content: [{type: 'content', content: {type: 'text', text: 'no such'}}],
						},
					},
					{stray: 'a warning'},
					{cost: 0.5},
					{hold: true},
					...GOOD_TURN,
				],
			],
		});
		const ended = run(place);
		await until('its list beside the session', async () => {
			const {sessions} = await mosaicJson<{sessions: {progress?: {todo: object; lastTool: string}}[]}>(place, [
				'sessions',
			]);
			return sessions[0]?.progress?.lastTool === 'execute ls' && sessions[0];
		}).then(({progress}) =>
			expect(progress).toMatchObject({todo: {done: 1, total: 3, now: 'Fill'}, phase: 'thinking'}),
		);
		writeFileSync(path.join(place.folder, 'go'), '');
		expect(await ended).toMatchObject({exitCode: 0});
		const log = await logOf(place);
		for (const line of [
			'let me see',
			'I ]0;evilbegin.',
			'☑ Dig',
			'▶ Fill',
			'☐ Rest',
			'● edit a.txt',
			'✎ a.txt',
			'  -two',
			'  +three',
			'✗ failed',
			'  no such',
			'| a warning',
			'· $0.5000',
			'■ done',
		])
			expect(log.split('\n')).toContain(line);
	});

	test('asks a person for leave in the inbox, in words that are not its own', async () => {
		const place = await acpWorkshop(asksFirst);
		expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
		const asked = await question(place);
		expect(asked).toMatchObject({
			question: 'Permission (shell): Run the build: npm run build',
			options: ['Allow', 'Deny'],
		});
		await until('the waiting session', async () => {
			const {sessions} = await mosaicJson<{sessions: {state: string}[]}>(place, ['sessions']);
			return sessions[0]?.state === 'waiting';
		});
		expect(await mosaic(place, ['answer', asked.id, 'Allow'])).toMatchObject({exitCode: 0});
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		expect(heardIn(place)).toContainEqual({permission: {outcome: 'selected', optionId: 'y'}});
		expect(await decisionsIn(place)).toMatchObject([{decision: 'allow', by: 'person'}]);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('is denied by a person at its terminal, and the inbox is done with it', async () => {
		const place = await acpWorkshop(asksFirst);
		expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
		const asked = await question(place);
		const address = liveAddress(projectPaths(place.root), 'sess-001', new Date());
		const person = await connectSession(address, {onMessage: () => {}, onBytes: () => {}, onClose: () => {}});
		person.type('perhaps\r2\r');
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		expect(heardIn(place)).toContainEqual({permission: {outcome: 'selected', optionId: 'n'}});
		const {questions} = await reportOf(place, 'run-001');
		person.close();
		expect(questions).toMatchObject([{id: asked.id, state: 'answered', answer: 'Deny', by: 'terminal'}]);
	});

	test('is allowed and denied by rules, with the reason in its log; a project cannot allow', async () => {
		const rules = [{action: 'allow', tool: 'shell', command: 'npm run *', reason: 'builds are harmless'}];
		const allowed = await acpWorkshop(asksFirst, {rules});
		expect(await run(allowed)).toMatchObject({exitCode: 0});
		expect(heardIn(allowed)).toContainEqual({permission: {outcome: 'selected', optionId: 'y'}});
		expect(await logOf(allowed)).toContain('allowed by policy: builds are harmless');
		expect(await decisionsIn(allowed)).toMatchObject([
			{decision: 'allow', by: 'policy', reason: 'builds are harmless'},
		]);
		const denied = await acpWorkshop(asksFirst, {
			rules,
			settings: {permissions: [{action: 'deny', command: '*build*'}]},
		});
		expect(await run(denied)).toMatchObject({exitCode: 0});
		expect(heardIn(denied)).toContainEqual({permission: {outcome: 'selected', optionId: 'n'}});
		const loose = await acpWorkshop(asksFirst, {settings: {permissions: [{action: 'allow'}]}});
		expect(await run(loose)).toMatchObject({
			exitCode: 5,
			stderr: expect.stringContaining('permissions.0.action: "allow"'),
		});
	});

	test('that is stopped in the middle of a question or its work is cancelled, and leaves nothing', async () => {
		for (const step of [{permission: COMMAND}, {hang: true}]) {
			const place = await acpWorkshop({turns: [[{child: true}, step]]});
			expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
			await until('the agent at work', async () =>
				'hang' in step ? heardIn(place).some(({hanging}) => hanging) : question(place),
			);
			expect(await mosaic(place, ['stop', 'run-001'])).toMatchObject({exitCode: 0});
			await until('the stop', async () => (await reportOf(place, 'run-001')).state === 'interrupted');
			await allGone(place);
			expect(processesWith(place.mark)).toEqual([]);
		}
	});

	test('goes on with its conversation after a stop, without showing the old words again', async () => {
		const place = await acpWorkshop({turns: [[{hang: true}]], loads: true});
		expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
		await until('the agent at work', () => heardIn(place).some(({hanging}) => hanging));
		await mosaic(place, ['stop', 'run-001']);
		await until('the stop', async () => (await reportOf(place, 'run-001')).state === 'interrupted');
		setScript(place, {turns: [GOOD_TURN], loads: true});
		expect(await mosaic(place, ['continue', 'run-001'])).toMatchObject({exitCode: 0});
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		expect(heardIn(place).find(({load}) => load)?.load).toMatch(/^conversation-\d+$/);
		const log = await logOf(place, 'sess-002');
		expect(log).toContain('goes on with its conversation');
		expect(log).not.toContain('an old word');
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('cannot be taken over in a screen of its own, and that is said', async () => {
		const place = await acpWorkshop({turns: [[{hang: true}]]});
		expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
		await until('its stream', async () => {
			const {sessions} = await mosaicJson<{sessions: {progress?: {handsOver?: boolean}}[]}>(place, ['sessions']);
			return sessions[0]?.progress?.handsOver === false;
		});
		const refused = await mosaic(place, ['takeover', 'sess-001']);
		expect(refused).toMatchObject({exitCode: 3, stdout: ''});
		expect(refused.stderr).toContain('sess-001: it speaks ACP, and no screen of its own can go on');
		await mosaic(place, ['stop', 'run-001']);
		await allGone(place);
	});

	test('whose client is killed is ended with it, and started again in its conversation', async () => {
		const place = await acpWorkshop({turns: [[{child: true}, {hang: true}]], loads: true});
		expect(await run(place, '--detach')).toMatchObject({exitCode: 0});
		await until('the agent at work', () => heardIn(place).some(({hanging}) => hanging));
		const {sessions} = await mosaicJson<{sessions: {pid: number}[]}>(place, ['sessions']);
		setScript(place, {turns: [GOOD_TURN], loads: true});
		process.kill(sessions[0]?.pid ?? 0, 'SIGKILL');
		await until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);
		expect(heardIn(place).filter(({load}) => load)).toHaveLength(1);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		await allGone(place);
		expect(processesWith(place.mark)).toEqual([]);
	});

	test('whose result cannot be used is told so in the same conversation', async () => {
		const bad = [GOOD_TURN[0], GOOD_TURN[1], {say: '```json\n{"status":"perhaps"}\n```'}] as object[];
		const place = await acpWorkshop({turns: [bad, [{say: '{"status":"done","summary":"mended"}'}]]});
		expect(await run(place)).toMatchObject({exitCode: 0});
		expect(heardIn(place).filter(({prompt}) => prompt)).toHaveLength(2);
		expect(heardIn(place).filter((heard) => heard.new)).toHaveLength(1);
		expect((await reportOf(place, 'run-001')).steps[0]?.summary).toBe('mended');
	});

	test('fails with its own words: not signed in, gone, refusing; and is refused where it is not installed', async () => {
		const failing = [
			[{turns: [], auth: true}, 'Sign in with the agent'],
			[{turns: [[{say: 'half'}, {exit: 7}]]}, 'it ended with exit code 7'],
			[{turns: [[{stop: 'refusal'}]]}, 'it refuses to go on'],
		] as const;
		for (const [script, words] of failing) {
			const place = await acpWorkshop(script);
			expect((await mosaic(place, ['run', 'T1', '--workflow', 'solo'])).exitCode).toBe(1);
			expect(await logOf(place)).toContain(words);
			expect(taskStatus(place, 'T1')).toBe('failed');
		}
		const settings = {runtimes: {acp: {acp: {argv: ['no-such-agent']}}}};
		const missing = await acpWorkshop({turns: []}, {settings});
		for (const workflow of ['solo', 'checked'])
			expect(await mosaic(missing, ['run', 'T1', '--workflow', workflow])).toMatchObject({
				exitCode: 3,
				stderr: expect.stringContaining('no-such-agent'),
			});
	});

	test('gets the model that its role asks for, or does not begin', async () => {
		const settings = (model: string) => ({settings: {roles: {implementer: {model}}}});
		const place = await acpWorkshop({turns: [GOOD_TURN]}, settings('large'));
		expect(await run(place)).toMatchObject({exitCode: 0});
		expect(heardIn(place)).toContainEqual({set: 'large'});
		const other = await acpWorkshop({turns: [GOOD_TURN]}, settings('huge'));
		expect((await run(other)).exitCode).toBe(1);
		expect(await logOf(other)).toContain('it has no model "huge". It has: small, large');
	});
});
