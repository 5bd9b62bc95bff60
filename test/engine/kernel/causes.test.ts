// Every cause that a run can fail by, through the real binary: what it says, and what it says to do next.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {FAILURE_CAUSES, type FailureCause, failureHint} from '../../../src/domain/failure.ts';
import {mosaic, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	GOOD_AGENT,
	gitIn,
	reportOf,
	setAgent,
	startsIn,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

type Case = {
	readonly agent?: string;
	readonly steps?: readonly object[];
	/** Settings beside the workflow. */
	readonly config?: object;
	readonly prepare?: (place: Workshop) => void;
	readonly meanwhile?: (place: Workshop) => Promise<unknown>;
	readonly code: string;
	readonly says: RegExp;
};

const implement = {key: 'implement', kind: 'agent', attempts: 1};
const toTheBase = {key: 'integrate', kind: 'integrate'};

/** A program that streams as claude does. */
const streaming = (lines: readonly object[], then: string) => ({
	agent: `${lines.map((line) => `echo '${JSON.stringify(line)}'`).join('\n')}\n${then}`,
});
const SPOKEN = {runtime: 'claude', runtimes: {claude: {argv: ['/bin/sh', 'AGENT'], mode: 'headless'}}};
const TOOL = {
	type: 'assistant',
	message: {id: 'm', model: 'm', content: [{type: 'tool_use', id: 't', name: 'Bash', input: {command: 'npm test'}}]},
};

const CASES: Readonly<Record<FailureCause, Case>> = {
	'inactivity-timeout': {
		agent: "echo 'reading the plan'; sleep 60",
		steps: [{...implement, inactivity: '2s'}],
		code: 'inactivity-timeout',
		says: /^implement: the agent was ended because it wrote nothing for 2 s\. Last seen: "reading the plan"/,
	},
	'max-duration': {
		...streaming([TOOL], 'sleep 60'),
		config: SPOKEN,
		steps: [{...implement, timeout: '3s'}],
		code: 'max-duration',
		says: /^implement: the agent was ended because it worked longer than 3 s\. Last tool: ".*npm test/,
	},
	agent: {agent: 'echo no luck; exit 7', code: 'exit-code', says: /^implement: the agent exited with 7.*no luck/},
	git: {
		agent: GOOD_AGENT.replace('git commit', 'git -c commit.gpgSign=false commit'),
		prepare: (place) => {
			gitIn(place, 'config', 'commit.gpgSign', 'true');
			gitIn(place, 'config', 'gpg.program', '/bin/false');
		},
		code: 'signing-failed',
		says: /could not be signed/,
	},
	api: {
		...streaming([{type: 'result', subtype: 'success', is_error: true, result: 'API Error: 529 overloaded'}], 'exit 1'),
		config: SPOKEN,
		code: 'api-error',
		says: /^implement: .*529 overloaded/,
	},
	'no-usable-output': {
		agent: 'echo done, I think',
		code: 'no-usable-output',
		says: /^implement: no usable answer after a repair/,
	},
	'no-changes': {
		agent: 'echo \'{"status":"done","summary":"nothing to do"}\' >"$MOSAIC_RESULT"',
		code: 'no-changes',
		says: /^implement: the agent changed nothing .*nothing to do/,
	},
	checks: {
		steps: [implement, {key: 'verify', kind: 'check', commands: ['test ! -f T1.txt']}, toTheBase],
		code: 'checks',
		says: /^verify: failed: test ! -f T1\.txt/,
	},
	command: {
		steps: [implement, {key: 'deploy', kind: 'command', run: ['false']}],
		code: 'command',
		says: /^deploy: .*exit code 1/,
	},
	rejected: {
		agent: GOOD_AGENT.replace(
			'"verdict":"pass"',
			'"verdict":"changes","findings":[{"severity":"major","message":"ugly"}]',
		),
		steps: [implement, {key: 'review', kind: 'review'}, toTheBase],
		code: 'rejected',
		says: /^review: /,
	},
	cancelled: {
		agent: 'sleep 60',
		meanwhile: async (place) => {
			await until('the agent', () => startsIn(place).length === 1);
			await mosaic(place, ['abort', 'run-001', '--reason', 'not wanted any more']);
		},
		code: 'aborted',
		says: /not wanted any more/,
	},
	evicted: {agent: 'kill -9 $$', code: 'agent-evicted', says: /^implement: its agent vanished 3 times/},
	configuration: {
		agent: `${GOOD_AGENT}\nrm -f "$SHOP/bin/looker"`,
		config: {roles: {reviewer: {argv: ['looker']}}},
		prepare: (place) => writeFileSync(path.join(place.folder, 'bin', 'looker'), '#!/bin/sh\n', {mode: 0o755}),
		steps: [implement, {key: 'review', kind: 'review'}, toTheBase],
		code: 'runtime-missing',
		says: /looker/,
	},
	internal: {
		// A folder where the next prompt has to be written: nothing that mosaic foresaw.
		agent: `${GOOD_AGENT}\nfor n in 0 1 2; do mkdir -p "$(dirname "$(dirname "$MOSAIC_RESULT")")/2-agent-run-$n/prompt.md/x"; done`,
		steps: [implement, {key: 'review', kind: 'review'}, toTheBase],
		code: 'EISDIR',
		says: /EISDIR/,
	},
};

const shopFor = async ({agent, steps, config, prepare}: Case): Promise<Workshop> => {
	const place = await workshop(agent === undefined ? {} : {agent});
	const script = path.join(place.folder, 'agent.sh');
	const document = {
		runtime: 'script',
		runtimes: {script: {argv: ['/bin/sh', script]}},
		workflows: {own: {steps: steps ?? [implement, toTheBase]}},
		...config,
	};
	const text = JSON.stringify(document).replaceAll('AGENT', script);
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), text);
	prepare?.(place);
	return place;
};

describe('a run that fails', () => {
	test.each(FAILURE_CAUSES.map((cause) => [cause, CASES[cause]] as const))(
		'by %s says so, names the place, and says what to do next',
		async (cause, one) => {
			const place = await shopFor(one);
			const run = startMosaic(place, ['run', 'T1', '--workflow', 'own']);
			await one.meanwhile?.(place);
			const {exitCode, stderr, stdout} = await run.finished;
			expect(exitCode, stdout + stderr).toBe(1);
			const {failure} = await reportOf(place, 'run-001');
			expect(failure).toMatchObject({cause, code: one.code, hint: failureHint(cause)});
			expect(failure?.message).toMatch(one.says);
			for (const shown of [
				stderr,
				(await mosaic(place, ['runs', 'show', 'run-001'])).stdout,
				(await mosaic(place, ['report', 'run-001'])).stdout.replaceAll(/[\\\u2060\u200b]/g, ''),
			])
				expect(shown.replaceAll('`', '')).toContain(failureHint(cause).replaceAll('`', ''));
			expect(commitsIn(place)).toEqual(['start']);
			await allGone(place);
		},
	);
});

test("a session host that dies is not the agent's fault: its step begins anew more often than after crashes, then the run is evicted", async () => {
	// The agent ends its own host, as a machine without memory would.
	const place = await shopFor({agent: 'kill -9 $PPID; sleep 60', code: '', says: /./});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'own'])).exitCode).toBe(1);
	const {failure} = await reportOf(place, 'run-001');
	expect(failure).toMatchObject({cause: 'evicted', code: 'agent-evicted'});
	expect(failure?.message).toBe('implement: its agent vanished 4 times');
	const vanished = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'step.agent-vanished');
	expect(vanished.map(({data}) => data.reason)).toEqual(['churn', 'churn', 'churn', 'churn']);
	await allGone(place);
	setAgent(place, GOOD_AGENT);
	expect((await mosaic(place, ['retry', 'run-001'])).exitCode).toBe(0);
	await until('the end', async () => (await reportOf(place, 'run-001')).state === 'completed');
	await allGone(place);
});

test('the first failure stays on record when a retry fails by another one', async () => {
	const place = await shopFor({agent: 'exit 7', code: '', says: /./});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'own'])).exitCode).toBe(1);
	setAgent(place, 'exit 8');
	await mosaic(place, ['retry', 'run-001']);
	await until('the second end', async () => (await reportOf(place, 'run-001')).failure?.message.includes('with 8'));
	const report = (await mosaic(place, ['report', 'run-001'])).stdout;
	expect(report).toContain('the agent exited with 7');
	const ends = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'run.ended');
	expect(ends.map(({data}) => (data.failure as {message: string}).message)).toEqual([
		expect.stringContaining('with 7'),
		expect.stringContaining('with 8'),
	]);
	await allGone(place);
});
