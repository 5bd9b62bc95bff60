// What the full screen must stand: floods in many panes, resizes without end, terminals that read too slowly or go away.
import {existsSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {privateMb} from '../bench/measure.ts';
import {mosaic} from '../support/mosaic.ts';
import {openTerminal, sessionOf} from '../support/pane.ts';
import {until} from '../support/until.ts';
import {randomFrom} from '../tui/compositor/drawing.ts';
import {isFull} from './amount.ts';

const SIZE = {cols: 160, rows: 50};
/** Much more than mosaic needs, much less than what was printed. */
const ENOUGH_MB = 300;

/** Attached to one session alone. */
const attached = async (line: string, size = SIZE) => {
	const project = await sessionOf(line);
	const terminal = openTerminal(project, size);
	await terminal.sees('sess-001');
	terminal.pty.write('a');
	await terminal.sees('Ctrl+Q leaves');
	return {...terminal, project};
};

test('four panes print as fast as they can while a fifth is typed in', async () => {
	const typist = await sessionOf('stty raw -echo; echo TYPE HERE; exec cat');
	const flooders = [];
	for (let count = 0; count < 4; count++)
		flooders.push(
			await sessionOf('echo FLOOD; while [ ! -e stop ]; do seq 1 5000; done; echo THE END; read -r x', {}, typist),
		);
	const terminal = openTerminal(typist, SIZE);
	await terminal.sees('sess-001');
	terminal.pty.write('p');
	await terminal.sees('TYPE HERE');
	terminal.pty.write('a');
	const words = Array.from({length: isFull ? 200 : 40}, (_, at) => `w${at}-`);
	let typed = '';
	for (const word of words) {
		terminal.pty.write(word);
		typed = typed.length + word.length > 40 ? word : typed + word;
		if (typed === word) terminal.pty.write('\r\n');
		await terminal.sees(word);
	}
	expect(privateMb(terminal.pty.pid)).toBeLessThan(ENOUGH_MB);
	for (const {root} of flooders) writeFileSync(path.join(root, 'stop'), '');
	await until('the ends of all floods', () => terminal.paper.text().split('THE END').length === flooders.length + 1);
});

test('after two hundred resizes the screen is that of a fresh start', async () => {
	const {pty, paper, project, sees} = await attached(
		`trap 'stty size' WINCH; printf '\\033[1;31mred\\033[m and 漢字\\n'; echo READY; while :; do read -r x; [ "$x" = q ] && break; echo "said $x"; done; read -r x`,
	);
	await sees('READY');
	const random = randomFrom(4711);
	for (let count = 0; count < (isFull ? 200 : 60); count++) {
		const size = {cols: 45 + random(180), rows: 15 + random(50)};
		pty.resize(size);
		paper.resize(size);
		await delay(random(100));
	}
	pty.resize(SIZE);
	paper.resize(SIZE);
	const wanted = `${SIZE.rows - 2} ${SIZE.cols}`;
	await until('the last size', () => paper.text().includes(wanted));
	pty.write('after all\r');
	await sees('said after all');
	const fresh = openTerminal(project, SIZE);
	await fresh.sees('sess-001');
	fresh.pty.write('a');
	await fresh.sees('said after all');
	const screenOf = (one: typeof paper) => JSON.stringify(one.cells(SIZE.cols, SIZE.rows - 2));
	await until('the same cells', () => screenOf(paper) === screenOf(fresh.paper), 10_000).catch(() =>
		expect(paper.cells(SIZE.cols, SIZE.rows - 2)).toEqual(fresh.paper.cells(SIZE.cols, SIZE.rows - 2)),
	);
});

test('a pane that prints a hundred megabytes costs no more memory than one that prints a few', async () => {
	const lines = isFull ? 1_300_000 : 200_000;
	const {pty, project, sees} = await attached(
		`stty -echo; echo READY; read -r x; yes 'seventy-eight characters of output, as many as fit into a line of a terminal' | head -n ${lines}; echo THE VERY END; read -r x`,
	);
	await sees('READY');
	pty.write('go\r');
	await sees('THE VERY END');
	expect(privateMb(pty.pid)).toBeLessThan(ENOUGH_MB);
	const folder = path.join(project.root, '.mosaic', 'sessions', 'sess-001');
	const kept = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
	expect(kept).toBeLessThanOrEqual(64 * 1024 * 1024);
});

test('a terminal that reads very slowly gets the newest screen, and costs no memory', async () => {
	const stop = 'stop';
	const {pty, project, bytes, sees} = await attached(
		`echo READY; read -r x; while [ ! -e ${stop} ]; do seq 1 5000; done; echo THE NEWEST; : >done; read -r x`,
	);
	await sees('READY');
	pty.write('go\r');
	await sees('4999');
	const begun = bytes();
	for (let round = 0; round < (isFull ? 60 : 10); round++) {
		pty.pause();
		await delay(200);
		pty.resume();
		const before = bytes();
		await until('a few bytes', () => bytes() > before);
	}
	expect(privateMb(pty.pid)).toBeLessThan(ENOUGH_MB);
	writeFileSync(path.join(project.root, stop), '');
	await until('the end of the flood', () => existsSync(path.join(project.root, 'done')));
	await sees('THE NEWEST');
	expect(bytes() - begun).toBeLessThan(5_000_000);
});

test('a terminal that is closed ends mosaic, and no agent', async () => {
	const {pty, ended, project, sees} = await attached('echo HERE; read -r x; echo "still $x"; read -r x');
	await sees('HERE');
	pty.close();
	await ended;
	const again = openTerminal(project, SIZE);
	onTestFinished(() => again.pty.close());
	await again.sees('sess-001');
	again.pty.write('a');
	await again.sees('HERE');
	again.pty.write('there\r');
	await again.sees('still there');
	const {stdout} = await mosaic(project, ['sessions', '--json']);
	expect(JSON.parse(stdout).sessions).toHaveLength(1);
});
