import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {until} from '../support/until.ts';
import {bundleSampleApp, runInTerminal} from './pty-app.ts';

let directory = '';
let app = '';
beforeAll(async () => {
	directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'm-')));
	app = await bundleSampleApp(directory);
});
afterAll(() => rmSync(directory, {recursive: true, force: true}));

/** The sample TUI after a line of text on the shell's screen; the terminal's settings are shown before and after it. */
const start = (size?: {cols: number; rows: number}, env?: NodeJS.ProcessEnv) => {
	const settings = 'stty -g | tr : -';
	return runInTerminal(
		`echo before; echo "was $(${settings})"; "${process.execPath}" "${app}"; echo "exit $?"; echo "is $(${settings})"; cat`,
		size,
		env,
	);
};

const expectRestored = async (run: ReturnType<typeof start>) => {
	await run.sees(/^is [0-9a-f-]+$/m);
	const text = run.screen();
	expect(/^is ([0-9a-f-]+)/m.exec(text)?.[1]).toBe(/^was ([0-9a-f-]+)/m.exec(text)?.[1]);
	expect(text.startsWith('before')).toBe(true);
	expect(run.terminal.buffer.active.type).toBe('normal');
	expect(run.terminal.modes.bracketedPasteMode).toBe(false);
	expect(run.terminal.modes.applicationCursorKeysMode).toBe(false);
	expect(run.bytes().lastIndexOf('\u001b[?25h')).toBeGreaterThan(run.bytes().lastIndexOf('\u001b[?25l'));
};

test('q gives the terminal back as it was', async () => {
	const run = start();
	await run.sees('Mission control');
	expect(run.terminal.buffer.active.type).toBe('alternate');
	expect(run.terminal.modes.bracketedPasteMode).toBe(true);
	run.pty.write('q');
	await run.sees('exit 0');
	expect(run.screen()).toContain('bye');
	await expectRestored(run);
});

test.each([
	['SIGTERM', 143],
	['SIGHUP', 129],
	['SIGINT', 130],
])('%s gives the terminal back and ends the process by it', async (signal, exit) => {
	const run = start(undefined, {SAMPLE_SELF_SIGNAL: signal});
	await run.sees('Mission control');
	run.pty.write('js');
	await run.sees(`exit ${exit}`);
	await expectRestored(run);
});

test('an error that nobody caught gives the terminal back before it is told', async () => {
	const run = start(undefined, {SAMPLE_THROW: 'the roof is on fire'});
	await run.sees('Mission control');
	run.pty.write('js');
	await run.sees('exit 1');
	expect(run.screen()).toContain('the roof is on fire');
	await expectRestored(run);
});

test('an error while React draws gives the terminal back and is told', async () => {
	const run = start(undefined, {SAMPLE_DRAW_THROW: 'the paint ran out'});
	await run.sees('Mission control');
	run.pty.write('js');
	await run.sees('exit 1');
	expect(run.screen()).toContain('the paint ran out');
	await expectRestored(run);
});

test('attached, the cursor stands where the session has it, and quitting from there takes back its modes', async () => {
	const run = start({cols: 100, rows: 30}, {SAMPLE_MODES: '1'});
	await run.sees('Mission control');
	run.pty.write('a');
	await run.sees('Ctrl+Q leaves');
	await until('the cursor', () => {
		const {cursorX, cursorY} = run.terminal.buffer.active;
		return cursorX === 36 && cursorY === 18;
	});
	expect(run.terminal.modes.applicationCursorKeysMode).toBe(true);
	run.pty.write('q\u0011');
	await run.sees('Missions');
	expect(run.terminal.modes.applicationCursorKeysMode).toBe(false);
	run.pty.write('q');
	await run.sees('exit 0');
	await expectRestored(run);
});

test('keys pasted into the lists do nothing', async () => {
	const run = start();
	await run.sees('Mission control');
	run.pty.write('\u001b[200~xq\u001b[201~?');
	await run.sees('type to search');
	expect(run.screen()).not.toContain('Stop sess');
});

test('another size leaves no rest of the old one behind', async () => {
	const run = start({cols: 120, rows: 40});
	await run.sees('Mission control');
	for (const [cols, rows] of [
		[80, 24],
		[40, 12],
		[160, 50],
		[60, 20],
	] as const) {
		run.terminal.resize(cols, rows);
		run.pty.resize(cols, rows);
		const edge = new RegExp(`^ \\S.*\\n╭─[^\\n]{${cols - 3}}╮\\n`);
		await run.sees(edge);
		await until('the footer on the last line', () => run.screen().split('\n')[rows - 1]?.includes('? more'));
		const tops = run.screen().match(/╭─ Tasks/g);
		expect(tops, run.screen()).toHaveLength(1);
	}
});

test('without colours no colour is written, and the chosen entry is still marked', async () => {
	const run = start(undefined, {NO_COLOR: '1'});
	await run.sees('› ◐ in-progress');
	expect(run.bytes()).not.toMatch(/\u001b\[(3[0-8]|4[0-8]|9\d|10\d)(;\d+)*m/);
});
