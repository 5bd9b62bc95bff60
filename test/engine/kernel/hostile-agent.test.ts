// Agents that put traps where mosaic reads: the run ends with a cause, and the engine goes on.
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {allGone, gitIn, reportOf, taskStatus, workshop} from '../../support/workshop.ts';

const WORKED = `echo a >a; git add a; git commit -qm a
echo '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"
`;

test.concurrent.each([
	['a pipe', 'rm -f "$MOSAIC_FOLLOW_UPS"; mkfifo "$MOSAIC_FOLLOW_UPS"'],
	['a device without end', 'ln -sf /dev/zero "$MOSAIC_FOLLOW_UPS"'],
	['a gigabyte', 'truncate -s 1G "$MOSAIC_FOLLOW_UPS"'],
	['a folder', 'rm -f "$MOSAIC_FOLLOW_UPS"; mkdir "$MOSAIC_FOLLOW_UPS"'],
])('follow-ups that are %s hold nothing up', async (_, trap) => {
	const place = await workshop({agent: `${trap}\n${WORKED}`});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	await allGone(place);
});

test.concurrent.each([
	['a pipe', 'rm -f "$MOSAIC_RESULT"; mkfifo "$MOSAIC_RESULT"'],
	['100 MB', 'head -c 100000000 /dev/zero >"$MOSAIC_RESULT"'],
	[
		'400,000 brackets deep',
		`(printf '{"status":"done","summary":"x","z":'; head -c 400000 /dev/zero | tr '\\0' '[') >"$MOSAIC_RESULT"`,
	],
	['another type', `echo '{"status":["done"],"summary":{}}' >"$MOSAIC_RESULT"`],
])('an answer that is %s is no usable one', async (_, trap) => {
	const place = await workshop({agent: `echo a >a; git add a; git diff --cached --quiet || git commit -qm a\n${trap}`});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
	expect((await reportOf(place, 'run-001')).failure).toMatchObject({cause: 'no-usable-output'});
	expect(taskStatus(place, 'T1')).not.toBe('done');
	await allGone(place);
});

test('escapes in an answer, a file name and a commit reach no terminal, report or commit', async () => {
	const agent = `
printf x >"$(printf 'e\\033[2Jvil\\nname')"
git add -A
git commit -qm "$(printf 'x\\033]0;title\\007')"
cat >"$MOSAIC_RESULT" <<'END'
{"status":"done","summary":"red\\u001b[31m\\u009b2J\\u202eder\\u0007","notes":["\\u001b]52;c;eA==\\u0007"],"__proto__":{"polluted":true}}
END
`;
	const place = await workshop({agent});
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	const report = await mosaic(place, ['report', 'run-001']);
	const log = gitIn(place, 'log', '-1', '--format=%B');
	expect(run.exitCode).toBe(0);
	for (const text of [run.stdout, run.stderr, report.stdout, log])
		expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
	await allGone(place);
});

test('an agent that makes the tasks file a link leads mosaic nowhere', async () => {
	const place = await workshop({
		agent: `cp TASKS.md "$SHOP/victim"; rm TASKS.md; ln -s "$SHOP/victim" TASKS.md; git add TASKS.md\n${WORKED}`,
	});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	expect(gitIn(place, 'ls-tree', 'main', 'TASKS.md')).toMatch(/^100644 /);
	expect(taskStatus(place, 'T1')).toBe('done');
	expect(readFileSync(path.join(place.folder, 'victim'), 'utf8')).toContain('| T1 | not-started');
	await allGone(place);
});

test('an agent that rewrites the history it stands on is told from a fault of git', async () => {
	const place = await workshop({
		agent: `echo a >a; git add a; git commit -q --amend -m mine\necho '{"status":"done","summary":"x"}' >"$MOSAIC_RESULT"`,
	});
	const before = gitIn(place, 'rev-parse', 'main');
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(run.stderr).toContain('has no commit in common with its base any more');
	expect(gitIn(place, 'rev-parse', 'main')).toBe(before);
	await allGone(place);
});

test.concurrent.each([
	['deletes', 'rm -rf "$PWD"', 'is gone'],
	['swaps for a link to the project', 'rm -rf "$PWD"; ln -s "$MOSAIC_PROJECT" "$PWD"', 'a link to'],
])('a worktree that its agent %s is no way into another checkout', async (_, trap, words) => {
	const agent = `case "$PWD" in */worktrees/*) ;; *) touch "$SHOP/outside"; exit 0;; esac\n${WORKED}${trap}`;
	const place = await workshop({agent});
	const before = gitIn(place, 'rev-parse', 'main');
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(run.stderr).toContain(words);
	expect(run.exitCode).toBe(1);
	expect(gitIn(place, 'rev-parse', 'main')).toBe(before);
	expect(existsSync(path.join(place.folder, 'outside'))).toBe(false);
	await allGone(place);
});
