// What goes wrong with real programs in a run, and what becomes of it: errors of the service, silence, a stop, a kill.
import {describe, expect, test, vi} from 'vitest';
import type {RunView} from '../../src/domain/run.ts';
import {AGENT_NAMES, type AgentName, canUnshare, findAgent} from '../support/agents/find.ts';
import {
	agentFloor,
	agentProcesses,
	agentStarts,
	bodiesOf,
	countedBy,
	type Floor,
	floorReport,
	inbox,
	recordedUsage,
	setScript,
	told,
} from '../support/agents/floor.ts';
import {kill} from '../support/marked-processes.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {mosaic, startMosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {allGone, commitsIn, expectTidy, gitIn} from '../support/workshop.ts';

// The slowest of them needs half a minute for each start where the machine is busy.
vi.setConfig({testTimeout: 300_000});

const shell = (command: string): Turn => ({tool: {kind: 'shell', command}});
const commit = shell('git add -A && git commit -qm "Work on it"');
const done: Turn = {text: 'So be it.\n\n```json\n{"status":"done","summary":"made it"}\n```\n'};
const write: Turn = {tool: {kind: 'write', path: 'a.txt', content: 'one'}};
const sleeps = shell('tail -f /dev/null');

const LEFT_OUT = canUnshare() ? null : 'no network of its own can be made';

/** A task as long as people paste them, with what a shell, a format or a table would trip over. */
const LONG = `${'Read "this" carefully: $HOME `x` %s <b> \\\\n é漢字 🙂. '.repeat(110).slice(0, 4980)} and the last words`;
const longTask = `| id | status | description |\n|---|---|---|\n| T1 | not-started | ${LONG} |\n`;

/** Tries again as a person's own program would; the homes of the tests have it give up at once. */
const PATIENT = {CLAUDE_CODE_MAX_RETRIES: '4'};

describe.each(AGENT_NAMES)('%s without its screen', (name) => {
	const why = findAgent(name) === null ? 'it is not installed' : LEFT_OUT;
	test.skipIf(why === null)(`is left out: ${why}`, () => {});

	describe.skipIf(why !== null)('in a run', () => {
		test('reads a long task whole, gets over a busy service, asks a person and goes on with the answer', async () => {
			// gemini takes no command that holds another one.
			const asks = shell('mosaic ask "Which colour?" --option red --option blue >a.txt');
			const place = await agentFloor(name, {
				tasks: longTask,
				env: PATIENT,
				script: {implement: [[{status: 529}, {status: 529}, asks, commit, done]]},
			});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
			const {id, question, options} = await inbox(place, 'question');
			expect({question, options}).toEqual({question: 'Which colour?', options: ['red', 'blue']});
			expect(bodiesOf(place, 1)[0]?.includes(JSON.stringify(LONG).slice(1, -1))).toBe(true);
			expect(await mosaic(place, ['answer', id, 'blue'])).toMatchObject({exitCode: 0});
			const ended = await run.finished;
			expect(ended, await told(place)).toMatchObject({exitCode: 0});
			expect(gitIn(place, 'show', 'main:a.txt')).toBe('blue');
			expect(recordedUsage(await floorReport(place))).toEqual(countedBy(name, place));
			await allGone(place);
			expectTidy(place);
		});

		test.each([
			[401, 'not-signed-in'],
			[400, 'bad-request'],
		])('that the service turns away by %i fails with the cause, once, and says what to do', async (status, code) => {
			const place = await agentFloor(name, {script: {implement: [Array<Turn>(12).fill({status})]}});
			const ended = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
			expect(ended.exitCode, await told(place)).toBe(1);
			const {failure} = JSON.parse(ended.stdout) as RunView;
			expect(failure).toMatchObject({cause: 'api', step: 'implement', code});
			expect(failure?.message).toMatch(/^implement: /);
			expect(failure?.hint).not.toBe('');
			expect(agentStarts(place)).toHaveLength(1);
			expect(commitsIn(place)).toEqual(['start']);
			await allGone(place);
		});

		test('that falls silent in a tool is ended; step and last tool are named, and nothing of it lives', async () => {
			const config = {workflows: {quick: workflow({inactivity: inactivityOf(name)})}};
			const place = await agentFloor(name, {
				config,
				script: {implement: [[sleeps, ...Array<Turn>(4).fill({hang: true})]]},
			});
			const ended = await mosaic(place, ['run', 'T1', '--workflow', 'quick', '--json']);
			expect(ended.exitCode, await told(place)).toBe(1);
			const {failure} = JSON.parse(ended.stdout) as RunView;
			expect(failure).toMatchObject({cause: 'inactivity-timeout', step: 'implement'});
			// opencode's stream tells of a tool once it is over.
			const seen = name === 'opencode' ? /Last seen: "Working on it\."/ : /tail -f \/dev\/null/;
			expect(failure?.message).toMatch(/^implement: /);
			expect(failure?.message).toMatch(seen);
			await allGone(place);
			expect(agentProcesses(place)).toEqual([]);
		});

		test('is killed in the middle of a tool: the next one goes on, and the run ends with one commit', async () => {
			const place = await agentFloor(name, {
				script: {
					implement: [
						[write, sleeps, done],
						[commit, done],
					],
				},
			});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
			await inTool(place);
			for (const {pid} of programsOf(name, place)) kill(pid);
			const ended = await run.finished;
			expect(ended, await told(place)).toMatchObject({exitCode: 0});
			expect(agentStarts(place)).toHaveLength(2);
			expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
			await allGone(place);
			expectTidy(place);
		});

		test('is stopped with its run in the middle of a tool: nothing of it lives, and the run can go on', async () => {
			const place = await agentFloor(name, {script: {implement: [[sleeps, done]]}});
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
			await inTool(place);
			expect(await mosaic(place, ['stop', 'run-001'])).toMatchObject({exitCode: 0});
			expect((await run.finished).exitCode).toBe(130);
			await allGone(place);
			expect(agentProcesses(place)).toEqual([]);
			setScript(place, {implement: [[write, commit, done]]});
			const again = await mosaic(place, ['resume', 'T1']);
			expect(again, await told(place)).toMatchObject({exitCode: 0});
			expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
			await allGone(place);
			expectTidy(place);
		});
	});
});

const workflow = (implement: object) => ({
	description: 'One turn.',
	steps: [
		{key: 'implement', kind: 'agent', role: 'implementer', attempts: 1, ...implement},
		{key: 'integrate', kind: 'integrate', mode: 'direct', strategy: 'squash'},
	],
});

/** opencode says nothing while it starts. */
const inactivityOf = (name: AgentName): string => (name === 'opencode' ? '45s' : '20s');

const inTool = (place: Floor) =>
	until('the tool', () => agentProcesses(place).find(({command}) => command.startsWith('tail -f')), 120_000).catch(
		async (error: Error) => {
			throw new Error(`${error.message}\n${await told(place)}`);
		},
	);

/** The program itself, without what runs it and without its tools. */
const programsOf = (name: AgentName, place: Floor) =>
	agentProcesses(place).filter(
		({command}) => command.includes(name) && !/launch\.ts|render|session-host|^tail|^unshare|^sh -c/.test(command),
	);
