// What waits for a person, decided by keys in the real binary: with the change, its colours, and comments on lines.
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
