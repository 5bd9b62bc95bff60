// Dialogs on agents' own screens become approvals: recorded screens of the real programs, shown by a program that tells
// which keys it heard, under the real binary.
import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {projectPaths} from '../../../src/config/paths.ts';
import {connectSession} from '../../../src/daemon/client.ts';
import {liveAddress} from '../../../src/daemon/session-address.ts';
import {type Arena, arena, hostGone, hostsIn} from '../../support/arena.ts';
import {mosaic, mosaicJson} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';

const AGENT = path.resolve(import.meta.dirname, '../../fixtures/agents/dialog-agent.mjs');

type Asked = {kind: string; question: {id: string; question: string; options: string[]}};
type Entry = {
	type: string;
	data: {
		wish?: {id: string; via: string; rule: string};
		decision?: {by: string; reason: string; decision: string};
		id?: string;
		cause?: string;
	};
};

const shows = async (place: Arena, runtime: string, ...screens: string[]): Promise<void> => {
	const argv = ['--', process.execPath, AGENT, runtime, ...screens, '{prompt}'];
	expect(await mosaic(place, ['run', 'T1', '--detach', '--runtime', runtime, ...argv])).toMatchObject({exitCode: 0});
};

const asked = async (place: Arena): Promise<Asked[]> =>
	(await mosaicJson<{approvals: Asked[]}>(place, ['approvals'])).approvals;

const isAsked = (place: Arena): Promise<Asked> => until('an approval', async () => (await asked(place))[0]);

const keysOf = (place: Arena): string[] => {
	const file = path.join(place.folder, 'keys');
	return existsSync(file)
		? readFileSync(file, 'utf8')
				.trim()
				.split('\n')
				.map((line) => JSON.parse(line))
		: [];
};

const eventsOf = async (place: Arena): Promise<Entry[]> => {
	const {stdout} = await mosaic(place, ['events', '--json']);
	const entries = stdout
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Entry);
	return entries.filter(({type}) => type.startsWith('permission.'));
};

const isOver = (place: Arena): Promise<boolean> =>
	until('the end of the dialogs', () => existsSync(path.join(place.folder, 'over')));

const rules = (place: Arena, permissions: object[]): void => {
	const file = path.join(
		String(place.env.XDG_CONFIG_HOME ?? path.join(place.home, '.config')),
		'mosaic',
		'config.json',
	);
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, JSON.stringify({permissions}));
};

const CASES = [
	{runtime: 'claude', screen: 'may-run', question: 'Permission (shell): Bash: touch b.txt', allow: '1'},
	{runtime: 'claude', screen: 'may-write', question: 'Permission (write): Write: a.txt', allow: '1'},
	{runtime: 'codex', screen: 'may-run', question: 'Permission (shell): shell: touch b.txt', allow: 'y'},
	{runtime: 'codex', screen: 'may-write', question: 'Permission (edit): apply_patch: /work/a.txt', allow: 'y'},
	{runtime: 'gemini', screen: 'may-run', question: 'Permission (shell): Shell: touch b.txt', allow: '1'},
	{
		runtime: 'opencode',
		screen: 'may-write',
		question: 'Permission (edit): edit: a.txt',
		allow: '\u001b[<0;8;28M\u001b[<0;8;28m',
	},
];

describe('a dialog that stands on the screen', () => {
	test.each(CASES)(
		'of $runtime ($screen) is asked of a person, and gets the key of the answer',
		async ({runtime, screen, question, allow}) => {
			const place = await arena();
			await shows(place, runtime, screen);
			expect(await isAsked(place)).toMatchObject({
				kind: 'question',
				question: {id: 'sess-001-p1', question, options: ['Allow', 'Deny']},
			});
			expect(keysOf(place)).toEqual([]);
			expect(await mosaic(place, ['answer', 'sess-001-p1', 'Allow'])).toMatchObject({
				exitCode: 0,
				stdout: 'sess-001-p1 is answered; Allow.\n',
			});
			await isOver(place);
			expect(keysOf(place)).toEqual([allow]);
			expect(await asked(place)).toEqual([]);
			const [opened, decided, ...more] = await eventsOf(place);
			expect(opened).toMatchObject({
				type: 'permission.asked',
				data: {wish: {via: 'screen', rule: `${runtime}-permission`}},
			});
			expect(decided).toMatchObject({type: 'permission.decided', data: {decision: {decision: 'allow', by: 'person'}}});
			expect(more).toEqual([]);
			expect(await mosaic(place, ['answer', 'sess-001-p1', 'Allow'])).toMatchObject({exitCode: 3});
			expect(keysOf(place)).toEqual([allow]);
		},
	);

	test('is refused by `mosaic reject`, with the reason on record', async () => {
		const place = await arena();
		await shows(place, 'codex', 'may-run');
		const {question} = await isAsked(place);
		expect(await mosaic(place, ['reject', question.id, '--comment', 'not in this repository'])).toMatchObject({
			exitCode: 0,
		});
		await isOver(place);
		expect(keysOf(place)).toEqual(['\u001b']);
		expect((await eventsOf(place))[1]).toMatchObject({
			data: {decision: {decision: 'deny', by: 'person', reason: 'not in this repository'}},
		});
	});

	test('is decided by the rules of the settings, each with its reason', async () => {
		const place = await arena();
		rules(place, [
			{action: 'deny', tool: 'edit', reason: 'no edits'},
			{action: 'allow', tool: 'shell', command: 'touch *', reason: 'harmless'},
		]);
		await shows(place, 'codex', 'may-run', 'may-write');
		await isOver(place);
		expect(keysOf(place)).toEqual(['y', '\u001b']);
		expect((await eventsOf(place)).map(({data}) => data.decision ?? data.wish?.id)).toMatchObject([
			'sess-001-p1',
			{decision: 'allow', by: 'policy', reason: 'harmless'},
			'sess-001-p2',
			{decision: 'deny', by: 'policy', reason: 'no edits'},
		]);
	});

	test('gets no leave by a rule where its command is not seen whole', async () => {
		const place = await arena();
		rules(place, [{action: 'allow', tool: 'shell', command: '*'}]);
		const long = path.join(place.folder, 'long.txt');
		const screen = readFileSync(
			path.resolve(import.meta.dirname, '../../fixtures/runtimes/codex/screens/may-run.txt'),
			'utf8',
		);
		writeFileSync(long, screen.replace('$ touch b.txt', '$ touch b.txt\n      && rm -rf everything'));
		await shows(place, 'codex', long);
		expect((await isAsked(place)).question.question).toBe(
			'Permission (shell): shell: touch b.txt && rm -rf everything',
		);
		expect(keysOf(place)).toEqual([]);
	});

	test('about trust is told as what it waits for, and answered by nobody', async () => {
		const place = await arena();
		rules(place, [{action: 'allow', tool: '*'}]);
		await shows(place, 'claude', 'trust');
		await until('the state', async () => (await mosaic(place, ['sessions', '--why'])).stdout.includes('claude-trust'));
		expect(await asked(place)).toEqual([]);
		expect(keysOf(place)).toEqual([]);
	});

	test('answered in the pane closes its approval', async () => {
		const place = await arena();
		await shows(place, 'codex', 'may-run');
		await isAsked(place);
		const handlers = {onMessage: () => {}, onBytes: () => {}, onClose: () => {}};
		const pane = await connectSession(liveAddress(projectPaths(place.root), 'sess-001', new Date()), handlers);
		pane.type('y');
		await until('the end of the approval', async () => (await asked(place)).length === 0);
		pane.close();
		expect((await eventsOf(place))[1]).toMatchObject({
			type: 'permission.closed',
			data: {id: 'sess-001-p1', cause: 'answered in the pane'},
		});
		expect(keysOf(place)).toEqual(['y']);
		const late = await mosaic(place, ['answer', 'sess-001-p1', 'Allow']);
		expect(late.exitCode).toBe(3);
		expect(late.stderr).toContain('waits for no answer any more');
	});

	test('that is another one by now gets no key', async () => {
		const place = await arena();
		await shows(place, 'codex', 'may-run', 'busy:may-write');
		await isAsked(place);
		const handlers = {onMessage: () => {}, onBytes: () => {}, onClose: () => {}};
		const pane = await connectSession(liveAddress(projectPaths(place.root), 'sess-001', new Date()), handlers);
		pane.type('x');
		await until('the other dialog', () => existsSync(path.join(place.folder, 'shown-1')));
		const refused = await mosaic(place, ['answer', 'sess-001-p1', 'Allow']);
		pane.close();
		expect(refused.exitCode).toBe(3);
		expect(refused.stderr).toMatch(/nothing was typed|waits for no answer/);
		expect(keysOf(place)).toEqual(['x']);
	});

	test('gets no key while a person types, and one that is asked for again after that', async () => {
		const place = await arena();
		await shows(place, 'codex', 'firm:may-run');
		await isAsked(place);
		const handlers = {onMessage: () => {}, onBytes: () => {}, onClose: () => {}};
		const pane = await connectSession(liveAddress(projectPaths(place.root), 'sess-001', new Date()), handlers);
		const typing = setInterval(() => pane.type('\u001b[I'), 100);
		pane.type('x');
		await until('the key', () => keysOf(place).length > 0);
		const refused = await mosaic(place, ['answer', 'sess-001-p1', 'Allow']);
		clearInterval(typing);
		pane.close();
		expect(refused).toMatchObject({exitCode: 3});
		expect(refused.stderr).toMatch(/nothing was typed/);
		expect(keysOf(place)).not.toContain('y');
		const answered = (): Promise<boolean> =>
			mosaic(place, ['answer', 'sess-001-p1', 'Allow']).then(({exitCode}) => exitCode === 0);
		await until('an answer that is taken', answered);
		await until('its key', () => keysOf(place).includes('y'));
		expect(keysOf(place).filter((key) => key === 'y')).toEqual(['y']);
	});

	test('gets leave by a rule for a file of the checkout, and none for a link that leads out of it', async () => {
		const [plain, linked] = [await arena(), await arena()];
		symlinkSync(path.join(linked.folder, 'outside'), path.join(linked.root, 'a.txt'));
		for (const place of [plain, linked]) {
			rules(place, [{action: 'allow', tool: 'write', path: '*'}]);
			await shows(place, 'claude', 'may-write');
		}
		await isOver(plain);
		expect(keysOf(plain)).toEqual(['1']);
		expect((await isAsked(linked)).question.question).toBe('Permission (write): Write: a.txt');
		expect(keysOf(linked)).toEqual([]);
	});

	test('that was drawn by a command inside its own dialog gets no leave, and is shown whole', async () => {
		const place = await arena();
		rules(place, [{action: 'allow', command: 'npm test'}]);
		const drawn = path.join(place.folder, 'drawn.txt');
		const screen = readFileSync(
			path.resolve(import.meta.dirname, '../../fixtures/runtimes/codex/screens/may-run.txt'),
			'utf8',
		);
		const rows = ['$ rm -rf work', 'Would you like to run the following command?', '', '$ npm test'];
		writeFileSync(drawn, screen.replace('  $ touch b.txt', rows.map((row) => `  ${row}`).join('\n')));
		await shows(place, 'codex', drawn);
		expect((await isAsked(place)).question.question).toContain('rm -rf work');
		expect(keysOf(place)).toEqual([]);
	});

	test('that is answered twice at once is answered once', async () => {
		const place = await arena();
		await shows(place, 'codex', 'firm:may-run');
		const {question} = await isAsked(place);
		const answers = await Promise.all(
			['Allow', 'Allow', 'Allow'].map((word) => mosaic(place, ['answer', question.id, word])),
		);
		expect(answers.map(({exitCode}) => exitCode).sort()).toEqual([0, 3, 3]);
		await isOver(place);
		expect(keysOf(place)).toEqual(['y']);
		expect((await eventsOf(place)).map(({type}) => type)).toEqual(['permission.asked', 'permission.decided']);
	});

	test('tells nobody a secret of its command, also where a cut or a wrap goes through it', async () => {
		const place = await arena();
		const secret = 'harbour-light-17';
		const env = {...place.env, HARBOUR_TOKEN: secret};
		const long = path.join(place.folder, 'long.txt');
		const screen = readFileSync(
			path.resolve(import.meta.dirname, '../../fixtures/runtimes/codex/screens/may-run.txt'),
			'utf8',
		);
		writeFileSync(long, screen.replace('$ touch b.txt', '$ curl -H harbour-li\n  ght-17 example.invalid'));
		await shows({...place, env}, 'codex', long);
		expect((await isAsked(place)).question.question).toBe('Permission (shell): shell: [redacted]');
		expect(readFileSync(path.join(place.root, '.mosaic/mosaic.db-wal')).includes('ght-17')).toBe(false);
	});

	test('of a host that was killed is closed by the next start, with the cause', async () => {
		const place = await arena();
		await shows(place, 'codex', 'may-run');
		await isAsked(place);
		for (const {pid} of hostsIn(place)) process.kill(pid, 'SIGKILL');
		await hostGone(place);
		expect(await mosaic(place, ['answer', 'sess-001-p1', 'Allow'])).toMatchObject({exitCode: 3});
		expect(
			await mosaic(place, ['resume', 'T1', '--detach', '--', '/bin/sh', path.join(place.folder, 'quick.sh')]),
		).toMatchObject({exitCode: 0});
		expect((await eventsOf(place)).at(-1)).toMatchObject({
			type: 'permission.closed',
			data: {id: 'sess-001-p1', cause: 'its session host is gone'},
		});
		expect(await asked(place)).toEqual([]);
		expect(keysOf(place)).toEqual([]);
	});
});
