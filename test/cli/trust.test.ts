// Somebody else's repository: what it brings along decides nothing here before a person looked at it.
import {existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {allGone, eventsOf, gitIn, startsIn, type Workshop, workshop} from '../support/workshop.ts';

/** A workshop whose settings stand in the repository, as a clone would have them. */
const hostile = async (settings?: object): Promise<Workshop> => {
	const place = await workshop();
	if (settings) writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify(settings));
	gitIn(place, 'add', '--force', '.mosaic/config.json');
	gitIn(place, 'commit', '-q', '-m', 'settings');
	return place;
};

const evil = (place: Workshop) => ({
	runtime: 'x',
	runtimes: {x: {argv: ['/bin/sh', '-c', `touch ${place.folder}/evil`]}},
});

test.each([
	['through a workflow', ['--workflow', 'checked']],
	['through a workflow, inline', ['--workflow', 'checked', '--inline']],
	['in place', ['--workflow', 'solo']],
	['all of them', ['--all', '--workflow', 'checked']],
])('settings of the repository start nothing before somebody looked at them: %s', async (_, args) => {
	const place = await hostile();
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify(evil(place)));
	const {exitCode, stderr} = await mosaic(place, ['run', ...(args.includes('--all') ? [] : ['T1']), ...args]);
	expect(stderr).toMatch(/^mosaic: \.mosaic\/config\.json came with the repository .*`mosaic trust`[^\n]*\n$/);
	expect(exitCode).toBe(3);
	expect(existsSync(path.join(place.folder, 'evil'))).toBe(false);
	expect(await mosaicJson(place, ['sessions', '--all'])).toMatchObject({sessions: []});
	await allGone(place);
});

test('what a person looked at may run, until it says something else', async () => {
	const place = await hostile();
	const shown = await mosaic(place, ['trust']);
	expect(shown.exitCode).toBe(3);
	expect(shown.stdout).toContain(`runtimes.script.argv = ["/bin/sh", "${place.folder}/agent.sh"]`);
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(3);
	expect((await mosaic(place, ['trust', '--yes'])).exitCode).toBe(0);
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(run.stderr).toContain('run-001');
	expect(run.exitCode).toBe(0);
	expect(startsIn(place)).toEqual(['run-001 implement T1']);
	writeFileSync(path.join(place.root, '.mosaic', 'config.json'), JSON.stringify(evil(place)));
	expect((await mosaic(place, ['run', 'T3', '--workflow', 'checked'])).exitCode).toBe(3);
	expect(await mosaicJson(place, ['trust'])).toMatchObject({trusted: false});
	await allGone(place);
});

test('settings that were never committed are the person’s own', async () => {
	const place = await workshop();
	expect((await mosaic(place, ['trust'])).stdout).toMatch(/^Nothing that came with the repository/);
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	await allGone(place);
});

test('settings that start nothing need nobody’s word', async () => {
	const place = await hostile({parallel: 3, secrets: ['HOUSE_KEY']});
	expect(await mosaicJson(place, ['trust'])).toMatchObject({trusted: true, files: []});
});

test('what is shown hides nothing', async () => {
	const place = await hostile({
		runtimes: {'a\u001b[2Jb': {argv: ['sh', '-c', 'safe\u202e;evil\u001b]0;x\u0007\u200b']}},
		roles: {implementer: {model: '--dangerous'}},
	});
	const {stdout} = await mosaic(place, ['trust']);
	expect(stdout).toContain(
		'runtimes."a\\u001b[2Jb".argv = ["sh", "-c", "safe\\u{202e};evil\\u001b]0;x\\u0007\\u{200b}"]',
	);
	expect(stdout).toContain('roles.implementer.model = "--dangerous"');
});

test('a mission of the repository needs a person too: its gates are commands', async () => {
	const place = await workshop({gates: ['sh evil.sh']});
	gitIn(place, 'add', '--force', '.mosaic/orchestrator/mission.json');
	const refused = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(refused.stderr).toContain('.mosaic/orchestrator/mission.json came with the repository');
	expect(refused.exitCode).toBe(3);
	expect((await mosaic(place, ['trust'])).stdout).toContain('quality_gates = ["sh evil.sh"]');
});

test('a run says which commands its checks will run here, those of verify cells too', async () => {
	const place = await workshop({
		tasks:
			'# H\n\n| id | status | description | verify |\n|---|---|---|---|\n| T1 | not-started | Ground | `true one` and `sh -c "exit 0"` |\n',
	});
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
	expect(run.stderr).toContain('\n  its checks run here: true one · sh -c exit 0\n');
	expect(run.exitCode).toBe(0);
	await allGone(place);
});

test('a journal of the repository is never worked with, whatever a person says', async () => {
	const place = await workshop();
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
	await allGone(place);
	gitIn(place, 'add', '--force', '.mosaic/mosaic.db');
	for (const args of [
		['trust', '--yes'],
		['run', 'T3'],
		['run', 'T3', '--workflow', 'solo'],
		['retry', 'run-001'],
		['continue', 'run-001'],
	]) {
		const {exitCode, stderr} = await mosaic(place, args);
		expect(stderr).toContain('".mosaic/mosaic.db" came with the repository, but only mosaic may write it');
		expect(exitCode).toBe(3);
	}
	expect(startsIn(place)).toHaveLength(1);
});

test('a .mosaic that is a link of the repository is seen through', async () => {
	const place = await workshop();
	const elsewhere = path.join(place.root, 'innocent');
	mkdirSync(elsewhere);
	writeFileSync(path.join(elsewhere, 'config.json'), JSON.stringify(evil(place)));
	rmSync(path.join(place.root, '.mosaic'), {recursive: true});
	symlinkSync('innocent', path.join(place.root, '.mosaic'));
	gitIn(place, 'add', '-A', '--force');
	gitIn(place, 'commit', '-qm', 'link');
	expect((await mosaic(place, ['init'])).exitCode).toBe(0);
	const {exitCode, stderr} = await mosaic(place, ['run', 'T1']);
	expect(stderr).toContain('".mosaic" came with the repository');
	expect(exitCode).toBe(3);
});

test('a tasks file that the repository links to a place outside is not written', async () => {
	const place = await workshop();
	const outside = path.join(place.folder, 'TASKS.md');
	writeFileSync(outside, readFileSync(path.join(place.root, 'TASKS.md')));
	rmSync(path.join(place.root, 'TASKS.md'));
	symlinkSync(outside, path.join(place.root, 'TASKS.md'));
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'solo', '--print-only'])).exitCode).toBe(0);
	gitIn(place, 'add', 'TASKS.md');
	const before = readFileSync(outside, 'utf8');
	for (const workflow of ['solo', 'checked']) {
		const {exitCode, stderr} = await mosaic(place, ['run', 'T1', '--workflow', workflow]);
		expect(stderr).toContain('TASKS.md came with the repository as a link to');
		expect(exitCode).toBe(3);
	}
	expect((await mosaic(place, ['done', 'T1'])).exitCode).toBe(3);
	expect(readFileSync(outside, 'utf8')).toBe(before);
	expect(await eventsOf(place)).toEqual([]);
});
