// The wall between agents and the person's terminal, through the real binary: what is asked, what leaves, what is said
// to the agent.
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {observeProcess} from '../../src/sessions/identity.ts';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {mosaic, mosaicBin} from '../support/mosaic.ts';
import {foreignIn, parseOuter} from '../support/outer-bytes.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | description |\n|---|---|---|\n| T1 | not-started | Dig the well |\n';
const SIZE = {cols: 110, rows: 30};
const LIGHT = {foreground: 0x202020, background: 0xfdf6e3, palette: [0x073642, 0xdc322f]};

/** A project whose one session runs this script, and files beside it; the session is stopped after the test. */
const project = async (script: string, config?: unknown): Promise<ScratchProject> => {
	const made = scratchProject({'TASKS.md': TASKS, 'agent.sh': script});
	if (config !== undefined) {
		const folder = path.join(made.env.XDG_CONFIG_HOME as string, 'mosaic');
		mkdirSync(folder, {recursive: true});
		writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
	}
	await mosaic(made, ['init', '--name', 'Well']);
	return made;
};

const start = async (made: ScratchProject): Promise<void> => {
	const {exitCode, stderr} = await mosaic(made, ['run', 'T1', '--detach', '--', 'sh', 'agent.sh']);
	expect({exitCode, stderr}).toMatchObject({exitCode: 0, stderr: ''});
	onTestFinished(async () => void (await mosaic(made, ['stop', 'sess-001'])));
};

/** The full screen in a terminal of these colours; all its bytes are kept. */
const open = (made: ScratchProject, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
	const pty = openPty({
		argv: [process.execPath, mosaicBin(), ...args],
		cwd: made.root,
		env: {...made.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', ...env},
		size: SIZE,
	});
	const screen = createScreen({size: SIZE, colours: () => LIGHT, onReply: (bytes) => pty.write(bytes)});
	let bytes = '';
	pty.onData((data) => {
		bytes += data.toString('utf8');
		screen.write(data);
	});
	const ended = new Promise<{exitCode: number | null; signal: string | null}>((resolve) => pty.onExit(resolve));
	onTestFinished(async () => {
		pty.close();
		await ended;
	});
	const text = () => screen.text().join('\n');
	return {
		...{pty, screen, ended, text, press: pty.write},
		bytes: () => bytes,
		osc: () => parseOuter(bytes).osc,
		sees: (wanted: string | RegExp) =>
			until(`${wanted} on the screen`, () =>
				typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()),
			).catch((error: Error) => {
				throw new Error(`${error.message}\n${text()}`);
			}),
		attach: async (shown = 'ready') => {
			await until('the session', () => text().includes('sess-001'));
			pty.write('a');
			await until('the session’s keyboard', () => text().includes('Ctrl+Q leaves') && text().includes(shown));
		},
	};
};

const WAIT = 'while :; do read -r line || exit; eval "$line"; done';

test('an agent says what it likes; only cells and clean links come out, and its title stands in its pane', async () => {
	const evil = [
		'\\033]0;stolen title\\007\\033]9;notify me\\007\\033]777;notify;a;b\\007\\033]99;;kitty\\033\\\\',
		'\\033]8;;file:///etc/passwd\\007bad\\033]8;;\\007 \\033]8;;https://well.example/a?b=c\\007good\\033]8;;\\007',
		'\\033P+q544e\\033\\\\\\033[21t\\007\\033_Gkitty\\033\\\\\\033Pq#0~\\033\\\\\\033^pm\\033\\\\\\033Xsos\\033\\\\\\033[4:3;58:2::9:8:7mcurly\\033[m',
		'\\033[?1000h\\033[>1u\\033[5n\\033[?2031h\\033]1337;File=:AAAA\\007\\033]52;c;?\\007\\033]4;1;#fff\\007\\033[8;9;9t',
	];
	const made = await project(`printf '${evil.join('')}\\nafter all\\n'; printf '\\033]52;p;AAAA'; ${WAIT}`);
	await start(made);
	const tui = open(made);
	await tui.sees('stolen title');
	await tui.attach('after all');
	tui.press('\u0011');
	await tui.sees('Missions');
	tui.press('q');
	await tui.ended;
	expect(foreignIn(tui.bytes())).toEqual([]);
	expect(tui.osc().filter((one) => /^8;id=[^;]+;https:\/\/well\.example\/a\?b=c$/.test(one)).length).toBeGreaterThan(0);
	expect(tui.bytes()).not.toMatch(/passwd|1337|AAAA/);
	expect(tui.bytes()).toMatch(/\u001b\[[\d;]*4:3;58:2::9:8:7mcurly/);
	const links = tui.osc().filter((one) => one.startsWith('8;'));
	expect(links.filter((one) => one === '8;;')).toHaveLength(links.length / 2);
});

test('a clipboard write is asked about with what it would write; allowed it is written clean, denied it is not', async () => {
	const wish = (text: string) => `printf '\\033]52;c;${Buffer.from(text).toString('base64')}\\007'`;
	const made = await project(`echo ready; ${WAIT}`);
	await start(made);
	const tui = open(made);
	await tui.attach();
	tui.press(`${wish('first\u001b[31m\r\nsecond\u202e line')}; echo asked\r`);
	await tui.sees('has a question about your terminal');
	// Keys for the agent answer nothing, whatever they are.
	tui.press('echo yes-y-e-x\r');
	await tui.sees(/^yes-y-e-x/m);
	expect(tui.text()).not.toContain('wants to put this');
	tui.press('\u0011');
	await tui.sees('wants to put this into your clipboard:');
	expect(tui.text()).toContain('│ first[31m');
	expect(tui.text()).toContain('│ second line');
	expect(tui.osc().some((one) => one.startsWith('52;'))).toBe(false);
	tui.press('y');
	const clipboard = () =>
		tui.osc().flatMap((one) => (one.startsWith('52;c;') ? [Buffer.from(one.slice(5), 'base64').toString()] : []));
	await until('the clipboard', () => clipboard().length === 1);
	expect(clipboard()).toEqual(['first[31m\nsecond line']);
	await tui.attach();
	tui.press(`${wish('no thanks')}; echo asked again\r`);
	await tui.sees('has a question about your terminal');
	tui.press('\u0011');
	await tui.sees('│ no thanks');
	tui.press('\u001b');
	await until('the question gone', () => !tui.text().includes('no thanks'));
	await tui.attach();
	tui.press(`${wish('never mind')}; echo asked a third time\r`);
	await tui.sees('has a question about your terminal');
	tui.press('\u0011');
	await tui.sees('│ never mind');
	tui.press('e');
	await until('the clipboard again', () => clipboard().length === 2);
	expect(clipboard()[1]).toBe('never mind');
});

test('by policy titles, bells and notifications leave, clipboards do not, and links stay text', async () => {
	const made = await project(`echo ready; ${WAIT}`, {
		terminal: {titles: 'allow', bells: 'allow', notifications: 'allow', clipboard: 'deny', links: 'deny'},
	});
	await start(made);
	const tui = open(made);
	await tui.attach();
	tui.press(
		`printf '\\033]2;Digging\\007\\033]9;water\\007\\007\\033]52;c;eHg=\\007\\033]8;;https://a.example\\007link\\033]8;;\\007'; echo; echo said\r`,
	);
	await tui.sees(/^said/m);
	await until('what may leave', () =>
		['2;sess-001 Digging', '9;sess-001: water'].every((one) => tui.osc().includes(one)),
	);
	await until('the bell', () => parseOuter(tui.bytes()).controls.includes(7));
	tui.press('\u0011');
	await tui.sees('Missions');
	await until('the window’s own name', () => tui.bytes().includes('\u001b[23;2t'));
	tui.press('q');
	await tui.ended;
	expect(tui.osc().filter((one) => one.startsWith('52;') || one.startsWith('8;'))).toEqual([]);
});

test('a runtime has a policy of its own, in the full screen and attached alone', async () => {
	const made = await project(`echo ready; ${WAIT}`, {
		terminal: {runtimes: {sh: {bells: 'allow', links: 'deny'}, bash: {links: 'allow', titles: 'allow'}}},
	});
	await start(made);
	const says = `printf '\\007\\033]2;Digging\\007\\033]8;;https://a.example\\007link\\033]8;;\\007'; echo; echo said\r`;
	for (const args of [[], ['attach', 'sess-001']]) {
		const tui = open(made, args);
		if (args.length === 0) await tui.attach();
		else await tui.sees('leaves');
		tui.press(says);
		await tui.sees(/^link$/m);
		await until('the bell', () => parseOuter(tui.bytes()).controls.includes(7));
		tui.press('\u0011');
		if (args.length === 0) {
			await tui.sees('Missions');
			tui.press('q');
		}
		await tui.ended;
		expect(tui.osc().filter((one) => one.startsWith('2;') || one.startsWith('8;'))).toEqual([]);
	}
});

test('a bell marks its session in the list until somebody looks, also one that rang before mosaic was opened', async () => {
	const made = await project(`printf '\\007'; echo rang; ${WAIT}`);
	await start(made);
	const tui = open(made);
	await tui.sees('♪');
	await tui.attach('rang');
	tui.press('\u0011');
	await tui.sees('Missions');
	await until('the mark gone', () => !tui.text().includes('♪'));
	tui.press('q');
	await tui.ended;
	const again = open(made);
	await again.sees('sess-001');
	await again.sees('rang');
	expect(again.text()).not.toContain('♪');
});

test('an agent is told the colours of the person’s terminal, asked once, and nothing of the answers becomes a key', async () => {
	const ask = "printf '\\033]11;?\\033\\\\\\033]4;1;?\\033\\\\\\033[?996n'";
	const made = await project(
		`echo ready; read -r go; stty raw -echo min 0 time 20; ${ask}; cat >reply; stty sane; echo told; ${WAIT}`,
	);
	await start(made);
	const tui = open(made);
	await tui.attach();
	tui.press('go\r');
	await tui.sees('told');
	tui.press('\u0011');
	await tui.sees('Missions');
	tui.press('q');
	await tui.ended;
	expect(tui.osc().filter((one) => one === '11;?')).toHaveLength(1);
	expect(readFileSync(path.join(made.root, 'reply'), 'latin1')).toBe(
		'\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\\u001b]4;1;rgb:dcdc/3232/2f2f\u001b\\\u001b[?997;2n',
	);
});

test('an agent that the full screen starts knows the colours from its first question, and never freezes its pane', async () => {
	const script = `stty raw -echo min 0 time 20; printf '\\033]11;?\\007'; cat >reply; stty sane; printf '\\033[?2026hnever ended'; ${WAIT}`;
	const made = await project(script);
	const runtimes = {script: {argv: ['sh', 'agent.sh']}};
	writeFileSync(
		path.join(made.root, '.mosaic/config.json'),
		JSON.stringify({workflow: 'solo', runtime: 'script', runtimes}),
	);
	const tui = open(made);
	await tui.sees('T1');
	await until('the last question', () => parseOuter(tui.bytes()).csi.includes('\u001b[c'));
	onTestFinished(async () => void (await mosaic(made, ['stop', 'sess-001'])));
	tui.press('s');
	await tui.sees('never ended');
	expect(readFileSync(path.join(made.root, 'reply'), 'latin1')).toBe('\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\');
});

test('attached alone, the agent is told the colours too, and its link and what the policy allows come out', async () => {
	const made = await project(
		`echo ready; read -r go; stty raw -echo min 0 time 20; printf '\\033]11;?\\007'; cat >reply; stty sane; printf '\\007\\033]52;c;eHg=\\007\\033]8;;https://a.example\\007link\\033]8;;\\007 told'; ${WAIT}`,
		{terminal: {bells: 'allow'}},
	);
	await start(made);
	const alone = open(made, ['attach', 'sess-001']);
	await alone.sees('ready');
	alone.press('go\r');
	await alone.sees('link told');
	await until('the bell', () => parseOuter(alone.bytes()).controls.includes(7));
	alone.press('\u0011');
	expect(await alone.ended).toMatchObject({exitCode: 0});
	expect(readFileSync(path.join(made.root, 'reply'), 'latin1')).toBe('\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\');
	expect(foreignIn(alone.bytes())).toEqual([7]);
	expect(alone.osc().some((one) => one.endsWith(';https://a.example'))).toBe(true);
	expect(existsSync(path.join(made.env.XDG_STATE_HOME as string, 'mosaic/terminals'))).toBe(true);
	expect(readdirSync(path.join(made.env.XDG_STATE_HOME as string, 'mosaic/terminals'))).toEqual([]);
});

test('a terminal that goes away ends mosaic, and no agent', async () => {
	const made = await project(`echo ready; ${WAIT}`);
	await start(made);
	const tui = open(made);
	await tui.attach();
	tui.pty.close();
	await tui.ended;
	await until('the end of mosaic', () => observeProcess(tui.pty.pid) === null);
	const {stdout} = await mosaic(made, ['sessions', '--json']);
	expect(JSON.parse(stdout).sessions).toMatchObject([{id: 'sess-001', state: 'working'}]);
	const again = open(made);
	await again.sees('ready');
});

test('killed, mosaic leaves a terminal that the next one repairs, and says so', async () => {
	const made = await project(`printf '\\033[?1002h\\033[?1006h\\033[?2004h\\033[?1hmodes set\\n'; ${WAIT}`);
	await start(made);
	// One terminal that outlives the first mosaic: a shell in it starts both.
	const shell = openPty({
		argv: ['sh', '-c', `"$0" "$1"; "$0" "$1"; echo "end $?"; cat`, process.execPath, mosaicBin()],
		cwd: made.root,
		env: {...made.env, TERM: 'xterm-256color'},
		size: SIZE,
	});
	const screen = createScreen({size: SIZE, onReply: (bytes) => shell.write(bytes)});
	shell.onData((data) => screen.write(data));
	const ended = new Promise((resolve) => shell.onExit(resolve));
	onTestFinished(async () => {
		shell.close();
		await ended;
	});
	const has = (wanted: string) =>
		until(`${wanted}\n${screen.text().join('\n')}`, () => screen.text().join('\n').includes(wanted));
	await has('sess-001');
	shell.write('a');
	await until('the modes', () => screen.modes().mouse === 'drag' && screen.modes().applicationCursor);
	const records = path.join(made.env.XDG_STATE_HOME as string, 'mosaic/terminals');
	const [record] = readdirSync(records);
	const {process: holder} = JSON.parse(readFileSync(path.join(records, record as string), 'utf8'));
	process.kill(holder.pid, 'SIGKILL');
	await has('Missions');
	expect(screen.modes()).toMatchObject({alternateScreen: true, applicationCursor: false});
	await has('was killed in this terminal');
	shell.write('q');
	await has('end 0');
	const text = screen.text().join('\n');
	expect(text).toContain(`mosaic (PID ${holder.pid}) was killed in this terminal`);
	expect(text).toContain('run `reset`');
	expect(screen.modes()).toMatchObject({alternateScreen: false, mouse: 'none', bracketedPaste: false});
	expect(existsSync(path.join(records, record as string))).toBe(false);
});
