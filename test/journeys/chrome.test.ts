// Help, palette, keys, themes and messages, in the real binary.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = `# Plan

## M1: Ground

| id | status | description | depends |
|---|---|---|---|
| T1 | done | Dig the well | |
| T2 | not-started | Line it with stone 石を積む | T1 |
| T3 | not-started | Fetch a bucket 🪣 | T2 |
`;
const AGENT = `echo "agent of $MOSAIC_TASK is here"; while read -r line; do echo "heard: $line"; done`;
const ESC = '\u001b';
/** The Esc key as a terminal sends it that tells it from the start of a sequence. */
const ESC_KEY = `${ESC}[27u`;
const CTRL_P = '\u0010';

/** A mission, and a person with these settings of the full screen. */
const mission = async (settings?: unknown): Promise<ScratchProject> => {
	const project = scratchProject({'TASKS.md': TASKS});
	// Not in the repository: what comes along with one has to be trusted first.
	mkdirSync(path.join(project.root, '.mosaic'));
	const runtimes = {script: {argv: ['sh', '-c', AGENT]}};
	writeFileSync(
		path.join(project.root, '.mosaic/config.json'),
		JSON.stringify({workflow: 'solo', runtime: 'script', runtimes}),
	);
	if (settings !== undefined) {
		mkdirSync(path.join(project.home, 'config/mosaic'), {recursive: true});
		const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
		writeFileSync(path.join(project.home, 'config/mosaic/config.json'), text);
	}
	const {exitCode, stderr} = await mosaic(project, ['init', '--name', 'Well']);
	if (exitCode !== 0 && settings === undefined) throw new Error(stderr);
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	return project;
};

describe('the help', () => {
	test('is searched by typing, says why a key does not work, and Esc clears and closes', async () => {
		const tui = journey(await mission());
		await tui.sees('Fetch a bucket');
		tui.press('?');
		await tui.sees('type to search');
		tui.press('stop the');
		await tui.sees('stop the session');
		await tui.sees(/1 of \d+/);
		await tui.sees('⊘ No session works on T2; s starts one.');
		tui.press(ESC_KEY);
		await tui.sees('type to search');
		tui.press(ESC_KEY);
		await tui.noLongerSees('type to search');
	});

	test('can be used at 40×12', async () => {
		const tui = journey(await mission(), [], {cols: 40, rows: 12});
		await tui.sees('T2');
		tui.press('?');
		await tui.sees('next entry');
		tui.press(`${ESC}[F`);
		await tui.sees('show every key');
	});
});

describe('the palette', () => {
	test('starts a task from a few letters, and offers it again first', async () => {
		const tui = journey(await mission());
		await tui.sees('Fetch a bucket');
		tui.press(CTRL_P);
		await tui.sees('Commands');
		tui.press('strt t2');
		await tui.sees(/› start T2 Line it with stone 石を積む/);
		tui.press('\r');
		await tui.sees('agent of T2 is here');
		await tui.sees('sess-001 works on T2');
		tui.press(':');
		await tui.sees('Recent');
		await tui.sees(/Recent[^\n]*\n[^\n]*start T2/);
	});

	test('says why an entry cannot be done, and asks before one that cannot be taken back', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Fetch a bucket');
		tui.press(':start T3');
		await tui.sees('it waits for T2');
		tui.press('\r');
		await tui.sees('· it waits for T2');
		tui.press(`${ESC_KEY}mark done T3\r`);
		await tui.sees('Mark T3 done?');
		tui.press('\r');
		await tui.noLongerSees('Mark T3 done?');
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(TASKS);
		tui.press(':mark done T3\r');
		await tui.sees('Mark T3 done?');
		tui.press(`${ESC}[D\r`);
		await tui.sees('● T3 is done');
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(
			TASKS.replace('| T3 | not-started', '| T3 | done'),
		);
	});

	test('changes the theme at once', async () => {
		const tui = journey(await mission());
		await tui.sees('Fetch a bucket');
		tui.press(':high contrast\r');
		await until('the colours', () => tui.styleOf('T1')?.bg !== null);
		tui.press(':theme: none\r');
		await until('no colours', () => tui.styleOf('done')?.fg === null && tui.styleOf('T1')?.bg === null);
	});
});

test('a theme that was chosen, and what was used of late, are there the next time', async () => {
	const project = await mission();
	const first = journey(project);
	await first.sees('Fetch a bucket');
	first.press(':high contrast\r');
	await until('the colours', () => first.styleOf('T1')?.bg !== null);
	first.press('q');
	await first.ended;
	const second = journey(project);
	await second.sees('Fetch a bucket');
	await until('the colours', () => second.styleOf('T1')?.bg !== null);
	second.press(':');
	await second.sees('Recent');
	expect(second.screen()).toMatch(/Recent[^\n]*\n[^\n]*theme: high-contrast/);
});

describe('the theme that follows the terminal', () => {
	/** A terminal that answers OSC 11 with its background. */
	const answering = (colour: string) => (bytes: string) =>
		bytes.includes('\u001b]11;?') ? `\u001b]11;${colour}\u001b\\\u001b[?62;22c` : '';

	test.each([
		['rgb:ffff/ffff/ffff', [0x0b, 0x5e, 0x1e]],
		['rgb:1e1e/1e1e/2e2e', [0x8f, 0xd6, 0x94]],
	] as const)('is chosen by its background: %s', async (colour, fg) => {
		const tui = journey(await mission(), [], {env: {COLORTERM: 'truecolor'}, answer: answering(colour)});
		await tui.sees('● done');
		await until('the colour', () => JSON.stringify(tui.styleOf('done')?.fg) === JSON.stringify(fg));
	});
});

describe("a person's keys", () => {
	test('replace those that come with mosaic, the leave key in every encoding included', async () => {
		const project = await mission({keys: {'task.start': 'S', 'session.attach': 'f2', leave: 'ctrl+]'}});
		const tui = journey(project);
		await tui.sees('S start');
		tui.press('S');
		await tui.sees('agent of T2 is here');
		for (const leave of ['\u001d', `${ESC}[93;5u`, `${ESC}[93;69:1u`, `${ESC}[27;5;93~`]) {
			tui.press(`${ESC}OQ`);
			await tui.sees('Ctrl+] leaves');
			tui.press(leave);
			await tui.sees('? more');
		}
		tui.press(`${ESC}OQ`);
		await tui.sees('Ctrl+] leaves');
		tui.press('\u0011x\r');
		await tui.sees(/heard: .*x/);
		const attached = journey(project, ['attach', 'sess-001']);
		await attached.sees('Ctrl+] leaves');
		attached.press('\u001d');
		expect(await attached.ended).toMatchObject({exitCode: 0});
	});

	test('that are in conflict or unknown are told, here and by the doctor, and keep nobody out', async () => {
		const project = await mission({
			keys: {'task.start': 'z', 'task.resume': 'z', 'task.strat': 'b', quit: 'entr'},
			theme: 'pink',
		});
		const tui = journey(project, [], {cols: 120, rows: 50});
		await tui.sees('"z" is the key of task.start as well');
		await tui.sees('Did you mean "task.start"?');
		await tui.sees('Did you mean enter?');
		await tui.sees('one of auto, dark, light');
		const {stdout} = await mosaic(project, ['doctor']);
		for (const words of ['"z" is the key of task.start as well', 'Did you mean "task.start"?', 'theme: must be one of'])
			expect(stdout.replaceAll(/\s+/g, ' ')).toContain(words);
		for (let n = 0; n < 4; n++) tui.press(ESC_KEY);
		await tui.noLongerSees('Did you mean');
		tui.press('m');
		await tui.sees('Messages');
		tui.press('strat');
		await tui.sees('you mean "task.start"?');
		tui.press(`${ESC_KEY}${ESC_KEY}z`);
		await tui.sees('agent of T2 is here');
		tui.press('q');
		expect(await tui.ended).toMatchObject({exitCode: 0});
	});

	test('a settings file that is no JSON is told, and the screen works', async () => {
		const project = await mission();
		mkdirSync(path.join(project.home, 'config/mosaic'), {recursive: true});
		writeFileSync(path.join(project.home, 'config/mosaic/config.json'), '{"keys": ');
		const tui = journey(project);
		await tui.sees('not valid JSON');
		await tui.sees('Fetch a bucket');
		tui.press('?');
		await tui.sees('type to search');
	});
});

describe('themes, as the cells show them', () => {
	test.each([
		[{theme: 'light'}, {}, [0x0b, 0x5e, 0x1e]],
		[{theme: 'dark'}, {}, [0x8f, 0xd6, 0x94]],
		[{theme: 'auto'}, {COLORFGBG: '0;15'}, [0x0b, 0x5e, 0x1e]],
		[{theme: 'high-contrast'}, {}, [0x5f, 0xff, 0x5f]],
		[{theme: 'none'}, {}, null],
		[{theme: 'light'}, {NO_COLOR: '1', COLORTERM: undefined}, null],
	] as const)('%j %j', async (settings, env, fg) => {
		const tui = journey(await mission(settings), [], {env: {COLORTERM: 'truecolor', ...env}});
		await tui.sees('● done');
		await until('the colour', () => JSON.stringify(tui.styleOf('done')?.fg) === JSON.stringify(fg));
		expect(tui.styleOf('done')?.bg ?? null).toEqual(settings.theme === 'high-contrast' ? [0, 0, 0] : null);
	});
});

test('the schema for editors names the actions, and the settings have a place', async () => {
	const project = await mission();
	const {stdout} = await mosaic(project, ['config', 'schema']);
	const schema = JSON.parse(stdout) as {properties: {keys: {properties: object}; theme: {enum: string[]}}};
	expect(Object.keys(schema.properties.keys.properties)).toEqual(
		expect.arrayContaining(['task.start', 'pane.zoom', 'leave']),
	);
	expect(schema.properties.theme.enum).toContain('high-contrast');
	expect((await mosaic(project, ['config', 'path'])).stdout).toContain('config/mosaic/config.json');
});

describe('the agent of a task', () => {
	test('is chosen from those that are there, with what would be started; one that is missing says so', async () => {
		const project = await mission();
		writeFileSync(
			path.join(project.root, '.mosaic/config.json'),
			JSON.stringify({
				runtime: 'script',
				runtimes: {
					script: {argv: ['sh', '-c', AGENT]},
					other: {argv: ['sh', '-c', 'echo "the other one"; read -r line', '{prompt}']},
					missing: {argv: ['no-such-agent-here']},
				},
			}),
		);
		const tui = journey(project);
		await tui.sees('s starts it (reviewed, script); S chooses');
		tui.press('S');
		await tui.sees('script (default): sh -c');
		await tui.sees('⊘ missing: no-such-agent-here');
		tui.press('missing\r');
		await tui.sees('it is not on the PATH');
		tui.press(`${ESC_KEY}other`);
		await tui.sees('› other: sh -c');
		tui.press('\r');
		await tui.sees('the other one');
		await tui.sees(/working +T2 sess-001 +other/);
	});
});

describe('filters', () => {
	test('say how many are left, stay after Enter, and go with Esc, in every list', async () => {
		const project = await mission();
		await mosaic(project, ['run', 'T2', '--detach']);
		const tui = journey(project);
		await tui.sees('sess-001');
		tui.press('/bucket');
		await tui.sees('Tasks /bucket▏ 1 of 3');
		tui.press('\r');
		await tui.sees('Tasks /bucket 1 of 3 (Esc clears)');
		await tui.noLongerSees('Dig the well');
		tui.press('/\u0015zzz');
		await tui.sees('Nothing matches “zzz”.');
		tui.press(ESC_KEY);
		await tui.sees('Dig the well');
		tui.press('\t/crashed');
		await tui.sees('Sessions /crashed▏ 0 of 1');
		tui.press(ESC_KEY);
		tui.press('hh/well');
		await tui.sees('Missions /well▏ 1 of 1');
	});
});

describe('the list of missions', () => {
	test('folds away what is gone, and takes a mission off the list without touching its files', async () => {
		const project = await mission();
		const gone = path.join(project.home, 'gone');
		mkdirSync(gone);
		writeFileSync(path.join(gone, 'TASKS.md'), TASKS);
		await mosaic(project, ['--project', gone, 'init', '--name', 'Long gone']);
		const kept = path.join(project.home, 'kept');
		mkdirSync(kept);
		writeFileSync(path.join(kept, 'TASKS.md'), TASKS);
		await mosaic(project, ['--project', kept, 'init', '--name', 'Unwanted']);
		rmSync(gone, {recursive: true});
		const tui = journey(project);
		await tui.sees('▸ 1 older');
		await tui.noLongerSees('its folder is gone');
		tui.press('hG\r');
		await tui.sees('its folder is gone');
		tui.press('/unw\r');
		await tui.sees('Missions /unw 1 of 3');
		tui.press('D');
		await tui.sees('Take Unwanted off the list?');
		tui.press('y');
		await tui.sees('is off the list; nothing in it was touched');
		expect(readFileSync(path.join(kept, 'TASKS.md'), 'utf8')).toBe(TASKS);
		expect(readFileSync(path.join(kept, '.mosaic/orchestrator/mission.json'), 'utf8')).toContain('Unwanted');
		tui.press(ESC_KEY);
		await tui.noLongerSees('Unwanted');
	});
});

test('everything that is known of a task is one key away, however narrow the screen', async () => {
	const tui = journey(await mission(), [], {cols: 40, rows: 12});
	await tui.sees('T2');
	tui.press('i');
	await tui.sees('Details');
	tui.press('bucket');
	await tui.sees('Nothing matches “bucket”.');
	tui.press(`${ESC_KEY}stone`);
	await tui.sees('Line it with stone 石を積む');
});
