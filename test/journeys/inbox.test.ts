// What waits for a person, decided by keys in the real binary: with the change, its colours, and comments on lines.
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {
	allGone,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	setAgent,
	type Workshop,
	workshop,
} from '../support/workshop.ts';

const CODER = `
if [ "$MOSAIC_EXPECTS" = implement ]; then
	prompt="$(dirname "$MOSAIC_RESULT")/prompt.md"
	printf 'export const one = 1;\\n// two\\n' >code.ts
	if grep -q 'plant a tree' "$prompt"; then cp "$prompt" "$SHOP/second-prompt"; echo tree >tree.txt; fi
	git add .
fi
${GOOD_AGENT}`;

const ENTER = '\r';

const reviewed = async (place: Workshop, count = 1): Promise<void> => {
	expect(await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach'])).toMatchObject({exitCode: 0});
	await waiting(place, count);
};

const waiting = (place: Workshop, count: number) =>
	until(`${count} that wait`, async () => {
		const {approvals} = await mosaicJson<{approvals: unknown[]}>(place, ['approvals']);
		return approvals.length === count;
	});

const closed = (place: Workshop) => until('the end of the run', async () => (await reportOf(place, 'run-001')).closed);

describe('an approval', () => {
	test('is looked at, commented on by line, sent back and then given', async () => {
		const place = await workshop({agent: CODER, gates: ['test -e missing']});
		await reviewed(place);
		const tui = journey(place, [], {cols: 140, rows: 40});
		await tui.sees('1 to decide');
		tui.press('w');
		await tui.sees('Inbox 1');
		await tui.sees('Approve: Lay the ground');
		tui.press(ENTER);
		await tui.sees('made it');
		tui.press('\t');
		await tui.sees('2 files +3 −0');
		tui.press('fff');
		await tui.sees(/A code\.ts {2}\+2 −0 ─/);
		await until('the colours', () => tui.styleOf('export')?.fg !== null && tui.styleOf('export')?.text === 'export');
		tui.press('jj');
		await tui.sees(/› +1 \+ export const one/);
		tui.press('c');
		await tui.sees('code.ts:1');
		tui.press(`plant a tree${ENTER}`);
		await tui.sees('✎ plant a tree');
		await tui.sees('✎ 1 not sent');
		tui.press('\t');
		await tui.sees('failed before the work began');
		tui.press('r');
		await tui.sees('Your 1 comment is sent along.');
		tui.press(ENTER);
		await until('the second gate', async () => {
			const {approvals} = await reportOf(place, 'run-001');
			return approvals.at(-1)?.id === 'run-001-a2' && approvals[0]?.state === 'changes-requested';
		});
		const changes = (await eventsOf(place, 'run-001')).find(({type}) => type === 'approval.decided');
		expect(changes?.data).toMatchObject({
			decision: {comments: [{file: 'code.ts', line: 1, side: 'new', text: 'plant a tree'}]},
		});
		await tui.sees('Inbox 1');
		tui.press('a');
		await tui.sees('Approve run-001-a2?');
		tui.press('y');
		await tui.sees('Nothing waits for you.');
		await closed(place);
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).toContain('tree.txt');
		tui.press('q');
		await tui.ended;
		await allGone(place);
		expectTidy(place);
	});
});

test('a proposal is edited in the own editor, and what it was made to is what is approved', async () => {
	const place = await workshop();
	await reviewed(place);
	const editor = path.join(place.folder, 'editor.sh');
	writeFileSync(editor, '#!/bin/sh\nprintf "as the editor left it\\n" >"$1"\n', {mode: 0o755});
	const tui = journey(place, [], {env: {EDITOR: editor}});
	await tui.sees('1 to decide');
	tui.press('w');
	await tui.sees('made it');
	tui.press('e');
	await tui.sees('Proposal of run-001-a1');
	tui.press('\u000f');
	await tui.sees('as the editor left it');
	tui.press(ENTER);
	await tui.sees('Proposal, as you edited it');
	tui.press('a');
	await tui.sees('Your edit of the proposal replaces it.');
	tui.press('y');
	await closed(place);
	expect((await reportOf(place, 'run-001')).approvals[0]?.decision?.text).toBe('as the editor left it');
});

describe('two who decide at once', () => {
	test('the second one is told what the first one did, and goes on with what is left', async () => {
		const place = await workshop();
		await reviewed(place);
		const [one, other] = [journey(place), journey(place)];
		for (const tui of [one, other]) {
			await tui.sees('1 to decide');
			tui.press('w');
			await tui.sees('made it');
			tui.press('a');
			await tui.sees('Approve run-001-a1?');
		}
		one.press('y');
		await closed(place);
		other.press('y');
		await other.sees('run-001-a1 is approved already');
		await other.sees('Nothing waits for you.');
		const decided = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'approval.decided');
		expect(decided).toHaveLength(1);
		other.press('a');
		await other.sees('Nothing waits for you.');
	});
});

describe('a question', () => {
	test('is answered by the number of an option, and the agent goes on with it', async () => {
		const place = await workshop({
			agent: `
if [ "$MOSAIC_EXPECTS" = implement ]; then
	mosaic ask 'Which colour?' --option red --option 'light blue' >colour.txt || exit 9
	git add colour.txt
fi
${GOOD_AGENT}`,
		});
		expect(await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach'])).toMatchObject({exitCode: 0});
		const tui = journey(place, [], {cols: 80, rows: 24});
		await tui.sees('to decide');
		tui.press('w');
		await tui.sees('Which colour?');
		tui.press(ENTER);
		await tui.sees('2 light blue');
		tui.press('s');
		await tui.sees('Answer run-001-q1');
		tui.press('2');
		await closed(place);
		expect(gitIn(place, 'show', 'main:colour.txt')).toBe('light blue');
		await tui.sees('Nothing waits for you.');
	});
});

describe('a run', () => {
	test('is started through a workflow whose steps are shown first, opened from its task, and steered', async () => {
		const place = await workshop({agent: `if [ "$MOSAIC_EXPECTS" = implement ]; then exit 3; fi`});
		const tui = journey(place, [], {cols: 120, rows: 44});
		await tui.sees('Lay the ground');
		tui.press('S');
		await tui.sees('Run T1 through');
		tui.press('reviewed');
		await tui.sees('reviewed (default)');
		tui.press(ENTER);
		await tui.sees('2. Verify (check) by mosaic');
		await tui.sees('3. Review (review) by reviewer: script');
		tui.press(ENTER);
		await until(
			'the end',
			async () => (await mosaicJson<{runs: {state: string}[]}>(place, ['runs'])).runs[0]?.state === 'failed',
		);
		tui.press(ENTER);
		await tui.sees('Integrate');
		await tui.sees('✗ failed');
		await tui.sees('Read the end of its screen');
		tui.press('p');
		await tui.sees('run-001 is failed and cannot be paused.');
		setAgent(place, GOOD_AGENT);
		tui.press('R');
		await tui.sees('waits for a decision: Approve');
		tui.press('D');
		await tui.sees('Why is run-001 aborted?');
		tui.press(`not wanted${ENTER}`);
		await until('the end', async () => (await reportOf(place, 'run-001')).state === 'cancelled');
		await tui.sees('– cancelled');
		tui.press('\u001b');
		await tui.sees('Missions');
	});

	test.for([
		[40, 12],
		[60, 20],
		[80, 24],
		[120, 40],
		[200, 60],
	] as const)('is decided at %i×%i', async ([cols, rows]) => {
		const place = await workshop({agent: CODER});
		await reviewed(place);
		const tui = journey(place, [], {cols, rows});
		await tui.sees('◆ 1');
		tui.press('w');
		await tui.sees('Inbox 1');
		tui.press(`${ENTER}\t`);
		await tui.sees('2 files +3');
		expect(tui.screen().split('\n')).toHaveLength(rows);
		tui.press('c');
		await tui.sees('cannot be commented on');
		tui.press('x');
		await tui.sees('Why is run-001-a1 rejected?');
		tui.press(`no${ENTER}`);
		await tui.sees('Reject run-001-a1?');
		tui.press('y');
		await until('the end', async () => (await reportOf(place, 'run-001')).state === 'failed');
		await tui.sees('Nothing waits for you.');
	});
});

test('the full screen and the command line decide at the same instant: one of them, once, and the other is told', async () => {
	const place = await workshop();
	await reviewed(place);
	const tui = journey(place);
	await tui.sees('1 to decide');
	tui.press('w');
	await tui.sees('made it');
	tui.press('a');
	await tui.sees('Approve run-001-a1?');
	const rejected = mosaic(place, ['reject', 'run-001-a1', '--comment', 'not now']);
	tui.press('y');
	const {exitCode, stderr} = await rejected;
	await closed(place);
	const {state, approvals} = await reportOf(place, 'run-001');
	const decided = (await eventsOf(place, 'run-001')).filter(({type}) => type === 'approval.decided');
	expect(decided).toHaveLength(1);
	if (exitCode === 0) expect([state, approvals[0]?.state]).toEqual(['failed', 'rejected']);
	else {
		expect([exitCode, state, approvals[0]?.state]).toEqual([3, 'completed', 'approved']);
		expect(stderr).toContain('run-001-a1 is approved already');
	}
	await tui.sees('Nothing waits for you.');
	tui.press('q');
	await tui.ended;
	await allGone(place);
});
