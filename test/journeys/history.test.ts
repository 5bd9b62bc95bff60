import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaicJson} from '../support/mosaic.ts';
import type {ScratchProject} from '../support/scratch.ts';
import {talking} from '../support/talking.ts';
import {until} from '../support/until.ts';

const CTRL_Q = '\u0011';
const ESC = '\u001b';

/** The full screen in a terminal, and what of it stands out. */
const opened = (project: ScratchProject, env: NodeJS.ProcessEnv = {}) => {
	const tui = journey(project, [], {cols: 100, rows: 30, env});
	const parts = () => tui.rows().flat();
	return {
		...tui,
		/** The texts that stand out of the session's own cells: what was found (the chosen hit bold), what is selected. */
		found: () =>
			parts()
				.filter((part) => part.underline && part.bg !== null)
				.map((part) => ({text: part.text.trim(), chosen: part.bold})),
		selected: () =>
			parts()
				.filter((part) => part.bg !== null && !part.underline)
				.map((part) => part.text.trim()),
	};
};

const LINES = 'i=0; while [ $i -lt 200 ]; do echo "row $i"; i=$((i+1)); done; ';

/** In the session's pane, which alone has the terminal; lines to 200 are printed. */
const inPane = async (script: string, last = 'row 199') => {
	const project = await talking(`${LINES}${script}`);
	const tui = opened(project);
	await tui.sees('Talk');
	tui.press('p');
	await tui.sees(last);
	// Rows are counted below, so the pane's own size has to be there before.
	await until('the size of the pane', async () => (await mosaicJson(project, ['screen', 'sess-001'])).cols === 100);
	return {tui, project};
};

describe('history', () => {
	test('is scrolled with keys while output goes on, and left at the bottom', async () => {
		const {tui} = await inPane('while read -r line; do echo "more $line"; done');
		tui.press('[');
		await tui.sees(/\d+\/\d+/);
		tui.press('\u001b[5~\u001b[5~');
		await tui.sees('row 130');
		expect(tui.screen()).not.toContain('row 199');
		tui.press('g');
		await tui.sees(/^row 0 /);
		tui.press('G');
		await tui.sees('row 199');
		tui.press('\u0004');
		await until('the end of it', () => !/\d+\/\d+ /.test(tui.screen()));
	});

	test('has its keys in the help, by F1: ? searches upward there', async () => {
		const {tui} = await inPane('read -r x');
		tui.press('[');
		await tui.sees(/\d+\/\d+/);
		tui.press('\u001bOP');
		await tui.sees('give up the selection, then the hits, then leave');
		tui.press(ESC);
		await until('the help closed', () => !tui.screen().includes('type to search'));
		tui.press('?row 17');
		await until('a hit', () => tui.found().length > 0);
	});

	test('is held in place while the agent prints, and says how much is new', async () => {
		const {tui, project} = await inPane('while read -r line; do echo "more $line"; done');
		tui.press('\u001b[5~\u001b[5~');
		await tui.sees('row 140');
		const held = tui.screen().split('\n').slice(1, 20);
		const other = opened(project);
		await other.sees('Talk');
		other.press('a');
		await other.sees(/row 199[\s\S]*leaves/);
		other.press('one\rtwo\r');
		await other.sees('more two');
		await tui.sees('↓ 4 new lines');
		expect(tui.screen().split('\n').slice(1, 20)).toEqual(held);
		tui.press('q');
		await tui.sees('more two');
	});

	test('is scrolled with the wheel while typing into the session, whose keys come back at the bottom', async () => {
		const {tui} = await inPane('while read -r line; do echo "heard $line"; done');
		tui.press('\r');
		await tui.sees('leaves');
		const wheel = (code: number) => tui.press(`\u001b[<${code};20;10M`);
		wheel(64);
		wheel(64);
		await tui.sees(/\/\d+/);
		wheel(65);
		wheel(65);
		await tui.sees('leaves');
		tui.press('hello\r');
		await tui.sees('heard hello');
	});

	test('is scrolled with Shift+PgUp while typing; a full-screen program gets that key itself', async () => {
		const {tui} = await inPane('read -r line; printf "\\033[?1049hfull screen"; cat -v');
		tui.press('\r');
		await tui.sees('leaves');
		tui.press('\u001b[5;2~');
		await tui.sees('row 150');
		tui.press('q');
		await tui.sees('leaves');
		tui.press('go\r');
		await tui.sees('full screen');
		tui.press('\u001b[5;2~\r');
		await tui.sees('^[[5;2~');
	});

	test('is searched: every hit stands out, the chosen one more, and n goes on', async () => {
		const {tui} = await inPane('echo "The Needle"; echo "a needle"; read -r x');
		await tui.sees('a needle');
		tui.press('[?needle');
		await until('both hits', () => tui.found().length === 2);
		expect(tui.found()).toEqual([
			{text: 'Needle', chosen: false},
			{text: 'needle', chosen: true},
		]);
		tui.press('\rn');
		await until('the other one', () => tui.found()[0]?.chosen === true);
		tui.press('/zzz\r');
		await tui.sees('No match for zzz.');
	});

	test('is copied by keys to the terminal, as OSC 52, joined and without blanks', async () => {
		const {tui} = await inPane('echo "alpha   "; echo beta 漢字; read -r x');
		await tui.sees('beta 漢字');
		tui.press('[kV');
		await until('a selection', () => tui.selected().some((text) => text.includes('beta')));
		tui.press('ky');
		await tui.sees('Copied 2 lines');
		const payload = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/.exec(tui.bytes())?.[1] ?? '';
		expect(Buffer.from(payload, 'base64').toString()).toBe('alpha\nbeta 漢字');
	});

	test('keeps what is selected when the terminal gets another width', async () => {
		const {tui} = await inPane('echo "alpha and beta 漢字 and gamma, which is cut in a narrow terminal"; read -r x');
		await tui.sees('narrow terminal');
		tui.press('[k0wvee');
		const isSelected = () => /and +beta/.test(tui.selected().join(' '));
		await until('a selection', isSelected);
		for (const cols of [41, 70]) {
			tui.resize(cols, 30);
			await tui.sees(cols === 41 ? 'which is c\nut in' : 'which is cut in a narrow');
			await until(`the selection at ${cols} columns`, isSelected);
		}
		tui.press('y');
		await tui.sees('Copied 8 characters');
		const payload = /\u001b\]52;c;([A-Za-z0-9+/=]*)\u0007/.exec(tui.bytes())?.[1] ?? '';
		expect(Buffer.from(payload, 'base64').toString()).toBe('and beta');
	});

	test('is copied by a drag of the mouse and by two clicks', async () => {
		const {tui} = await inPane('printf "\\033[H\\033[2Jone two three\\n"; read -r x', 'one two three');
		const copies = () =>
			[...tui.bytes().matchAll(/\u001b\]52;c;([^\u0007]*)\u0007/g)].map((match) =>
				Buffer.from(match[1] ?? '', 'base64').toString(),
			);
		tui.press('\u001b[<0;5;1M\u001b[<32;6;1M\u001b[<32;7;1M\u001b[<0;7;1m');
		await until('the copy', () => copies()[0] === 'two');
		tui.press(ESC);
		await until('no selection', () => tui.selected().every((text) => !text.includes('two')));
		tui.press(`${ESC}`);
		tui.press('\u001b[<0;9;1M\u001b[<0;9;1m\u001b[<0;9;1M\u001b[<0;9;1m');
		await until('the word', () => copies()[1] === 'three');
	});

	test('of a full-screen program says that there is none, and offers the transcript', async () => {
		const {tui} = await inPane('printf "\\033[?1049hfull screen"; read -r x', 'full screen');
		tui.press('[');
		await tui.sees('it has no history, the transcript has all');
		await tui.sees('t transcript');
	});
});

describe('the transcript', () => {
	const withPager = (project: ScratchProject): NodeJS.ProcessEnv => {
		const file = path.join(project.home, 'my pager');
		writeFileSync(
			file,
			`#!/bin/sh\ncp "$1" "${project.home}/seen"\nstty -a | grep -q -- ' icanon' && echo "pager with $(wc -l <"$1") lines"\nread -r line\n`,
			{mode: 0o755},
		);
		return {PAGER: `'${file}'`};
	};

	test('opens in the pager from a pane and from the lists, and mosaic comes back as it was', async () => {
		const project = await talking(`${LINES}read -r x`);
		const tui = opened(project, withPager(project));
		await tui.sees('Talk');
		tui.press('p');
		await tui.sees('row 199');
		tui.press('t');
		await tui.sees('pager with 200 lines');
		expect(tui.modes()).toMatchObject({alternateScreen: false, mouse: 'none', bracketedPaste: false});
		expect(readFileSync(path.join(project.home, 'seen'), 'utf8')).toContain('row 77\n');
		process.kill(tui.pid, 'SIGINT');
		tui.press('\r');
		await until('the screen again', () => tui.modes().alternateScreen);
		await tui.sees('row 199');
		tui.press(CTRL_Q);
		await tui.sees('Sessions');
		tui.press('t');
		await tui.sees('pager with 200 lines');
		tui.press('\r');
		await tui.sees('Sessions');
		tui.press('q');
		await tui.ended;
		expect(tui.modes()).toMatchObject({alternateScreen: false, mouse: 'none', bracketedPaste: false});
		const left = path.join(project.home, 'cache', 'mosaic', 'transcripts');
		expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
	});

	test('that is large says how far it is, is given up with Esc and leaves nothing; asked for again it is shown', async () => {
		const project = await talking(`${LINES}read -r x`);
		const folder = path.join(project.root, '.mosaic', 'sessions', 'sess-001');
		const line = '\u001b[31mred\u001b[m words that an agent printed, until the line is full of them, and 漢字 too\r\n';
		const segment = line.repeat(Math.floor((8 * 1024 * 1024) / Buffer.byteLength(line)));
		for (let number = 2; number <= 8; number++)
			writeFileSync(path.join(folder, `transcript-${String(number).padStart(6, '0')}.log`), segment);
		const tui = opened(project, withPager(project));
		await tui.sees('Talk');
		tui.press('t');
		await tui.sees(/sess-001 transcript \d+%, Esc cancels/);
		// Keys and lists go on meanwhile.
		tui.press('?');
		await tui.sees('Keys');
		tui.press(`${ESC}`);
		await until('the help closed', () => !tui.screen().includes('type to search'));
		tui.press('t');
		await tui.sees(/on its way already|pager with/);
		tui.press(ESC);
		await tui.sees(/is not opened|pager with/);
		const left = path.join(project.home, 'cache', 'mosaic', 'transcripts');
		if (tui.screen().includes('is not opened')) {
			await until('nothing is left', () => readdirSync(left).length === 0);
			tui.press('t');
		}
		await tui.sees(/pager with \d{6} lines/);
		tui.press('\r');
		await tui.sees('Sessions');
		tui.press('q');
		await tui.ended;
		expect(readdirSync(left)).toEqual([]);
	});

	test('says what is wrong with the setting; what a killed mosaic left is gone with the start', async () => {
		const project = await talking(`${LINES}read -r x`);
		const left = path.join(project.home, 'cache', 'mosaic', 'transcripts', '4194305-1-left');
		mkdirSync(left, {recursive: true});
		const tui = opened(project, {PAGER: "'less"});
		await tui.sees('Talk');
		tui.press('t');
		await tui.sees("$PAGER: a ' has no end");
		expect(existsSync(left)).toBe(false);
	});
});
