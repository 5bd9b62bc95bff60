// The terminal after mosaic is the one before it: its settings by `stty -g`, its screen, its modes.
import {expect, test} from 'vitest';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {processesWith, processMark} from '../support/marked-processes.ts';
import {mosaic, mosaicBin} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | description |\n|---|---|---|\n| T1 | not-started | Dig the well |\n';

/** A shell that says its terminal's settings before and after mosaic. */
const aroundMosaic = async () => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init', '--name', 'Well']);
	const mark = processMark();
	const size = {cols: 100, rows: 30};
	const env = {...project.env, TERM: 'xterm-256color', [mark.name]: mark.value};
	// Settings that are not the usual ones: to set those would not be to give them back.
	const line = `stty -ixon susp undef; trap : INT TERM HUP QUIT
printf 'text from before\\nbefore %s\\n' "$(stty -g)"; '${process.execPath}' '${mosaicBin()}'; printf 'after %s\\n' "$(stty -g)"; read -r x`;
	const pty = openPty({argv: ['sh', '-c', line], cwd: project.root, env, size});
	const screen = createScreen({size, onReply: pty.write});
	pty.onData((bytes) => screen.write(bytes));
	const text = () => screen.text().join('\n');
	await until('the lists', () => text().includes('? more'));
	const pid = processesWith(mark.entry).find(({command}) =>
		command.startsWith(`${process.execPath} ${mosaicBin()}`),
	)?.pid;
	if (pid === undefined) throw new Error('mosaic is not running');
	return {pty, screen, text, pid, settings: (when: string) => new RegExp(`^${when} (\\S+)$`, 'm').exec(text())?.[1]};
};

test.each(['q', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('%s', async (end) => {
	const {pty, screen, text, pid, settings} = await aroundMosaic();
	if (end === 'q') pty.write('q');
	else process.kill(pid, end);
	await until('the settings afterwards', () => settings('after'));
	expect(settings('after')).toBe(settings('before'));
	expect(text()).toContain('text from before');
	expect(screen.modes()).toMatchObject({
		alternateScreen: false,
		bracketedPaste: false,
		mouse: 'none',
		keyboardFlags: 0,
	});
	expect(screen.cursor().visible).toBe(true);
	pty.close();
});
