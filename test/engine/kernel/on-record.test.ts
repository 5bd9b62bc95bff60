// What is on record of a run, and who can see it: comments, follow-ups, questions, commands, failures.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {LocalController} from '../../../src/daemon/local-controller.ts';
import {mosaic, mosaicJson} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {allGone, eventsOf, GOOD_AGENT, reportOf, type Workshop, workshop} from '../../support/workshop.ts';

const closed = (place: Workshop) => until('the end', async () => (await reportOf(place, 'run-001')).closed);

type ShownRun = {
	state: string;
	checks: {name: string; exitCode: number}[];
	findings: {message: string; side?: string}[];
	failure: {cause: string; hint: string} | null;
	unreadableFollowUps: number;
};
const shown = async (place: Workshop): Promise<ShownRun> =>
	(await mosaicJson<{run: ShownRun}>(place, ['runs', 'show', 'run-001'])).run;

const controllerOf = (place: Workshop): LocalController => {
	const controller = new LocalController({
		env: place.env,
		project: place.root,
		size: () => ({cols: 80, rows: 24}),
	});
	onTestFinished(() => controller.close());
	return controller;
};

test('a comment on a line reaches the next attempt with its file, line and side', async () => {
	const agent = `
if [ "$MOSAIC_EXPECTS" = implement ]; then cat "$(dirname "$MOSAIC_RESULT")/prompt.md" >"$SHOP/prompt"; fi
${GOOD_AGENT}`;
	const place = await workshop({agent});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'])).exitCode).toBe(0);
	await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
	const comments = [
		{file: 'T1.txt', line: 1, side: 'new', text: 'say it in German'},
		{file: 'old.txt', line: 7, side: 'old', text: 'this was right'},
		{file: 'T1.txt', line: null, side: null, text: 'a word on the whole file'},
	] as const;
	const command = {type: 'request-changes', by: 'ann', token: 'k', approvalId: 'run-001-a1', commit: null} as const;
	const controller = controllerOf(place);
	expect(
		await controller.dispatch({
			type: 'run.command',
			project: place.root,
			runId: 'run-001',
			command: {...command, comments: [...comments]},
		}),
	).toMatchObject({ok: true});
	await until('the next gate', async () => (await reportOf(place, 'run-001')).approvals.at(-1)?.id === 'run-001-a2');
	const prompt = readFileSync(path.join(place.folder, 'prompt'), 'utf8');
	expect(prompt).toContain('- **major** (person) T1.txt:1 (after the change): say it in German');
	expect(prompt).toContain('- **major** (person) old.txt:7 (before the change): this was right');
	expect(prompt).toContain('- **major** (person) T1.txt: a word on the whole file');
	expect((await shown(place)).findings.map(({side}) => side)).toEqual(['new', 'old', undefined]);
	expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toContain('old.txt:7 (before the change)');
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('`old.txt:7 (before the change)`');
});

test('follow-ups are seen while the agent works; half a line waits, and what is none is counted and shown', async () => {
	const agent = `
if [ "$MOSAIC_EXPECTS" = review ]; then echo '{"verdict":"pass","summary":"good"}' >"$MOSAIC_RESULT"; exit 0; fi
printf '{"kind":"follow_up","title":"Paint"}\\nnot json\\n{"kind":"wish","title":"x"}\\n{"kind":"question","ti' >>"$MOSAIC_FOLLOW_UPS"
until test -e "$SHOP/go"; do sleep 0.05; done
printf 'tle":"Why?"}\\n{"kind":"follow_up","title":"last, without an end"}' >>"$MOSAIC_FOLLOW_UPS"
${GOOD_AGENT}`;
	const place = await workshop({agent});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).exitCode).toBe(0);
	const titles = async () =>
		(await eventsOf(place, 'run-001')).flatMap(({type, data}) => (type === 'follow-up.received' ? [data.title] : []));
	await until('the first follow-up', async () => (await titles()).length === 1);
	await until('the count', async () => (await shown(place)).unreadableFollowUps === 2);
	expect(await titles()).toEqual(['Paint']);
	writeFileSync(path.join(place.folder, 'go'), '');
	await closed(place);
	expect(await titles()).toEqual(['Paint', 'Why?', 'last, without an end']);
	expect((await shown(place)).unreadableFollowUps).toBe(2);
	expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toContain('2 lines could not be read');
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('2 lines that agents left as follow-ups');
	const controller = controllerOf(place);
	const page = controller.openRun(place.root, 'run-001');
	expect(page.page().record.unreadable).toMatchObject({[Object.keys(page.page().record.unreadable)[0] ?? '']: 2});
	await allGone(place);
});

test('an agent that asks a person reads waiting wherever sessions are listed, and works again after the answer', async () => {
	const agent = `
answer=$(mosaic ask 'Which colour?' --option red) || exit 9
echo "$answer" >"$SHOP/answered"
until test -e "$SHOP/go"; do sleep 0.05; done
${GOOD_AGENT}`;
	const place = await workshop({agent});
	type Sessions = {sessions: {id: string; state: string; evidence: string; message: string | null}[]};
	const session = async () => (await mosaicJson<Sessions>(place, ['sessions'])).sessions[0];
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).exitCode).toBe(0);
	await until('the question', async () => (await reportOf(place, 'run-001')).state === 'waiting');
	expect(await session()).toMatchObject({state: 'waiting', evidence: 'asked', message: 'Which colour?'});
	expect((await mosaic(place, ['sessions', '--why'])).stdout).toContain('by the question it put by `mosaic ask`');
	expect((await mosaic(place, ['status'])).stdout).toContain('waiting');
	const controller = controllerOf(place);
	const seen = () => controller.state().missions[0]?.detail?.sessions[0];
	expect(seen()).toMatchObject({state: 'waiting', needsPerson: true, message: 'Which colour?'});
	expect(controller.state().missions[0]?.waitingSessions).toBe(1);
	expect((await mosaic(place, ['answer', 'run-001-q1', 'red'])).exitCode).toBe(0);
	await until('the answer', () => existsSync(path.join(place.folder, 'answered')));
	expect(await session()).toMatchObject({state: 'working', message: null});
	await until('the controller', () => seen()?.state === 'working');
	writeFileSync(path.join(place.folder, 'go'), '');
	await closed(place);
});

test('the commands it ran, the findings, why it failed and what to do next are shown of one run', async () => {
	const place = await workshop({gates: ['test -e T9.txt', 'true']});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	const failing = await workshop({
		agent: `if [ "$MOSAIC_EXPECTS" = implement ]; then touch broken; git add broken; fi\n${GOOD_AGENT}`,
		gates: ['test ! -e broken'],
	});
	expect((await mosaic(failing, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
	const run = await shown(failing);
	expect(run).toMatchObject({state: 'failed', failure: {cause: 'checks'}});
	expect(run.checks).toMatchObject([{name: 'test ! -e broken', exitCode: 1, after: 'fail'}]);
	expect(run.findings.length).toBeGreaterThan(0);
	const {stdout} = await mosaic(failing, ['runs', 'show', 'run-001']);
	expect(stdout).toContain('verify: test ! -e broken  fails, exit 1');
	expect(stdout).toContain(`→ ${run.failure?.hint}`);
	expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toContain('fails as before, exit 1');
	const file = path.join(place.root, '.mosaic', 'runs', 'run-001', 'report.json');
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({state: 'completed', closed: true});
	expect(await mosaic(place, ['runs', 'show', 'run-009'])).toMatchObject({exitCode: 4, stdout: ''});
	expect(await mosaic(place, ['runs', 'hide'])).toMatchObject({exitCode: 2});
});
