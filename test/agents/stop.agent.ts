// `mosaic stop` ends a real program in the middle of a tool with all that it started.
import {describe, expect, onTestFinished, test} from 'vitest';
import {adapterOf} from '../../src/runtimes/adapters.ts';
import {createAgentBench, withInput} from '../support/agents/agent-bench.ts';
import {AGENT_NAMES, canUnshare, findAgent} from '../support/agents/find.ts';
import {mosaic} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';

describe.each(AGENT_NAMES)('%s that is stopped in the middle of a tool', (name) => {
	const able = findAgent(name) !== null && canUnshare();

	test.skipIf(!able).each(['headless', 'interactive'] as const)('leaves nothing behind, %s', async (mode) => {
		const bench = createAgentBench(name);
		const project = scratchProject({'TASKS.md': TASKS});
		onTestFinished(async () => {
			await mosaic(project, ['stop', 'sess-001', '--kill']);
			bench.remove();
		});
		const isFree = name !== 'claude' || process.getuid?.() !== 0;
		const launch = adapterOf(name)[mode]({
			command: [bench.program],
			prompt: 'Do the work.',
			cwd: bench.cwd,
			sessionId: '11111111-2222-4333-8444-555555555555',
			resume: null,
			model: mode === 'headless' || name === 'pi' ? bench.model : null,
			effort: null,
			permissions: isFree ? 'all' : 'edit',
			allowedTools: name === 'claude' ? ['Bash'] : [],
			trusted: false,
		});
		const tool = {tool: {kind: 'shell', command: 'tail -f /dev/null'}} as const;
		const {command} = bench.order([tool, {text: 'never'}], withInput(bench, launch), {
			env: launch.env,
			terminal: mode === 'interactive',
		});
		await mosaic(project, ['init']);
		const run = await mosaic(project, ['run', 'T1', '--workflow', 'solo', '--detach', '--', ...command]);
		expect(run.exitCode, run.stderr).toBe(0);
		await until('the tool', () => bench.left().some(({command: line}) => /^tail -f/.test(line)), 60_000).catch(
			async (error) => {
				throw new Error(`${error.message}\n${(await mosaic(project, ['screen', 'sess-001'])).stdout}`);
			},
		);
		expect((await mosaic(project, ['stop', 'sess-001'])).exitCode).toBe(0);
		expect(bench.left()).toEqual([]);
	});
});
