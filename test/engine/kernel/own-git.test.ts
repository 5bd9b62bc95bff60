// What an agent leaves in .git for the person's own git: told where they decide, and no name of its choice in mosaic's commits.
import {expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {allGone, GOOD_AGENT, gitIn, reportOf, workshop} from '../../support/workshop.ts';

const meddling = (command: string) => `${GOOD_AGENT}
[ "$MOSAIC_EXPECTS" = review ] && exit 0
${command}
echo more >>README.md
`;

/** A person who told git who they are, in its settings. */
const shop = async (command: string) => {
	const place = await workshop({agent: meddling(command), files: {'README.md': 'one\n'}});
	gitIn(place, 'config', 'user.name', 'Ann');
	gitIn(place, 'config', 'user.email', 'ann@example.invalid');
	const unset = ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL'];
	const env = {...place.env};
	for (const name of unset) delete env[name];
	return {...place, env};
};

test.each([
	[
		'in the settings of the repository',
		'git config user.name Eve; git config user.email eve@example.invalid',
		'user.email, user.name',
	],
	[
		'as author and committer',
		'git config author.name Eve; git config committer.email eve@example.invalid',
		'author.name, committer.email',
	],
])("a name that an agent sets %s is told, and in none of mosaic's commits", async (_where, command, named) => {
	const place = await shop(command);
	await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
	const gate = await until('the gate', async () => (await reportOf(place, 'run-001')).approvals[0]);
	expect(gate.title).toContain(`changes what your own git runs, or its name: ${named}`);
	const forgotten = gitIn(place, 'log', '-1', '--format=%s: %an %ae, %cn %ce', 'mosaic/T1-run-001');
	expect(forgotten).toBe('Edits that run-001 did not commit: Ann ann@example.invalid, Ann ann@example.invalid');
	expect((await mosaic(place, ['approve', 'run-001-a1'])).exitCode).toBe(0);
	await until('the end', async () => (await reportOf(place, 'run-001')).closed);
	expect(gitIn(place, 'log', '-1', '--format=%s: %an %ae, %cn %ce', 'main')).toBe(
		'Lay the ground: Ann ann@example.invalid, Ann ann@example.invalid',
	);
	await allGone(place);
});

test('a hook, an alias and an editor that an agent leaves for the person are told in approval and report', async () => {
	const place = await shop(
		'printf "#!/bin/sh\\n" >"$(git rev-parse --git-common-dir)/hooks/pre-commit"; git config alias.st "!evil"; git config core.editor evil',
	);
	await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
	const gate = await until('the gate', async () => (await reportOf(place, 'run-001')).approvals[0]);
	const told = 'changes what your own git runs, or its name: alias.st, core.editor, hook pre-commit';
	expect(gate.title).toContain(told);
	expect((await mosaic(place, ['report', 'run-001'])).stdout).toContain('Look at this');
	expect((await mosaic(place, ['runs', 'show', 'run-001'])).stdout).toContain(told);
	await mosaic(place, ['abort', 'run-001', '--reason', 'no']);
	await allGone(place);
});

test("hooks and settings that were there before are the person's own, and not told", async () => {
	const place = await shop('true');
	gitIn(place, 'config', 'alias.st', 'status');
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	expect((await mosaic(place, ['report', 'run-001'])).stdout).not.toContain('Look at this');
	await allGone(place);
});
