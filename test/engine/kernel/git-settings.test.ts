// An agent that changes git's settings, which all worktrees share, has mosaic's git start nothing.
import {appendFileSync, existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	setAgent,
	taskStatus,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

/** Sets something that git would start, and edits a tracked file so that git has a reason to. */
const setting = (command: string) => `${GOOD_AGENT}
[ "$MOSAIC_EXPECTS" = review ] && exit 0
printf '#!/bin/sh\\necho ran >>"$SHOP/ran"\\ncat\\n' >"$SHOP/evil"; chmod +x "$SHOP/evil"
echo '*.md filter=evil merge=evil diff=evil' >.gitattributes; git add .gitattributes; git commit -qm attributes
${command}
echo more >>README.md
`;

const files = {'README.md': 'one\n'};
const ran = (place: Workshop) => existsSync(path.join(place.folder, 'ran'));

test.each([
	['a clean filter', 'git config filter.evil.clean "$SHOP/evil"', 'filter.evil.clean'],
	['a smudge filter', 'git config filter.evil.smudge "$SHOP/evil"', 'filter.evil.smudge'],
	['a filter process', 'git config filter.evil.process "$SHOP/evil"', 'filter.evil.process'],
	['a merge driver', 'git config merge.evil.driver "$SHOP/evil %A"', 'merge.evil.driver'],
	['a signing program', 'git config gpg.program "$SHOP/evil"; git config commit.gpgsign true', 'gpg.program'],
	['a credential helper', 'git config credential.helper "!$SHOP/evil"', 'credential.helper'],
	['another place to push to', 'git config url./elsewhere.insteadOf "$SHOP"', 'url./elsewhere.insteadof'],
	['a further file of settings', 'echo >"$SHOP/more"; git config include.path "$SHOP/more"', 'include.path'],
	['another working tree', 'git config core.worktree "$SHOP"', 'core.worktree'],
	[
		'its own user settings',
		'git config --file "$GIT_CONFIG_GLOBAL_OF" core.sshCommand "$SHOP/evil"',
		'core.sshcommand',
	],
])('%s stops the run before git starts it', async (_, command, name) => {
	const place = await workshop({files, agent: setting(command)});
	const global = path.join(place.home, 'gitconfig');
	writeFileSync(global, '');
	const env = {GIT_CONFIG_GLOBAL: global, GIT_CONFIG_GLOBAL_OF: global};
	const before = gitIn(place, 'rev-parse', 'main');
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked'], {env});
	expect(run.exitCode).toBe(1);
	expect(run.stderr.toLowerCase()).toContain(name);
	const {failure} = await reportOf(place, 'run-001');
	expect(failure).toMatchObject({cause: 'git', code: 'git-settings-changed', step: 'implement'});
	await allGone(place);
	expect(ran(place)).toBe(false);
	expect(gitIn(place, '-c', 'core.worktree=', 'rev-parse', 'main')).toBe(before);
});

test('what a person has put back, or looked at and kept, lets the run go on', async () => {
	const place = await workshop({files, agent: setting('git config filter.evil.clean "$SHOP/evil"')});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
	await allGone(place);
	expect(ran(place)).toBe(false);
	gitIn(place, 'config', '--unset', 'filter.evil.clean');
	setAgent(place, GOOD_AGENT);
	expect((await mosaic(place, ['retry', 'run-001'])).exitCode).toBe(0);
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(taskStatus(place, 'T1')).toBe('done');
	await allGone(place);
	expectTidy(place);
});

test('a batch does not take changed settings for good by itself', async () => {
	const place = await workshop({files, agent: setting('git config filter.evil.clean "$SHOP/evil"')});
	const run = await mosaic(place, ['run', '--all', '--until', 'T1', '--workflow', 'checked']);
	expect(run.exitCode).toBe(1);
	await allGone(place);
	expect(ran(place)).toBe(false);
	expect(await reportOf(place, 'run-001')).toMatchObject({
		state: 'failed',
		failure: {code: 'git-settings-changed'},
	});
});

test('hooks and a file system monitor that an agent leaves are never started by mosaic', async () => {
	const agent = `${GOOD_AGENT}
hooks="$(git rev-parse --git-common-dir)/hooks"; mkdir -p "$hooks"
for hook in pre-commit post-commit commit-msg reference-transaction post-checkout post-merge pre-push; do
	printf '#!/bin/sh\\necho "$0" >>"$SHOP/ran"\\n' >"$hooks/$hook"; chmod +x "$hooks/$hook"
done
git config core.fsmonitor "$SHOP/evil"; printf '#!/bin/sh\\necho ran >>"$SHOP/ran"\\n' >"$SHOP/evil"; chmod +x "$SHOP/evil"
`;
	const place = await workshop({files, agent});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	await allGone(place);
	expect(ran(place)).toBe(false);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
});

test('a filter that one run set is not started by the worktree of the next one', async () => {
	const wait =
		'git config filter.evil.smudge "$SHOP/evil"; touch "$SHOP/set"; while [ ! -f "$SHOP/go" ]; do sleep 0.05; done';
	const place = await workshop({files: {...files, '.gitattributes': '*.md filter=evil\n'}, agent: setting(wait)});
	await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--detach']);
	await until('the filter', () => existsSync(path.join(place.folder, 'set')));
	const second = await mosaic(place, ['run', 'T3', '--workflow', 'checked']);
	expect(second.exitCode).toBe(1);
	expect(second.stderr).toContain('filter.evil.smudge');
	expect(ran(place)).toBe(false);
	appendFileSync(path.join(place.folder, 'go'), '');
	await allGone(place);
	expect(ran(place)).toBe(false);
});
