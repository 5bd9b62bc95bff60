// Programs that people run in terminals look the same in a session: each cell and the cursor, compared with a plain
// emulator of the same bytes. Those that are not installed are passed over; .ci/run installs them.
import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import {test} from 'vitest';
import {programInPane} from '../support/pane.ts';

const isInstalled = (program: string): boolean =>
	(process.env.PATH ?? '').split(':').some((folder) => {
		try {
			accessSync(path.join(folder, program), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});

const TEXT = Array.from({length: 200}, (_, n) => `line ${n}\twith words, 漢字 and é, and a number ${n * n}`).join('\n');
const SOURCE = 'int main(void) {\n\treturn 42; /* the answer */\n}\n';

test.skipIf(!isInstalled('vim'))('vim: insert, numbers, a split, a selection, a search', async () => {
	const pane = await programInPane('exec vim -u NONE -n -i NONE notes.c', {'notes.c': SOURCE});
	await pane.sees('the answer');
	await pane.showsTheSame();
	pane.press(':set nocp number hlsearch | syntax on\r');
	await pane.sees('  3 }');
	pane.press('Gonew line 漢字\u001b');
	await pane.sees('4 new line 漢字');
	await pane.showsTheSame();
	pane.press(':split | vsplit\r/return\r');
	await pane.showsTheSame();
	pane.press('ggVj');
	await pane.sees('VISUAL LINE');
	await pane.showsTheSame();
	pane.press('\u001b:qa!\r');
});

test.skipIf(!isInstalled('less'))('less: pages, a search, the end, and back', async () => {
	const pane = await programInPane('exec less -N text', {text: TEXT});
	await pane.sees('line 30');
	await pane.showsTheSame();
	pane.press(' ');
	await pane.sees('line 70');
	pane.press(' ');
	await pane.sees('line 110');
	pane.press('/number 27889\r');
	await pane.sees('line 167');
	await pane.showsTheSame();
	pane.press('G');
	await pane.sees('(END)');
	pane.press('kkkb');
	await pane.sees('line 125');
	await pane.showsTheSame();
});

test.skipIf(!isInstalled('htop'))('htop: bars, the list, its setup', async () => {
	const pane = await programInPane('exec htop -d 100');
	await pane.sees('PID');
	await pane.showsTheSame();
	pane.press('\u001bOQ');
	await pane.sees('Categories');
	await pane.showsTheSame();
});

const TMUX = [
	'set -g status-right ""',
	'set -g status-left "inner "',
	'set -g default-command "sh"',
	'set -g mouse on',
	'',
];

test.skipIf(!isInstalled('tmux'))('tmux itself: splits, output, copy mode', async () => {
	const pane = await programInPane('exec tmux -S ../tmux.sock -f tmux.conf new-session -s in', {
		'tmux.conf': TMUX.join('\n'),
	});
	await pane.sees('inner');
	pane.press('\u0002%');
	pane.press('seq 1 40; printf "\\033[1;31mred\\033[m\\n"\r');
	await pane.sees('red');
	await pane.showsTheSame();
	pane.press('\u0002"');
	pane.press('echo below\r');
	await pane.sees('below');
	pane.press('\u0002[');
	await pane.showsTheSame();
	pane.press('q\u0002:kill-server\r');
});
