import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Report} from '../../../src/domain/report.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

type Inbox = {approvals: {kind: string; approval?: {id: string; proposal: string}; question?: {id: string}}[]};

const waiting = (place: Workshop, what: 'approval' | 'question') =>
	until(`an ${what}`, async () => {
		const {approvals} = await mosaicJson<Inbox>(place, ['approvals']);
		return approvals.find(({kind}) => kind === what)?.[what]?.id;
	});

const closed = (place: Workshop, runId = 'run-001') =>
	until('the end of the run', async () => (await reportOf(place, runId)).closed);

const startReviewed = async (place: Workshop) => {
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'])).toMatchObject({exitCode: 0});
	return waiting(place, 'approval');
};

describe('a run of the reviewed workflow', () => {
	test('waits for a person without an engine, and is integrated when it is approved', async () => {
		const place = await workshop();
		const id = await startReviewed(place);
		expect(id).toBe('run-001-a1');
		await allGone(place);
		expect(commitsIn(place)).toEqual(['start']);
		expect(await mosaic(place, ['approve', id])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 review T1']);
		await allGone(place);
		expectTidy(place);
	});

	test('is left as it waits by Ctrl-C in the terminal that started it, and can be approved still', async () => {
		const place = await workshop();
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'reviewed']);
		const id = await waiting(place, 'approval');
		await until('the line that names it', () => run.output().stdout.includes(`mosaic approve ${id}`));
		run.child.kill('SIGINT');
		expect(await run.finished).toMatchObject({
			exitCode: 130,
			stderr: expect.stringContaining('goes on waiting for you'),
		});
		expect(await mosaic(place, ['approve', id])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('takes a decision once under one token, and refuses one about a gate that is no longer open', async () => {
		const place = await workshop();
		const id = await startReviewed(place);
		expect(await mosaic(place, ['approve', id, '--token', 'x'])).toMatchObject({exitCode: 0});
		expect(await mosaic(place, ['approve', id, '--token', 'x'])).toMatchObject({exitCode: 0});
		const conflict = await mosaic(place, ['reject', id, '--token', 'x']);
		expect(conflict).toMatchObject({exitCode: 3, stdout: ''});
		const stale = await mosaic(place, ['reject', id]);
		expect(stale).toMatchObject({exitCode: 3, stdout: ''});
		await closed(place);
		expect((await eventsOf(place, 'run-001')).filter(({type}) => type === 'approval.decided')).toHaveLength(1);
		expect(taskStatus(place, 'T1')).toBe('done');
	});

	test('goes back with the comment of a person who wants changes', async () => {
		const agent = `
prompt="$(dirname "$MOSAIC_RESULT")/prompt.md"
if grep -q 'plant a tree' "$prompt"; then echo tree >tree.txt; git add tree.txt; fi
${GOOD_AGENT}`;
		const place = await workshop({agent});
		const id = await startReviewed(place);
		expect(await mosaic(place, ['request-changes', id, '--comment', 'plant a tree'])).toMatchObject({exitCode: 0});
		const next = await until('the next gate', async () => {
			const found = await waiting(place, 'approval');
			return found !== id && found;
		});
		expect(next).toBe('run-001-a2');
		expect(await mosaic(place, ['approve', next])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).toContain('tree.txt');
	});

	test('goes back with comments on lines of the change; what names no file of it stays words', async () => {
		const agent = `
prompt="$(dirname "$MOSAIC_RESULT")/prompt.md"
cp "$prompt" "$SHOP/prompt-$(wc -l <"$SHOP/started")"
if grep -q 'too short' "$prompt"; then echo longer >>T1.txt; git rm -q old.txt; fi
${GOOD_AGENT}`;
		const place = await workshop({agent, files: {'old.txt': 'a\nb\n'}});
		const id = await startReviewed(place);
		const said = await mosaic(place, [
			...['request-changes', id, '--comment', 'T1.txt:1:too short', '--comment', 'see nowhere.txt:3: well'],
			...['--comment', 'at 10:30:00 it failed'],
		]);
		expect(said).toMatchObject({exitCode: 0});
		expect(said.stdout).toContain('Comments on lines: T1.txt:1.');
		await until('the next gate', async () => (await waiting(place, 'approval')) === 'run-001-a2');
		const {findings} = await mosaicJson<Report>(place, ['report', 'run-001']);
		expect(findings.filter(({source}) => source === 'person')).toMatchObject([
			{file: 'T1.txt', line: 1, side: 'new', message: 'too short'},
			{file: null, line: null, message: 'see nowhere.txt:3: well'},
			{file: null, line: null, message: 'at 10:30:00 it failed'},
		]);
		expect(readFileSync(path.join(place.folder, 'prompt-3'), 'utf8')).toMatch(/T1\.txt:1.*too short/);
		const again = ['--comment', 'old.txt:-2:was needed', '--comment', 'T1.txt:2:why'];
		expect((await mosaic(place, ['reject', 'run-001-a2', ...again])).exitCode).toBe(0);
		await closed(place);
		const {failure, approvals} = await reportOf(place, 'run-001');
		expect(failure?.message).toBe('approve: rejected by person: was needed why');
		expect(approvals[1]?.decision?.comments).toMatchObject([
			{file: 'old.txt', line: 2, side: 'old'},
			{file: 'T1.txt', line: 2, side: 'new'},
		]);
	});

	test('that is rejected fails as rejected and keeps its branch', async () => {
		const place = await workshop();
		const id = await startReviewed(place);
		expect(await mosaic(place, ['reject', id, '--comment', 'no'])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'failed', failure: {cause: 'rejected'}});
		await allGone(place);
		expect(gitIn(place, 'branch', '--list', '--format=%(refname:short)', 'mosaic/*')).toBe('mosaic/T1-run-001');
		expect(commitsIn(place)).toEqual(['start']);
	});
});

describe('an agent', () => {
	test('asks, waits, and goes on with the answer of a person', async () => {
		const agent = `
answer=$(mosaic ask 'Which colour?' --option red --option blue) || exit 9
echo "$answer" >colour.txt
git add colour.txt
${GOOD_AGENT}`;
		const place = await workshop({agent});
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		const id = await waiting(place, 'question');
		expect(await mosaic(place, ['answer', id, 'green'])).toMatchObject({exitCode: 2});
		expect(await mosaic(place, ['answer', id, 'blue'])).toMatchObject({exitCode: 0});
		expect(await run.finished).toMatchObject({exitCode: 0});
		expect(gitIn(place, 'show', 'main:colour.txt')).toBe('blue');
	});

	test('hands in by the command, which says what is wrong, and leaves follow-ups', async () => {
		const agent = `
echo '{"status":"ready"}' | mosaic result - 2>"$SHOP/refused"; echo $? >>"$SHOP/refused"
mosaic follow-up --kind follow_up --title 'Paint the wall'
echo "$MOSAIC_TASK" >"$MOSAIC_TASK.txt"; git add .; git commit -qm work
echo '{"status":"done","summary":"by command"}' | mosaic result -`;
		const place = await workshop({agent});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		const events = await eventsOf(place, 'run-001');
		expect(events.find(({type}) => type === 'follow-up.received')?.data).toMatchObject({title: 'Paint the wall'});
		expect((await reportOf(place, 'run-001')).steps[0]?.summary).toBe('by command');
	});

	test('whose answer cannot be used gets one turn to mend it', async () => {
		const agent = `
if grep -q 'cannot be used' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then
	echo 'so be it'; echo '\`\`\`json'; echo '{"status":"done","summary":"mended"}'; echo '\`\`\`'
	exit 0
fi
echo x >x.txt; git add x.txt; git commit -qm x
echo '{"status":"perhaps"}' >"$MOSAIC_RESULT"`;
		const place = await workshop({agent});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(startsIn(place)).toHaveLength(2);
		expect((await reportOf(place, 'run-001')).steps[0]?.summary).toBe('mended');
	});
});
